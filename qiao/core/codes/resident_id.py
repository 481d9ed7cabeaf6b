"""Resident identity numbers (GB 11643-1999): check, mask for display, hash for storage."""

import hashlib
import re
from datetime import date

from stdnum.cn import ric

from qiao.core.codes.check import CodeCheck, compact
from qiao.core.taxonomy import Province

_RESIDENT_ID = re.compile(r"[0-9]{17}[0-9X]")
# 83 opens the residence permit for Taiwan residents, which has the same structure and check; those for
# Hong Kong and Macao open with the province codes 81 and 82.
_PLACES = frozenset(province.value[:2] for province in Province) | {"83"}
_SALT_BYTES_MIN = 16
_ROUNDS = 200_000


class SaltError(ValueError):
    """The salt for hashing identity numbers has fewer than 16 bytes; take it from a random source."""

    code = "salt_too_short"


def check_resident_id(text: str, today: date) -> CodeCheck:
    """Check an 18-character identity number; `today` bounds the birth date.

    Only the province of the division is checked, because a county that was abolished stays in the number
    for life. A permanent residence card of a foreigner (first digit 9) has the same structure.
    A birth before 1900 is a warning: the number may be right, but hardly belongs to a living person.
    """
    value = compact(text)
    if not _RESIDENT_ID.fullmatch(value):
        return CodeCheck(value, "resident_id_pattern")
    if value[0] != "9" and value[:2] not in _PLACES:
        return CodeCheck(value, "resident_id_division")
    born_on = _birth_date(value)
    if born_on is None:
        return CodeCheck(value, "resident_id_birth_date")
    if born_on > today:
        return CodeCheck(value, "resident_id_birth_future")
    if ric.calc_check_digit(value) != value[17]:
        return CodeCheck(value, "resident_id_check_character")
    return CodeCheck(value, warning="resident_id_birth_before_1900" if born_on.year < 1900 else None)


def _birth_date(value: str) -> date | None:
    try:
        return date(int(value[6:10]), int(value[10:12]), int(value[12:14]))
    except ValueError:
        return None


def mask_resident_id(value: str) -> str:
    """Return a checked identity number for display: division and last four, the birth date hidden."""
    return f"{value[:6]}{'*' * 8}{value[-4:]}"


def hash_resident_id(value: str, salt: bytes) -> str:
    """Return the salted hash (64 hexadecimal digits) under which a checked identity number is stored.

    The same salt gives the same hash, so duplicates can be found. The hash is slow on purpose (PBKDF2):
    there are few enough identity numbers to try them all against a fast one.

    Raises SaltError.
    """
    if len(salt) < _SALT_BYTES_MIN:
        raise SaltError(f"salt: {len(salt)} bytes given, at least {_SALT_BYTES_MIN} needed")
    return hashlib.pbkdf2_hmac("sha256", value.encode("ascii"), salt, _ROUNDS).hex()
