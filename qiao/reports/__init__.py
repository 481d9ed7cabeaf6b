"""Reports: the documents a zone issues, from frozen values to files."""
