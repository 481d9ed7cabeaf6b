"""A value list whose members carry their Chinese and English names."""

from enum import StrEnum
from typing import NamedTuple, Self


class Label(NamedTuple):
    """Names of one member: the official Chinese term, the English name, and other spellings understood."""

    zh: str
    en: str
    aliases: tuple[str, ...] = ()


class Listed(StrEnum):
    """Base of all value lists; the member itself is its stable code, `label` its names."""

    label: Label

    # The names have defaults only so that a member can be called up by its code alone: HiTechField("1").
    def __new__(cls, code: str, zh: str = "", en: str = "", *aliases: str) -> Self:
        """Make a member from its code, Chinese name, English name and further spellings."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = Label(zh, en, aliases)
        return member
