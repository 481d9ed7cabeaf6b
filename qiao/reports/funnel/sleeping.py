"""Published records that still wait for a partner and of which nothing was heard for a while."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import DateTimeField, Max, OuterRef, Q, Subquery

from qiao.catalogue.lifecycles.achievement import AchievementState
from qiao.catalogue.lifecycles.demand import DemandState
from qiao.catalogue.lifecycles.scenario import ScenarioState
from qiao.catalogue.models import RecordViewDay
from qiao.core.access import Role
from qiao.core.calendar import CHINA
from qiao.foundation.models import AuditRow
from qiao.foundation.rules import rule_value
from qiao.matching.models import Introduction
from qiao.reports.funnel.covering import viewed_keys
from qiao.reports.rules import SLEEP_DAYS

LIVE: Mapping[str, tuple[str, ...]] = {
    "achievement": (AchievementState.PUBLISHED,),
    "demand": (DemandState.PUBLISHED, DemandState.MATCHING),
    "scenario": (
        ScenarioState.PUBLISHED,
        ScenarioState.APPLIED,
        ScenarioState.SELECTED,
        ScenarioState.TESTING,
        ScenarioState.VERIFIED,
    ),
}
"""States in which a record is open and still waits for somebody."""


class WhoActs(StrEnum):
    """Whose turn it is to wake a record: the manager in charge, else its organisation, else the office."""

    MANAGER = "manager"
    ORGANISATION = "organisation"
    OFFICE = "office"


@dataclass(frozen=True)
class Quiet:
    """Records of which nothing was heard since the instant sleep; ``days`` is the rule it follows from."""

    since: datetime
    days: int


def quiet_since(zone_code: str, now: datetime) -> Quiet:
    """The instant before which the last sign of life of a sleeping record lies."""
    days = int(rule_value(SLEEP_DAYS, zone_code, now.astimezone(CHINA).date()))
    return Quiet(now - timedelta(days=days), days)


def live(kind: str) -> Q:
    """Records of the live list."""
    return Q(state__in=[str(state) for state in LIVE[kind]])


def sleeps(kind: str, quiet: Quiet) -> Any:
    """Records of the live list published, renewed, viewed, introduced and updated by people before the instant."""
    day = quiet.since.astimezone(CHINA).date()
    met = Introduction.objects.filter(**{f"{kind}__isnull": False}, active_at__gte=quiet.since)
    acts = _acts(kind).filter(at__gte=quiet.since)
    heard = (viewed_keys(kind, day__gte=day), met.order_by().values(f"{kind}_id"), acts.order_by().values("object_id"))
    before = Q(published_at__lt=quiet.since)
    before &= Q(validity_began_at__isnull=True) | Q(validity_began_at__lt=quiet.since)
    silent = reduce(and_, (~Q(pk__in=keys) for keys in heard))
    return live(kind) & before & silent


def last_signs(kind: str) -> dict[str, Any]:
    """Columns with the last view, the last act on an introduction and the last update by people."""
    views = RecordViewDay.objects.filter(object_type=kind, object_id=OuterRef("pk")).order_by()
    met = Introduction.objects.filter(**{kind: OuterRef("pk")}).order_by()
    return {
        "last_view": Subquery(views.values("object_id").annotate(last=Max("day")).values("last")),
        "last_met": Subquery(met.values(kind).annotate(last=Max("active_at")).values("last"), DateTimeField()),
        "last_act": Subquery(
            _acts(kind).filter(object_id=OuterRef("pk")).order_by("-at").values("at")[:1], DateTimeField()
        ),
    }


def who_acts(record: Any) -> WhoActs:
    """Whose turn it is."""
    if record.manager_person is not None:
        return WhoActs.MANAGER
    return WhoActs.OFFICE if record.organisation_id is None else WhoActs.ORGANISATION


def _acts(kind: str) -> Any:
    rows = AuditRow.objects.filter(object_type=f"catalogue.{kind}")
    return rows.exclude(actor_role=str(Role.SYSTEM))
