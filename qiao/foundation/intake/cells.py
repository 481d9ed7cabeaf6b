"""Reading one cell: text as typed in, a value that JSON can hold out, or a problem that names its rule."""

import re
import unicodedata
from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from qiao.core.codes.check import CodeCheck
from qiao.core.money import MoneyError, fen_from_wan
from qiao.core.taxonomy import LABELS, Listed, code_from_text

Parse = Callable[[str], Any]
"""Reads a cell that is not blank; raises CellProblem."""

LIST_BREAKS = re.compile(r"[；;、，,\n]")
ENTRY_BREAKS = re.compile(r"[；;\n]")
# The last group is invisible: byte order marks, zero-width blanks, and marks that turn the direction of writing.
CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff\u200b\u200e\u200f\u2060\u202a-\u202e\u2066-\u2069]"
)
DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 00:00:00)?|(\d{4})(\d{2})(\d{2})")
EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(?:\.[^@\s.]+)+")
EMAIL_CHARACTERS = 254
UNIT_OF_WAN = re.compile(r"\s*(?:万元|万)\s*$")


class CellProblem(Exception):
    """The cell breaks a rule; ``params`` fill its sentence."""

    def __init__(self, rule: str, **params: Any) -> None:
        self.rule = rule
        self.params = params
        super().__init__(rule)


def cleaned(text: str) -> str:
    """The text without control characters and outer blanks."""
    return CONTROL.sub("", text).strip()


def text_up_to(limit: int) -> Parse:
    """Text of at most ``limit`` characters, kept as it is: nothing is cut off."""

    def parse(text: str) -> str:
        if len(text) > limit:
            raise CellProblem("too_long", limit=limit, length=len(text))
        return text

    return parse


def choice_of(values: type[Listed], among: Collection[Listed] = ()) -> Parse:
    """One member of a value list, or of those ``among`` it, by Chinese name, English name or code."""

    def parse(text: str) -> str:
        member = code_from_text(values, text)
        if member is None or (among and member not in among):
            raise CellProblem("not_in_list", allowed=allowed_names(values, among), part=text)
        return str(member.value)

    return parse


def choices_of(values: type[Listed], among: Collection[Listed] = ()) -> Parse:
    """Several members of a value list, separated by ； (also ; 、 ， or a line end); each counts once."""
    parse_one = choice_of(values, among)

    def parse(text: str) -> list[str]:
        return list(dict.fromkeys(parse_one(part) for part in split_list(text)))

    return parse


def words(text: str) -> list[str]:
    """Several short texts, separated as in `choices_of`."""
    return list(dict.fromkeys(split_list(text)))


def split_list(text: str, breaks: re.Pattern[str] = LIST_BREAKS) -> list[str]:
    """The non-blank parts."""
    return [part.strip() for part in breaks.split(text) if part.strip()]


def wan(text: str) -> int:
    """An amount in 万元 as fen, not below 0."""
    try:
        fen = fen_from_wan(UNIT_OF_WAN.sub("", text))
    except MoneyError as error:
        raise CellProblem(error.code) from error
    if fen < 0:
        raise CellProblem("negative_amount")
    return fen


def iso_day(text: str) -> str:
    """A day as ISO 8601; 2026-12-31, 2026/12/31, 2026.12.31, 2026年12月31日 and 20261231 are understood."""
    match = DATE.fullmatch(unicodedata.normalize("NFKC", text))
    if match is None:
        raise CellProblem("not_a_date")
    year, month, day = (int(part) for part in match.groups() if part is not None)
    try:
        return date(year, month, day).isoformat()
    except ValueError as error:
        raise CellProblem("not_a_date") from error


def whole_number(lowest: int, highest: int) -> Parse:
    """A whole number within bounds, both included."""

    def parse(text: str) -> int:
        folded = unicodedata.normalize("NFKC", text)
        if not re.fullmatch(r"-?[0-9]{1,9}", folded):
            raise CellProblem("not_a_whole_number")
        number = int(folded)
        if not lowest <= number <= highest:
            raise CellProblem("out_of_range", lowest=lowest, highest=highest)
        return number

    return parse


def checked(check: Callable[[str], CodeCheck]) -> Parse:
    """An identifier in its normal form, by its own check."""

    def parse(text: str) -> str:
        result = check(text)
        if result.problem is not None:
            raise CellProblem(result.problem)
        return result.value

    return parse


def listed_or_checked(values: type[Listed], check: Callable[[str], CodeCheck]) -> Parse:
    """A code by its check, or the name of a member of a value list."""
    parse_code = checked(check)

    def parse(text: str) -> str:
        member = code_from_text(values, text)
        return str(member.value) if member is not None else str(parse_code(text))

    return parse


def email(text: str) -> str:
    """An address for electronic mail."""
    if len(text) > EMAIL_CHARACTERS or not EMAIL.fullmatch(text):
        raise CellProblem("not_an_email")
    return text


def allowed_names(values: type[Listed], among: Collection[Listed] = ()) -> str:
    """The Chinese names of a value list, or of those ``among`` it, as they stand in messages and templates."""
    return "、".join(label.zh for member, label in LABELS[values].items() if not among or member in among)
