"""Numbers of official documents, of list editions and of the items in them."""

import re

from qiao.core.codes.check import CodeCheck, compact

_DOCUMENT = re.compile(r"[\u4e00-\u9fa5]{2,12}〔((?:19|20)[0-9]{2})〕([1-9][0-9]{0,4})号")
_LOOSE_DOCUMENT = re.compile(r"([\u4e00-\u9fa5]{2,12})〔([0-9]*)〕(.*)号")
_OPENING = str.maketrans("[(【{", "〔〔〔〔")
_CLOSING = str.maketrans("])】}", "〕〕〕〕")
_ISSUER = re.compile(r"[\u4e00-\u9fa5]{2,12}")
_PREFIX = re.compile(r"[A-Z]{2,4}")
_EDITION = re.compile(r"[A-Z]{2,4}-20[0-9]{2}-(?:0[1-9]|[1-9][0-9]{1,2})")
_ITEM = re.compile(r"[A-Z]{2,4}20[0-9]{2}[0-8](?!0000)[0-9]{4}")


class NumberPartError(ValueError):
    """A part from which a number should be built does not fit; `code` names the part, `value` is given."""

    def __init__(self, code: str, value: object) -> None:
        self.code = code
        self.value = value
        super().__init__(f"{code}: {value!r}")


def normalise_document_number(text: str) -> str:
    """Return a document number without blanks and with the year in 〔 and 〕; nothing else is repaired."""
    return compact(text).translate(_OPENING).translate(_CLOSING)


def check_document_number(text: str) -> CodeCheck:
    """Check a document number as it stands, for example 国科办区〔2020〕50号 (GB/T 9704-2012).

    `value` is the normal form, so when the brackets are the only problem it is the correction to offer; to
    accept loose input, check `normalise_document_number(text)`.
    """
    value = normalise_document_number(text)
    if _DOCUMENT.fullmatch(value):
        return CodeCheck(value, None if value == text.strip() else "document_number_brackets")
    loose = _LOOSE_DOCUMENT.fullmatch(value)
    if loose is None:
        return CodeCheck(value, "document_number_pattern")
    if not re.fullmatch(r"(?:19|20)[0-9]{2}", loose[2]):
        return CodeCheck(value, "document_number_year")
    return CodeCheck(value, "document_number_serial")


def format_document_number(issuer: str, year: int, serial: int) -> str:
    """Build a document number from the issuer's short form (代字), the year and the serial of that year.

    Raises NumberPartError.
    """
    if not _ISSUER.fullmatch(issuer):
        raise NumberPartError("document_issuer", issuer)
    _require("document_year", year, range(1900, 2100))
    _require("document_serial", serial, range(1, 100_000))
    return f"{issuer}〔{year}〕{serial}号"


def format_edition_number(prefix: str, year: int, serial: int) -> str:
    """Build the number of a list edition, for example XQ-2026-01. Raises NumberPartError."""
    _require_prefix(prefix)
    _require("edition_year", year, range(2000, 2100))
    _require("edition_serial", serial, range(1, 1000))
    return f"{prefix}-{year}-{serial:02d}"


def check_edition_number(text: str) -> CodeCheck:
    """Check the number of a list edition."""
    value = compact(text)
    return CodeCheck(value, None if _EDITION.fullmatch(value) else "edition_number_pattern")


def format_item_code(prefix: str, year: int, field_digit: str, serial: int) -> str:
    """Build the code of a listed item: prefix, year, digit of the hi-tech field, four digits.

    The field digit is 0 while the field is not known. Raises NumberPartError.
    """
    _require_prefix(prefix)
    _require("item_year", year, range(2000, 2100))
    if field_digit not in tuple("012345678"):
        raise NumberPartError("item_field_digit", field_digit)
    _require("item_serial", serial, range(1, 10_000))
    return f"{prefix}{year}{field_digit}{serial:04d}"


def check_item_code(text: str) -> CodeCheck:
    """Check the code of a listed item, for example XQ202610001."""
    value = compact(text)
    return CodeCheck(value, None if _ITEM.fullmatch(value) else "item_code_pattern")


def _require(code: str, value: int, allowed: range) -> None:
    if value not in allowed:
        raise NumberPartError(code, value)


def _require_prefix(prefix: str) -> None:
    if not _PREFIX.fullmatch(prefix):
        raise NumberPartError("number_prefix", prefix)
