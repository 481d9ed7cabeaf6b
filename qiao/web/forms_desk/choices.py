"""Lists to choose from that need more than their names: provinces, industries, maturity levels with their meaning."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from qiao.core.taxonomy import ACHIEVEMENT_WAYS, CooperationWay, Maturity, Province
from qiao.core.taxonomy.divisions import DIVISION_NAMES
from qiao.foundation.wording import Text
from qiao.web.labels import industry_name, name_of, reads_chinese

_MEANING: Mapping[Maturity, Text] = {
    Maturity.PRINCIPLE: _("Principle observed and reported"),
    Maturity.CONCEPT: _("Technical concept formulated"),
    Maturity.PROOF: _("Key function proved in the laboratory"),
    Maturity.SIMULATION: _("Components checked in the laboratory"),
    Maturity.FIRST_PROTOTYPE: _("First prototype in a relevant setting"),
    Maturity.QUALIFIED_PROTOTYPE: _("Qualified prototype demonstrated"),
    Maturity.ENVIRONMENT: _("Pilot passed in the real setting"),
    Maturity.PRODUCT: _("Small batch made and certified"),
    Maturity.SYSTEM: _("Mass production and use"),
}


def provinces() -> list[tuple[str, str]]:
    """The province level divisions by code."""
    return [(member.value, name_of(member)) for member in Province]


def maturity_levels() -> list[tuple[str, str]]:
    """The nine levels: number, name, and what must have been shown."""
    return [(member.value, _level(member)) for member in Maturity]


def achievement_ways() -> list[tuple[str, str]]:
    """The ways of cooperation that the holder of an achievement may offer."""
    return [(member.value, name_of(member)) for member in ACHIEVEMENT_WAYS]


def cooperation_ways() -> list[tuple[str, str]]:
    """Every way of cooperation."""
    return [(member.value, name_of(member)) for member in CooperationWay]


def industries() -> list[tuple[str, str]]:
    """The divisions of the industry classification for a list to search in: code, and name with its section."""
    return [(code, f"{code} {name} · {industry_name(code)}") for code, name in DIVISION_NAMES.items()]


def _level(member: Maturity) -> str:
    if not reads_chinese():
        return f"{member.value} · {name_of(member)}"
    return f"{member.value} · {name_of(member)}：{_MEANING[member]}"
