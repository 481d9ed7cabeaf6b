"""From the public view of a record to the values that an edition prints and keeps.

The input is always a masked view (`qiao.catalogue.disclosure.masked_view`) for the public, so that nothing can enter
an edition that the public may not see. The words are those of the Chinese lists.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from qiao.core.codes.classification import province_of_region, section_of_industry
from qiao.core.taxonomy import (
    AchievementKind,
    BudgetBand,
    CooperationWay,
    DemandKind,
    FundingSource,
    GapLevel,
    HiTechField,
    IpKind,
    IpLegalStatus,
    Listed,
    PurchaseWay,
    ScenarioOpener,
    ScenarioSize,
    SourceProgramme,
    SupportKind,
    Urgency,
    code_from_text,
)

View = Mapping[str, Any]
Values = dict[str, Any]
CONTACT_THROUGH_ZONE = "由示范区转接"
"""Printed where the unit of a record stays unnamed: its contact would name it."""

_DEMAND_STATES = {"published": "征集中", "matching": "对接中"}
_SCENARIO_STATES = {"published": "开放中", "applied": "申请中"}
_FEN_PER_WAN = 1_000_000
_BP_PER_PERCENT = 100


@dataclass(frozen=True, kw_only=True)
class SupplyAnswer:
    """Why an achievement is on a customised list: chain link and its gap, demands answered, score and reason.

    ``score_bp`` is in basis points; ``reason`` is a sentence; ``manager`` is whom to ask; dates are days.
    """

    link: str
    gap: str
    demand_codes: tuple[str, ...]
    score_bp: int
    reason: str
    manager: str
    valid_until: date | None
    checked_on: date | None


def demand_values(view: View) -> Values:
    """The line of a demand (需求清单)."""
    return {
        "title": view["title"],
        "field": _name(HiTechField, view["field"]),
        "industry": _industry(view["industry"]),
        "region": _region(view["region"]),
        "organisation": view["organisation_name"],
        "kind": _name(DemandKind, view["kind"]),
        "content": view["content"],
        "indicators": [dict(indicator) for indicator in view["indicators"]],
        "urgency": _name(Urgency, view["urgency"]),
        "budget": _name(BudgetBand, view["budget_band"]),
        "ways": _names(CooperationWay, view["ways"]),
        "deadline_on": _day(view["valid_until"]),
        "contact": _contact(view),
        "state": _DEMAND_STATES[view["state"]],
    }


def scenario_values(view: View) -> Values:
    """The line of an application scenario (场景机会清单)."""
    return {
        "title": view["title"],
        "organisation": view["organisation_name"],
        "opener_kind": _name(ScenarioOpener, view["opener_kind"]),
        "field": _name(HiTechField, view["field"]),
        "scenario_class": view["scenario_class"],
        "scale": _name(ScenarioSize, view["scale"]),
        "place": view["place"],
        "problem": view["problem"],
        "technology_needed": view["technology_needed"],
        "expected_maturity": view["expected_maturity"],
        "opened_conditions": view["opened_conditions"],
        "funding": _name(FundingSource, view["funding"]),
        "budget_fen": view["budget_fen"],
        "purchase_way": _name(PurchaseWay, view["purchase_way"]),
        "period_months": view["period_months"],
        "success_criteria": view["success_criteria"],
        "safety_notes": view["safety_notes"],
        "department": view["department"],
        "contact": _contact(view),
        "region": _region(view["region"]),
        "state": _SCENARIO_STATES[view["state"]],
    }


def supply_values(view: View, answer: SupplyAnswer) -> Values:
    """The line of an achievement on a customised supply list."""
    return {
        "link": answer.link,
        "gap": _name(GapLevel, answer.gap),
        "demand_codes": list(answer.demand_codes),
        "title": view["title"],
        "organisation": view["organisation_name"],
        "team": list(view["team"]),
        "field": _name(HiTechField, view["field"]),
        "kind": _name(AchievementKind, view["kind"]),
        "rights": [_right(right) for right in view["rights"]],
        "maturity": view["maturity"],
        "summary": view["summary"],
        "advantages": view["advantages"],
        "compared_with": view["compared_with"],
        "application_range": view["application_range"],
        "evidence": view["evidence"],
        "ways": _names(CooperationWay, view["ways"]),
        "price": _price(view["price_min_fen"], view["price_max_fen"]),
        "support_needed": _names(SupportKind, view["support_needed"]),
        "programme": _name(SourceProgramme, view["programme"]),
        "score": f"{Decimal(answer.score_bp) / _BP_PER_PERCENT:.1f}",
        "reason": answer.reason,
        "manager": answer.manager,
        "checked_on": _day(answer.checked_on),
        "valid_until": _day(answer.valid_until),
    }


def _name(values: type[Listed], code: str) -> str:
    # A code from outside the list (a programme in the source's own words) is printed as it stands.
    member = code_from_text(values, code) if code else None
    return member.label.zh if member else code


def _names(values: type[Listed], codes: Sequence[str]) -> list[str]:
    return [_name(values, code) for code in codes]


def _industry(code: str) -> str:
    section = section_of_industry(code) if code else None
    return f"{section.label.zh} {section.value}{code}" if section else code


def _region(code: str) -> str:
    province = province_of_region(code) if code else None
    if province is None:
        return code
    return province.label.zh if province.value == code else f"{province.label.zh} {code}"


def _contact(view: View) -> str:
    return CONTACT_THROUGH_ZONE if view["depth"] == "masked" else str(view["contact"])


def _right(right: Mapping[str, str]) -> str:
    parts = (_name(IpKind, right["kind"]), right["number"], _name(IpLegalStatus, right["status"]))
    return " ".join(part for part in parts if part)


def _price(lowest_fen: int | None, highest_fen: int | None) -> str:
    if lowest_fen is None and highest_fen is None:
        return "面议"
    if lowest_fen is None:
        return f"{_wan(highest_fen or 0)}万元以下"
    if highest_fen is None:
        return f"{_wan(lowest_fen)}万元以上"
    if lowest_fen == highest_fen:
        return f"{_wan(lowest_fen)}万元"
    return f"{_wan(lowest_fen)}-{_wan(highest_fen)}万元"


def _wan(fen: int) -> str:
    amount = (Decimal(fen) / _FEN_PER_WAN).normalize()
    return f"{amount:f}"


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
