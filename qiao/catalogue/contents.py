"""What people fill in for a record of the catalogue: one frozen value per kind, field names as in the models."""

from dataclasses import dataclass
from datetime import date

from qiao.core.taxonomy import DisclosureLevel


@dataclass(frozen=True, kw_only=True)
class ListingContent:
    """The part that achievements, demands and scenarios share; codes are those of `qiao.core.taxonomy`."""

    title: str
    field: str = ""
    industry: str = ""
    region: str = ""
    keywords: tuple[str, ...] = ()
    disclosure: str = DisclosureLevel.PUBLIC
    contact: str = ""
    valid_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class IndicatorContent:
    """A technical indicator of a demand, texts as given."""

    name: str
    current: str = ""
    target: str = ""
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class DemandContent(ListingContent):
    """What a firm needs solved."""

    kind: str = ""
    content: str = ""
    indicators: tuple[IndicatorContent, ...] = ()
    urgency: str = ""
    budget_band: str = ""
    ways: tuple[str, ...] = ()
    foundation_now: str = ""
    partner_requirements: str = ""
    rights_wish: str = ""


@dataclass(frozen=True, kw_only=True)
class RightContent:
    """An intellectual property right: kind, number as written, legal status."""

    kind: str
    number: str = ""
    status: str = ""


@dataclass(frozen=True, kw_only=True)
class AchievementContent(ListingContent):
    """What a holder offers for conversion; prices in fen, maturity 1 to 9."""

    kind: str = ""
    team: tuple[str, ...] = ()
    summary: str = ""
    advantages: str = ""
    compared_with: str = ""
    application_range: str = ""
    evidence: str = ""
    maturity: int | None = None
    maturity_evidence: str = ""
    ways: tuple[str, ...] = ()
    price_min_fen: int | None = None
    price_max_fen: int | None = None
    support_needed: tuple[str, ...] = ()
    programme: str = ""
    project_number: str = ""
    rights: tuple[RightContent, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ScenarioContent(ListingContent):
    """A setting that an opener makes available; budget in fen."""

    opener_kind: str = ""
    scenario_class: str = ""
    scale: str = ""
    place: str = ""
    problem: str = ""
    technology_needed: str = ""
    expected_maturity: int | None = None
    opened_conditions: str = ""
    funding: str = ""
    budget_fen: int | None = None
    purchase_way: str = ""
    period_months: int | None = None
    success_criteria: str = ""
    safety_notes: str = ""
    department: str = ""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """For whom a record is drafted: an organisation of the zone, or (operator, manager) one known only by name."""

    organisation_id: int | None = None
    organisation_name: str = ""


@dataclass(frozen=True, kw_only=True)
class DraftFacts:
    """What the right to draft looks at."""

    zone_code: str
    organisation_id: int | None
