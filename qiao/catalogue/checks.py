"""Checks of what people fill in; every fault is named at once. Pure."""

import re
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum

from qiao.catalogue.contents import (
    AchievementContent,
    DemandContent,
    Draft,
    ListingContent,
    RightContent,
    ScenarioContent,
)
from qiao.catalogue.limits import LONGEST, LONGEST_ENTRY, LONGEST_PART, MOST, MOST_MONTHS
from qiao.core.codes.check import CodeCheck
from qiao.core.codes.patent import check_patent_application
from qiao.core.codes.registrations import check_layout_design, check_plant_variety, check_software_copyright
from qiao.core.outcomes import Problem
from qiao.core.taxonomy import (
    ACHIEVEMENT_WAYS,
    AchievementKind,
    BudgetBand,
    CooperationWay,
    DemandKind,
    DisclosureLevel,
    FundingSource,
    HiTechField,
    IpKind,
    IpLegalStatus,
    PurchaseWay,
    ScenarioOpener,
    ScenarioSize,
    SourceProgramme,
    SupportKind,
    Urgency,
)

_INDUSTRY = re.compile(r"[0-9]{2,4}")
_REGION = re.compile(r"[1-8][0-9]{5}")
_LISTS: Mapping[str, type[StrEnum]] = {"field": HiTechField, "disclosure": DisclosureLevel}
_DEMAND_LISTS: Mapping[str, type[StrEnum]] = {"kind": DemandKind, "urgency": Urgency, "budget_band": BudgetBand}
_ACHIEVEMENT_LISTS: Mapping[str, type[StrEnum]] = {"kind": AchievementKind, "programme": SourceProgramme}
_SCENARIO_LISTS: Mapping[str, type[StrEnum]] = {
    "opener_kind": ScenarioOpener, "scale": ScenarioSize, "funding": FundingSource, "purchase_way": PurchaseWay,
}  # fmt: skip
_RIGHT_CHECKS: Mapping[str, Callable[[str], CodeCheck]] = {
    IpKind.INVENTION: check_patent_application,
    IpKind.UTILITY_MODEL: check_patent_application,
    IpKind.DESIGN: check_patent_application,
    IpKind.SOFTWARE_COPYRIGHT: check_software_copyright,
    IpKind.PLANT_VARIETY: check_plant_variety,
    IpKind.LAYOUT_DESIGN: check_layout_design,
}
LOWEST_LEVEL, HIGHEST_LEVEL = 1, 9


def problems_of(content: ListingContent) -> list[Problem]:
    """Every fault of a filled-in record; empty when there is none."""
    problems = list(_listing_problems(content))
    if isinstance(content, DemandContent):
        problems += _demand_problems(content)
    if isinstance(content, AchievementContent):
        problems += _achievement_problems(content)
    if isinstance(content, ScenarioContent):
        problems += _scenario_problems(content)
    return problems


def problems_of_draft(draft: Draft) -> list[Problem]:
    """Every fault of the party for whom a record is drafted."""
    return list(_too_long("organisation_name", draft.organisation_name, LONGEST["organisation_name"]))


def right_number(right: RightContent) -> str:
    """The number in normal form; as written where it is empty or its kind is unknown."""
    check = _RIGHT_CHECKS.get(right.kind)
    return check(right.number).value if check and right.number.strip() else right.number.strip()


def _listing_problems(content: ListingContent) -> Iterator[Problem]:
    if not content.title.strip():
        yield Problem("title", "required")
    for name, longest in LONGEST.items():
        yield from _too_long(name, getattr(content, name, ""), longest)
    for name, longest in LONGEST_ENTRY.items():
        for text in getattr(content, name, ()):
            yield from _too_long(name, text, longest)
    for name, most in MOST.items():
        number = len(getattr(content, name, ()))
        if number > most:
            yield Problem(name, "listing_too_many", str(number), {"number": number, "most": most})
    if not content.disclosure:
        yield Problem("disclosure", "required")
    yield from _unlisted(content, _LISTS)
    if content.industry and not _INDUSTRY.fullmatch(content.industry):
        yield Problem("industry", "listing_industry_pattern", content.industry)
    if content.region and not _REGION.fullmatch(content.region):
        yield Problem("region", "listing_region_pattern", content.region)


def _demand_problems(content: DemandContent) -> Iterator[Problem]:
    yield from _unlisted(content, _DEMAND_LISTS)
    yield from _unlisted_among("ways", content.ways, tuple(CooperationWay))
    for indicator in content.indicators:
        if not indicator.name.strip():
            yield Problem("indicators", "listing_indicator_without_name", indicator.target)
        for part, longest in LONGEST_PART["indicators"].items():
            yield from _too_long("indicators", getattr(indicator, part), longest)


def _achievement_problems(content: AchievementContent) -> Iterator[Problem]:
    yield from _unlisted(content, _ACHIEVEMENT_LISTS)
    yield from _unlisted_among("ways", content.ways, ACHIEVEMENT_WAYS)
    yield from _unlisted_among("support_needed", content.support_needed, tuple(SupportKind))
    yield from _level("maturity", content.maturity)
    low, high = content.price_min_fen, content.price_max_fen
    yield from _amount("price_min_fen", low)
    yield from _amount("price_max_fen", high)
    if low is not None and high is not None and low > high:
        yield Problem("price_max_fen", "listing_price_order", str(high), {"lowest": low})
    for right in content.rights:
        yield from _right_problems(right)


def _right_problems(right: RightContent) -> Iterator[Problem]:
    yield from _unlisted_among("rights", (right.kind,), tuple(IpKind))
    if right.status:
        yield from _unlisted_among("rights", (right.status,), tuple(IpLegalStatus))
    yield from _too_long("rights", right.number, LONGEST_PART["rights"]["number"])
    check = _RIGHT_CHECKS.get(right.kind)
    if check and right.number.strip():
        result = check(right.number)
        if result.problem:
            yield Problem("rights", result.problem, right.number)


def _scenario_problems(content: ScenarioContent) -> Iterator[Problem]:
    yield from _unlisted(content, _SCENARIO_LISTS)
    yield from _level("expected_maturity", content.expected_maturity)
    yield from _amount("budget_fen", content.budget_fen)
    if content.period_months is not None and content.period_months < 1:
        yield Problem("period_months", "listing_months_too_few", str(content.period_months))
    if content.period_months is not None and content.period_months > MOST_MONTHS:
        yield Problem("period_months", "listing_months_too_many", str(content.period_months), {"most": MOST_MONTHS})


def _too_long(name: str, text: str, longest: int) -> Iterator[Problem]:
    if len(text) > longest:
        yield Problem(name, "too_long", text[:40], {"length": len(text), "limit": longest})


def _unlisted(content: ListingContent, lists: Mapping[str, type[StrEnum]]) -> Iterator[Problem]:
    for name, members in lists.items():
        code = getattr(content, name)
        if code:
            yield from _unlisted_among(name, (code,), tuple(members))


def _unlisted_among(name: str, codes: tuple[str, ...], allowed: tuple[StrEnum, ...]) -> Iterator[Problem]:
    for code in codes:
        if code not in allowed:
            yield Problem(name, "listing_unknown_code", code, {"allowed": ", ".join(allowed)})


def _level(name: str, level: int | None) -> Iterator[Problem]:
    if level is not None and not LOWEST_LEVEL <= level <= HIGHEST_LEVEL:
        yield Problem(name, "listing_maturity_range", str(level))


def _amount(name: str, fen: int | None) -> Iterator[Problem]:
    if fen is not None and fen < 0:
        yield Problem(name, "listing_amount_negative", str(fen))
