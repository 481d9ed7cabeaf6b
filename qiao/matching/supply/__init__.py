"""Compiling customised supply lists."""
