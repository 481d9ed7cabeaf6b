"""Amounts of money in integer fen: reading, showing, writing in words, sharing out."""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import ClassVar

_FEN_PER_YUAN = 100
_FEN_PER_WAN = 1_000_000
# The database keeps fen in 64 bits.
_FEN_MAX = 2**63 - 1
# Ten thousand times 万亿 yuan has no agreed reading.
_WORDS_FEN_END = 10**18

_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_DIGITS = "零壹贰叁肆伍陆柒捌玖"


class MoneyError(ValueError):
    """An amount that cannot be taken; `code` names the rule and `value` is what was given."""

    code: ClassVar[str]

    def __init__(self, value: object) -> None:
        self.value = value
        super().__init__(f"{self.code}: {value!r}")


class MoneyFormatError(MoneyError):
    """The text is no number: digits, thousands commas and a decimal point are understood, no exponent."""

    code = "money_not_a_number"


class MoneyPrecisionError(MoneyError):
    """The amount is not a whole number of fen; write at most 2 decimals of yuan or 6 of 万元."""

    code = "money_too_precise"


class MoneyRangeError(MoneyError):
    """The amount is beyond what is kept (64-bit fen), or beyond what has words (万万亿元)."""

    code = "money_too_large"


class WeightsError(MoneyError):
    """Weights must be whole numbers of at least 0, and not all 0."""

    code = "weights_refused"


def fen_from_yuan(amount: Decimal | str) -> int:
    """Return the fen of an amount in yuan, exactly.

    Raises MoneyFormatError, MoneyPrecisionError (more than 2 decimals), MoneyRangeError.
    """
    return _fen(amount, _FEN_PER_YUAN)


def fen_from_wan(amount: Decimal | str) -> int:
    """Return the fen of an amount in 万元 (ten thousand yuan), exactly.

    Raises MoneyFormatError, MoneyPrecisionError (more than 6 decimals), MoneyRangeError.
    """
    return _fen(amount, _FEN_PER_WAN)


def _fen(amount: Decimal | str, fen_per_unit: int) -> int:
    number = amount if isinstance(amount, Decimal) else _decimal(amount)
    if not number.is_finite():
        raise MoneyFormatError(amount)
    # Checked before the exact fraction is built: 1E+999999999 must not fill the memory.
    if number.adjusted() > 20:
        raise MoneyRangeError(amount)
    if number and number.adjusted() < -20:
        raise MoneyPrecisionError(amount)
    numerator, denominator = number.as_integer_ratio()
    fen, rest = divmod(numerator * fen_per_unit, denominator)
    if rest:
        raise MoneyPrecisionError(amount)
    if abs(fen) > _FEN_MAX:
        raise MoneyRangeError(amount)
    return fen


def _decimal(text: str) -> Decimal:
    folded = unicodedata.normalize("NFKC", text).strip().replace("\u2212", "-")
    if not _NUMBER.fullmatch(folded):
        raise MoneyFormatError(text)
    return Decimal(folded.replace(",", ""))


def wan_from_fen(fen: int) -> Decimal:
    """Return an amount in 万元, exactly and without trailing zeros."""
    whole, rest = divmod(abs(fen), _FEN_PER_WAN)
    text = f"{whole}.{rest:06d}".rstrip("0").rstrip(".")
    return Decimal(f"-{text}" if fen < 0 else text)


def format_fen(fen: int) -> str:
    """Return an amount in yuan with thousands commas and two decimals, for example 1,234.56."""
    yuan, rest = divmod(abs(fen), _FEN_PER_YUAN)
    return f"{'-' if fen < 0 else ''}{yuan:,}.{rest:02d}"


def in_words(fen: int) -> str:
    """Return an amount in Chinese words (人民币大写), for example 壹仟肆佰零玖元伍角整.

    Written as on bank forms (支付结算办法, annex 1): 整 after 元 or 角, none after 分.

    Raises MoneyRangeError.
    """
    if abs(fen) >= _WORDS_FEN_END:
        raise MoneyRangeError(fen)
    yuan, rest = divmod(abs(fen), _FEN_PER_YUAN)
    jiao, single_fen = divmod(rest, 10)
    words = f"{_integer_words(yuan)}元" if yuan or not rest else ""
    if not rest:
        words += "整"
    elif not single_fen:
        words += f"{_DIGITS[jiao]}角整"
    elif jiao:
        words += f"{_DIGITS[jiao]}角{_DIGITS[single_fen]}分"
    else:
        words += f"{'零' if yuan else ''}{_DIGITS[single_fen]}分"
    return f"负{words}" if fen < 0 else words


# 亿 comes first, so that ten thousand of them read 万亿.
_UNITS = ((10**8, "亿"), (10**4, "万"), (1000, "仟"), (100, "佰"), (10, "拾"))


def _integer_words(number: int) -> str:
    for size, unit in _UNITS:
        if number >= size:
            count, rest = divmod(number, size)
            if not rest:
                return f"{_integer_words(count)}{unit}"
            # A skipped place is read as one 零.
            zero = "零" if rest < size // 10 else ""
            return f"{_integer_words(count)}{unit}{zero}{_integer_words(rest)}"
    return _DIGITS[number]


def split_fen(total_fen: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Share out an amount by weights; the parts add up to the whole exactly (largest remainder).

    Left-over fen go to the largest remainders, between equal ones to the earlier part.

    Raises WeightsError.
    """
    if not weights or min(weights) < 0 or not any(weights):
        raise WeightsError(tuple(weights))
    whole = sum(weights)
    shares = [divmod(abs(total_fen) * weight, whole) for weight in weights]
    missing = abs(total_fen) - sum(part for part, _ in shares)
    by_remainder = sorted(range(len(weights)), key=lambda index: -shares[index][1])
    raised = frozenset(by_remainder[:missing])
    sign = -1 if total_fen < 0 else 1
    return tuple(sign * (part + (index in raised)) for index, (part, _) in enumerate(shares))
