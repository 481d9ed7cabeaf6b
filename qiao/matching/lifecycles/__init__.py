"""Lifecycles of the matching room: introductions and commissioned supply lists."""
