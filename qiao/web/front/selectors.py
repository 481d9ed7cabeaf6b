"""Reads of the front pages: the zone, what is open and how much of it, what a search finds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from qiao.catalogue.models import Edition
from qiao.catalogue.selectors.open_organisations import open_organisations
from qiao.catalogue.selectors.overview import latest_editions, newest, open_numbers
from qiao.core.access import Actor
from qiao.parties.models import Zone
from qiao.parties.selectors.console import zone_for_console

LATEST_EDITIONS = 4
NEWEST_RECORDS = 3


@dataclass(frozen=True)
class Overview:
    """What the home page shows: open records by kind and field, organisations, the latest editions and records."""

    numbers: Mapping[str, Mapping[str, int]]
    organisations: int
    editions: tuple[Edition, ...]
    demands: tuple[dict[str, Any], ...]
    achievements: tuple[dict[str, Any], ...]

    def total(self, kind: str) -> int:
        """Open records of a kind."""
        return sum(self.numbers[kind].values())


def shown_zone() -> Zone | None:
    """The zone that this installation speaks for: the first one founded."""
    return zone_for_console("")


def zone_named(code: str) -> Zone | None:
    """The zone with this code."""
    return zone_for_console(code) if code else None


def zone_code() -> str:
    """The code of the zone that this installation speaks for; empty before one is founded."""
    zone = shown_zone()
    return zone.code if zone else ""


def overview(actor: Actor, zone: Zone | None) -> Overview:
    """What the home page shows as it exists for the actor. Five statements."""
    return Overview(
        numbers=open_numbers(actor),
        organisations=open_organisations(actor).count(),
        editions=latest_editions(actor, zone.code, LATEST_EDITIONS) if zone else (),
        demands=newest("demand", actor, NEWEST_RECORDS),
        achievements=newest("achievement", actor, NEWEST_RECORDS),
    )


def database_answers() -> bool:
    """Whether the database can be asked."""
    Zone.objects.exists()
    return True


def schema_is_current() -> bool:
    """Whether every migration of this version has been applied to the database."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
