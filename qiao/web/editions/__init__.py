"""Issued editions, their files, feed and catalogue."""
