"""What the ranking is learned from: needs, offers, and grades that experts gave to pairs of them."""

from collections.abc import Iterable
from dataclasses import dataclass

LEVELS = (1, 2, 3, 4)
FITS = 3


@dataclass(frozen=True, slots=True)
class Need:
    """A demand: its key in the list it came from, its title, and its full text (either may be empty)."""

    key: str
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """An achievement: its key and its title, running text or words set apart by blanks."""

    key: str
    title: str


@dataclass(frozen=True, slots=True, order=True)
class Grade:
    """The level an expert gave to a pair: 1 unrelated, 2 weak, 3 fairly strong, 4 strong.

    Raises ValueError for another level.
    """

    need: str
    offer: str
    level: int

    def __post_init__(self) -> None:
        if self.level not in LEVELS:
            raise ValueError(f"level {self.level}: grades are 1 to 4; correct the grade")


def in_order(grades: Iterable[Grade]) -> list[Grade]:
    """Return the grades sorted, so that what is learned does not depend on the order of a file.

    A pair graded several times stays several times: experts who disagree are the measure of their noise, and
    the least-squares fit then aims at their mean.
    """
    return sorted(grades)
