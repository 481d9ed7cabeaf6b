"""Technology readiness as a picture: the nine steps with one marked, and how many records stand on each. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from qiao.core.taxonomy import Maturity
from qiao.web.labels import maturity_name, name_of

LEVELS = tuple(range(1, 10))
_STEP, _GAP, _HEIGHT, _LEAST = 34, 4, 56, 3


@dataclass(frozen=True)
class Step:
    """One step of the scale: number, name, whether it is reached, whether it is the present one, left edge."""

    level: int
    name: str
    stage: str
    reached: bool
    present: bool
    left: int
    middle: int


@dataclass(frozen=True)
class Bar:
    """One bar: level, its name, how many, and where it stands."""

    level: int
    name: str
    number: int
    left: int
    top: int
    height: int
    middle: int


def scale(level: int | None) -> tuple[Step, ...]:
    """The nine steps up to the present one; empty when nobody has said how mature it is."""
    if level is None:
        return ()
    return tuple(
        Step(each, maturity_name(each), name_of(Maturity(str(each)).stage), each <= level, each == level, *_place(each))
        for each in LEVELS
    )


def bars(numbers: Mapping[str, int]) -> tuple[Bar, ...]:
    """How many records stand on each level; empty when none does. The highest bar fills the picture."""
    most = max((numbers.get(str(level), 0) for level in LEVELS), default=0)
    if not most:
        return ()
    found = []
    for level in LEVELS:
        number = numbers.get(str(level), 0)
        height = max(_LEAST, round(_HEIGHT * number / most)) if number else 0
        left, middle = _place(level)
        found.append(Bar(level, maturity_name(level), number, left, _HEIGHT - height, height, middle))
    return tuple(found)


def _place(level: int) -> tuple[int, int]:
    left = (level - 1) * (_STEP + _GAP)
    return left, left + _STEP // 2
