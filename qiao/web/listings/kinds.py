"""The three public lists: their names, filters, orders and reads."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from qiao.catalogue.filters import AchievementFilters, DemandFilters, ListingFilters, Page, PageRequest, ScenarioFilters
from qiao.catalogue.selectors.lists import achievements_page, demands_page, scenarios_page
from qiao.core.access import Actor
from qiao.foundation.wording import Text

NEWEST = "-published_at"


@dataclass(frozen=True)
class ListingKind:
    """One list. ``key`` is the kind of record, ``section`` the beginning of its addresses and names of templates."""

    key: str
    section: str
    title: Text
    lead: Text
    empty: Text
    filters: Callable[..., ListingFilters]
    page: Callable[[Actor, ListingFilters, PageRequest], Page]
    sorts: Mapping[str, Text]


_SORTS: Mapping[str, Text] = {
    NEWEST: _("Newest first"),
    "published_at": _("Oldest first"),
    "code": _("By number"),
}
DEMANDS = ListingKind(
    key="demand",
    section="demands",
    title=_("Technology demands"),
    lead=_("What firms of the zone need solved. Who can help is invited to answer."),
    empty=_("No demand has been published yet."),
    filters=DemandFilters,
    page=demands_page,  # type: ignore[arg-type]
    sorts=MappingProxyType({**_SORTS, "-clarity": _("Clearest first"), "valid_until": _("Deadline first")}),
)
ACHIEVEMENTS = ListingKind(
    key="achievement",
    section="achievements",
    title=_("Achievements"),
    lead=_("Results of research that are offered for conversion."),
    empty=_("No achievement has been published yet."),
    filters=AchievementFilters,
    page=achievements_page,  # type: ignore[arg-type]
    sorts=MappingProxyType({**_SORTS, "-maturity": _("Most mature first")}),
)
SCENARIOS = ListingKind(
    key="scenario",
    section="scenarios",
    title=_("Application scenarios"),
    lead=_("Real settings that are opened for testing and using new technology."),
    empty=_("No scenario has been published yet."),
    filters=ScenarioFilters,
    page=scenarios_page,  # type: ignore[arg-type]
    sorts=MappingProxyType({**_SORTS, "expected_maturity": _("Least maturity expected first")}),
)
KINDS: Mapping[str, ListingKind] = {kind.section: kind for kind in (DEMANDS, ACHIEVEMENTS, SCENARIOS)}
