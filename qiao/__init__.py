"""Qiao: operating platform of a national technology-transfer demonstration zone."""
