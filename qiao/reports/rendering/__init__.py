"""Rendering of frozen list editions: Word, PDF, Excel, CSV, JSON, Atom and DCAT, without a database."""
