"""Finding the label of a code, and the code of a text in an operator's table."""

import unicodedata
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TypeVar

from qiao.core.taxonomy.achievements import (
    AchievementKind,
    GapLevel,
    IpKind,
    IpLegalStatus,
    PriceMode,
    SourceProgramme,
    SupportKind,
)
from qiao.core.taxonomy.demands import BudgetBand, CooperationWay, DemandKind, DisclosureLevel, Urgency
from qiao.core.taxonomy.fields import HiTechField, IndustrySection, StrategicIndustry
from qiao.core.taxonomy.labels import Label, Listed
from qiao.core.taxonomy.maturity import AchievementStage, Maturity
from qiao.core.taxonomy.parties import OrganisationKind, OrganisationSize, PersonKind, Qualification
from qiao.core.taxonomy.regions import Province
from qiao.core.taxonomy.scenarios import FundingSource, PurchaseWay, ScenarioOpener, ScenarioSize

Member = TypeVar("Member", bound=Listed)

_LISTS: tuple[type[Listed], ...] = (
    HiTechField,
    StrategicIndustry,
    IndustrySection,
    Province,
    Maturity,
    AchievementStage,
    DemandKind,
    CooperationWay,
    BudgetBand,
    Urgency,
    DisclosureLevel,
    ScenarioSize,
    ScenarioOpener,
    PurchaseWay,
    FundingSource,
    AchievementKind,
    IpKind,
    IpLegalStatus,
    PriceMode,
    SupportKind,
    SourceProgramme,
    GapLevel,
    OrganisationKind,
    OrganisationSize,
    Qualification,
    PersonKind,
)

# Every list that ships, with the names of its members.
LABELS: Mapping[type[Listed], Mapping[Listed, Label]] = MappingProxyType(
    {each: MappingProxyType({member: member.label for member in each}) for each in _LISTS}
)

# A range such as 50-100万元 is typed with any of these.
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212~至", "-"))


def code_from_text(values: type[Member], text: str) -> Member | None:
    """Return the member that a text names by code, Chinese or English name, None when there is none.

    Full-width forms, blanks, letter case and the kind of dash make no difference.
    """
    return _members_by_name(values).get(_folded(text))


@cache
def _members_by_name(values: type[Member]) -> dict[str, Member]:
    names: dict[str, Member] = {}
    for member in values:
        for name in (member.value, member.label.zh, member.label.en, *member.label.aliases):
            if names.setdefault(_folded(name), member) is not member:
                raise ValueError(f"{values.__name__}: {name!r} names two members")
    return names


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().translate(_DASHES).split())
