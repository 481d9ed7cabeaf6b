"""The three public lists: their names, filters, orders, reads, and the facets shown beside them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from qiao.catalogue.filters import AchievementFilters, DemandFilters, ListingFilters, Page, PageRequest, ScenarioFilters
from qiao.catalogue.lifecycles.achievement import AchievementState
from qiao.catalogue.lifecycles.demand import DemandState
from qiao.catalogue.lifecycles.scenario import ScenarioState
from qiao.catalogue.selectors.lists import achievements_page, demands_page, scenarios_page
from qiao.core.access import Actor
from qiao.core.taxonomy import (
    AchievementKind,
    BudgetBand,
    CooperationWay,
    DemandKind,
    FundingSource,
    HiTechField,
    IndustrySection,
    OrganisationKind,
    Province,
    ScenarioOpener,
    ScenarioSize,
    Urgency,
)
from qiao.foundation.wording import Text
from qiao.web.listings.panels import Panel, listed, worded

NEWEST = "-published_at"


@dataclass(frozen=True)
class ListingKind:
    """One list. ``key`` is the kind of record, ``section`` the beginning of its addresses and names of templates.

    ``maturity`` is the name of the value of a record that says how mature the technology is ("" where there is none).
    """

    key: str
    section: str
    title: Text
    lead: Text
    empty: Text
    icon: str
    filters: Callable[..., ListingFilters]
    page: Callable[[Actor, ListingFilters, PageRequest], Page]
    sorts: Mapping[str, Text]
    panels: tuple[Panel, ...]
    maturity: str = ""


_SORTS: Mapping[str, Text] = {
    NEWEST: _("Newest first"),
    "published_at": _("Oldest first"),
    "code": _("By number"),
}
_FIELD = Panel("fields", "field", _("Technical field"), listed(HiTechField))
_WAYS = Panel("ways", "way", _("Ways of cooperation"), listed(CooperationWay))
_PLACE = (
    Panel("sections", "section", _("Industry"), listed(IndustrySection)),
    Panel("provinces", "province", _("Region"), listed(Province)),
    Panel("organisation_kinds", "unit", _("Kind of organisation"), listed(OrganisationKind)),
)
DEMANDS = ListingKind(
    key="demand",
    section="demands",
    title=_("Technology demands"),
    lead=_("What firms of the zone need solved. Who can help is invited to answer."),
    empty=_("No demand has been published yet."),
    icon="bulb",
    filters=DemandFilters,
    page=demands_page,  # type: ignore[arg-type]
    sorts=MappingProxyType({**_SORTS, "-clarity": _("Clearest first"), "valid_until": _("Deadline first")}),
    panels=(
        _FIELD,
        Panel("kinds", "kind", _("Kind of demand"), listed(DemandKind)),
        Panel("budgets", "budget", _("Budget"), listed(BudgetBand), in_given_order=True),
        Panel("urgencies", "urgency", _("Urgency"), listed(Urgency), in_given_order=True),
        Panel("states", "state", _("State"), worded("state.catalogue.demand", DemandState), in_given_order=True),
        _WAYS,
        *_PLACE,
    ),
)
ACHIEVEMENTS = ListingKind(
    key="achievement",
    section="achievements",
    title=_("Achievements"),
    lead=_("Results of research that are offered for conversion."),
    empty=_("No achievement has been published yet."),
    icon="flask",
    filters=AchievementFilters,
    page=achievements_page,  # type: ignore[arg-type]
    sorts=MappingProxyType({**_SORTS, "-maturity": _("Most mature first")}),
    maturity="maturity",
    panels=(
        _FIELD,
        Panel("kinds", "kind", _("Kind of achievement"), listed(AchievementKind)),
        _WAYS,
        Panel("rights", "ip", _("Intellectual property"), worded("portal_rights", ("with", "without"))),
        Panel(
            "states", "state", _("State"), worded("state.catalogue.achievement", AchievementState), in_given_order=True
        ),
        *_PLACE,
    ),
)
SCENARIOS = ListingKind(
    key="scenario",
    section="scenarios",
    title=_("Application scenarios"),
    lead=_("Real settings that are opened for testing and using new technology."),
    empty=_("No scenario has been published yet."),
    icon="building-factory-2",
    filters=ScenarioFilters,
    page=scenarios_page,  # type: ignore[arg-type]
    sorts=MappingProxyType({**_SORTS, "expected_maturity": _("Least maturity expected first")}),
    maturity="expected_maturity",
    panels=(
        _FIELD,
        Panel("scales", "scale", _("Scale"), listed(ScenarioSize), in_given_order=True),
        Panel("opener_kinds", "opener", _("Kind of opener"), listed(ScenarioOpener)),
        Panel("states", "state", _("State"), worded("state.catalogue.scenario", ScenarioState), in_given_order=True),
        Panel("fundings", "funding", _("Money from"), listed(FundingSource)),
        *_PLACE,
    ),
)
KINDS: Mapping[str, ListingKind] = {kind.section: kind for kind in (DEMANDS, ACHIEVEMENTS, SCENARIOS)}
BY_KEY: Mapping[str, ListingKind] = {kind.key: kind for kind in KINDS.values()}
