"""Cell values as the text a person sees, and cell names as a spreadsheet program shows them."""

import math
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

CellValue = int | float | str | bool | time | date | datetime | timedelta

# Excel keeps 15 significant digits of a number; of a longer one the last digits are lost.
PRECISE_BELOW = 10**15
# What Excel writes into a .csv for a number that does not fit a general cell (12 digits and more).
SCIENTIFIC = re.compile(r"[+-]?\d(?:\.\d+)?E\+\d{2,3}")


def text_of(value: CellValue) -> str:
    """The value as text: ISO dates, TRUE/FALSE, plain decimal numbers, line ends as a single newline."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n") if "\r" in value else value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _number_text(value)
    return _moment_text(value)


def _number_text(value: float) -> str:
    if not math.isfinite(value):
        return str(value)
    if value == 0:
        return "0"
    # The shortest decimal that means this number; of a fraction, the 15 digits a spreadsheet shows.
    whole = value == int(value)
    return format(Decimal(repr(value) if whole else format(value, ".15g")).normalize(), "f")


def _moment_text(value: time | date | datetime | timedelta) -> str:
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        sign = "-" if seconds < 0 else ""
        minutes, second = divmod(abs(seconds), 60)
        return f"{sign}{minutes // 60:02d}:{minutes % 60:02d}:{second:02d}"
    if isinstance(value, datetime):
        if value.time() == time():
            return value.date().isoformat()
        return value.isoformat(" ", "seconds")
    if isinstance(value, time):
        return value.isoformat("seconds")
    return value.isoformat()


def is_imprecise(value: CellValue) -> bool:
    """Whether the stored number may have lost digits (16 digits or more)."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= PRECISE_BELOW


def column_letters(column: int) -> str:
    """The letters of a column counted from 0: 0 is A, 25 is Z, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The column, counted from 0, of its letters; ValueError when they are not one to three of A–Z."""
    if not 1 <= len(letters) <= 3 or not (letters.isascii() and letters.isalpha()):
        raise ValueError(letters)
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def range_name(first: tuple[int, int], last: tuple[int, int]) -> str:
    """The name of a rectangle given by two (row, column) pairs counted from 0, such as A2:C2."""
    (top, left), (bottom, right) = first, last
    return f"{column_letters(left)}{top + 1}:{column_letters(right)}{bottom + 1}"
