"""Numbers of Chinese patents: application, grant and publication (ZC 0006-2003, ZC 0007-2012)."""

import re

from qiao.core.codes.check import CodeCheck, compact

# Since October 2003: year, kind, 7 serial digits. Before: two-digit year, kind, 5 serial digits.
# Kind: 1 invention, 2 utility model, 3 design, 8 and 9 international applications for 1 and 2.
_APPLICATION = re.compile(r"(ZL|CN)?((?:19|20)[0-9]{2}[12389][0-9]{7}|[0-9]{2}[12389][0-9]{5})\.?([0-9X])")
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)

# 7 digits until July 2007, 9 digits since.
_PUBLICATION = re.compile(r"CN([123])(?:[0-9]{6}|[0-9]{8})([A-Z][0-9]?)")
_KINDS = {
    "1": re.compile(r"[ABC]|[AB][89]|C[1-7]"),
    "2": re.compile(r"[UY]|U[89]|Y[1-7]"),
    "3": re.compile(r"[SD]|S[1-9]"),
}


def check_patent_application(text: str) -> CodeCheck:
    """Check an application number of either era, the prefix ZL or CN and the point being optional.

    The normal form has the point and keeps ZL, which says that the patent is granted; CN is dropped.
    """
    value = compact(text)
    match = _APPLICATION.fullmatch(value)
    if match is None:
        return CodeCheck(value, "patent_pattern")
    prefix, digits, check = match.groups()
    value = f"{'ZL' if prefix == 'ZL' else ''}{digits}.{check}"
    if patent_check_character(digits) != check:
        return CodeCheck(value, "patent_check_digit")
    return CodeCheck(value)


def check_granted_patent(text: str) -> CodeCheck:
    """Check the number of a granted patent: ZL and its application number.

    A missing ZL is added with a warning, since the owner may have entered the number of an application.
    """
    check = check_patent_application(text)
    if not check.ok or check.value.startswith("ZL"):
        return check
    return CodeCheck(f"ZL{check.value}", warning="patent_granted_prefix")


def patent_check_character(digits: str) -> str:
    """Return the check character for the 8 or 12 digits of an application number."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return "0123456789X"[total % 11]


def check_patent_publication(text: str) -> CodeCheck:
    """Check a publication number such as CN106789012A, its kind code against the kind of patent."""
    value = compact(text)
    match = _PUBLICATION.fullmatch(value)
    if match is None:
        return CodeCheck(value, "patent_publication_pattern")
    if not _KINDS[match[1]].fullmatch(match[2]):
        return CodeCheck(value, "patent_publication_kind")
    return CodeCheck(value)
