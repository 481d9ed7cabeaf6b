"""Reads of the home page: the zone, and how much is open to everybody."""

from dataclasses import dataclass

from qiao.catalogue.models import Achievement, Demand, Edition, Scenario
from qiao.catalogue.selectors.editions import EditionFilters, editions_page
from qiao.core.access import PUBLIC
from qiao.parties.models import Organisation, Zone
from qiao.parties.selectors.console import zone_for_console

LATEST_EDITIONS = 5


@dataclass(frozen=True)
class Overview:
    """How many records everybody may see, how many organisations are registered, and the latest editions."""

    demands: int
    achievements: int
    scenarios: int
    organisations: int
    editions: tuple[Edition, ...]


def shown_zone() -> Zone | None:
    """The zone that this installation speaks for: the first one founded."""
    return zone_for_console("")


def zone_code() -> str:
    """The code of the zone that this installation speaks for; empty before one is founded."""
    zone = shown_zone()
    return zone.code if zone else ""


def overview() -> Overview:
    """What the home page counts; targeted records are in no count."""
    return Overview(
        demands=Demand.objects.visible_to(PUBLIC).count(),
        achievements=Achievement.objects.visible_to(PUBLIC).count(),
        scenarios=Scenario.objects.visible_to(PUBLIC).count(),
        organisations=Organisation.objects.filter(merged_into=None).count(),
        editions=editions_page(PUBLIC, EditionFilters()).rows[:LATEST_EDITIONS],
    )


def database_answers() -> bool:
    """Whether the database can be asked."""
    Zone.objects.exists()
    return True
