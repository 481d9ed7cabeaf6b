"""The pairs that people are asked to grade on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, Max, Min, OuterRef, Q, Subquery

from qiao.core.access import Actor
from qiao.core.outcomes import Missing
from qiao.foundation.rules import rule_rows
from qiao.matching.grading import Candidate, keys_to_try, pairs_of_day
from qiao.matching.models import Match, MatchGrade, MatchRun
from qiao.matching.rules import PAIRS_A_DAY
from qiao.matching.selectors.grades import may_grade, pair_columns, same_pair
from qiao.matching.selectors.records import matchable

ASKING = {"demand_to_achievements": "demand", "scenario_to_achievements": "scenario"}
"""The directions from which pairs are drawn: a need asks, an achievement answers."""
TRIED = 600
"""How many matches are looked at to find the pairs of a day; only so many are ever read, however long the run."""


@dataclass(frozen=True)
class GradingDay:
    """The pairs of the day, how many of them the actor has graded, and the next one (None when all are)."""

    total: int
    done: int
    next_match: int | None
    has_run: bool


def grading_day(actor: Actor, on: date, *, after: int | None = None) -> GradingDay:
    """The pairs that everybody of the zone is asked to grade that day, and the next one for the actor.

    ``after`` names a match that was skipped: the next one comes after it, and before it only when nothing else is
    left. Pairs with a record that the actor may not see are left out. Raises Missing for those who do not grade.
    """
    if not may_grade(actor, actor.zone_code):
        raise Missing("no_such_object", object_type="matching.matchgrade", object_id=None)
    bounds, number = _drawn_from(actor.zone_code, on)
    seed = f"{actor.zone_code} {on.isoformat()}"
    rows = {row["pk"]: row for row in _candidates(actor, bounds, seed)}
    found = [Candidate(key, (row["source_type"], row["source_id"]), row["level"]) for key, row in rows.items()]
    order = pairs_of_day(found, number, seed)
    start = order.index(after) + 1 if after in order else 0
    left = [key for key in (*order[start:], *order[:start]) if not rows[key]["graded"]]
    return GradingDay(len(order), len(order) - len(left), next(iter(left), None), bool(bounds))


def _drawn_from(zone_code: str, on: date) -> tuple[dict[int, tuple[int, int]], int]:
    """First and last key of the matches of each current run of a need, and how many pairs a day has; one query."""
    finished = MatchRun.objects.filter(zone_code=zone_code, finished_at__isnull=False)
    later = finished.filter(direction=OuterRef("direction")).order_by("-started_at", "-pk")
    current = finished.filter(direction__in=ASKING, pk=Subquery(later.values("pk")[:1]))
    own = Match.objects.filter(run=OuterRef("pk")).order_by().values("run")
    rows = current.annotate(
        first_match=Subquery(own.annotate(key=Min("pk")).values("key")),
        last_match=Subquery(own.annotate(key=Max("pk")).values("key")),
        pairs=Subquery(rule_rows(PAIRS_A_DAY, zone_code, on).values("value")[:1]),
    )
    columns = list(rows.order_by("pk").values_list("pk", "first_match", "last_match", "pairs"))
    number = next((pairs for *_, pairs in columns), 0)
    return {run: (first, last) for run, first, last, _ in columns if first is not None}, number


def _candidates(actor: Actor, bounds: Mapping[int, tuple[int, int]], seed: str) -> Any:
    keys = keys_to_try(bounds.values(), TRIED, seed)
    seen = Q()
    for kind in ASKING.values():
        needs = matchable(actor.zone_code, kind).visible_to(actor)
        seen |= Q(source_type=kind, source_id__in=needs.order_by().values("pk"))
    offers = matchable(actor.zone_code, "achievement").visible_to(actor)
    rows = Match.objects.filter(seen, run__in=list(bounds), pk__in=keys, target_id__in=offers.order_by().values("pk"))
    own = MatchGrade.objects.filter(same_pair(), graded_by_person=actor.person_id or 0)
    rows = rows.annotate(**pair_columns()).annotate(graded=Exists(own))
    return rows.order_by("pk").values("pk", "source_type", "source_id", "level", "graded")
