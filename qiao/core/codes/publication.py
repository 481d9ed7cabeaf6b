"""Identifiers of publications."""

import re

from stdnum import isbn, issn

from qiao.core.codes.check import CodeCheck, compact

_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?(10\.[0-9]{4,9}/[-._;()/:a-z0-9]+)")
_ISSN = re.compile(r"([0-9]{4})-?([0-9]{3}[0-9X])")
_ISBN = re.compile(r"97[89][0-9]{10}")


def check_doi(text: str) -> CodeCheck:
    """Check a digital object identifier, given as address or alone.

    The normal form is lower case, because two DOI that differ only in case are the same.
    """
    value = compact(text).lower()
    match = _DOI.fullmatch(value)
    return CodeCheck(match[1]) if match else CodeCheck(value, "doi_pattern")


def check_issn(text: str) -> CodeCheck:
    """Check the ISSN of a journal (ISO 3297); the normal form has the hyphen."""
    value = compact(text)
    match = _ISSN.fullmatch(value)
    if match is None:
        return CodeCheck(value, "issn_pattern")
    value = "-".join(match.groups())
    return CodeCheck(value, None if issn.is_valid(value) else "issn_check_character")


def check_isbn(text: str) -> CodeCheck:
    """Check a 13-digit ISBN (ISO 2108); the normal form has no hyphens."""
    value = compact(text).replace("-", "")
    if not _ISBN.fullmatch(value):
        return CodeCheck(value, "isbn_pattern")
    return CodeCheck(value, None if isbn.is_valid(value) else "isbn_check_digit")
