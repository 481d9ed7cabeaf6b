"""Reads of grades: one's own, those of a pair, and what stands beside a match."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, Case, F, OuterRef, Q, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce

from qiao.core.access import Actor
from qiao.foundation.registry import POLICY
from qiao.matching.access import GRADE
from qiao.matching.lifecycles.introduction import OPEN
from qiao.matching.models import Introduction, Match, MatchGrade
from qiao.matching.pairs import PairFacts
from qiao.matching.proposals import Pair
from qiao.matching.selectors.introductions import Found


@dataclass(frozen=True)
class GradeRow:
    """A grade of a pair as it is shown: by whom is a person's key, the score is what the platform said then."""

    grade: int
    note: str
    graded_by_person: int
    graded_as: str
    graded_at: datetime
    score_bp: int | None
    level: str


@dataclass(frozen=True)
class Standing:
    """What the actor needs to know beside a match: the own grade (0 for none) and the open introduction, if any."""

    grade: int = 0
    note: str = ""
    introduction_id: int | None = None
    introduction_state: str = ""


def may_grade(actor: Actor, zone_code: str) -> bool:
    """Whether the actor may grade pairs of that zone."""
    return POLICY.allows(actor, GRADE, PairFacts(zone_code))


def own_grade_locked(found: Found, actor: Actor) -> MatchGrade | None:
    """The actor's own grade of the pair, locked until the transaction ends."""
    rows = MatchGrade.objects.select_for_update(of=("self",)).filter(
        graded_by_person=actor.person_id or 0, achievement=found.offer
    )
    return rows.filter(demand=found.columns.get("demand"), scenario=found.columns.get("scenario")).first()


def grades_of_pair(actor: Actor, pair: Pair) -> tuple[GradeRow, ...]:
    """The grades of a pair that the actor may see, oldest first."""
    rows = MatchGrade.objects.visible_to(actor).filter(achievement=pair.achievement_id)
    rows = rows.filter(Q(demand=pair.demand_id), Q(scenario=pair.scenario_id))
    names = GradeRow.__dataclass_fields__
    return tuple(GradeRow(**row) for row in rows.order_by("created_at", "pk").values(*names))


def standings(actor: Actor, match_ids: Iterable[int]) -> Mapping[int, Standing]:
    """For each match the actor's grade of its pair and its open introduction, in one query.

    An introduction is named only where the actor may know of it.
    """
    rows = Match.objects.filter(pk__in=list(match_ids)).annotate(**pair_columns())
    own = MatchGrade.objects.filter(same_pair(), graded_by_person=actor.person_id or 0)
    known = Introduction.objects.visible_to(actor).filter(same_pair(), state__in=[str(state) for state in OPEN])
    rows = rows.annotate(
        own_grade=Coalesce(Subquery(own.values("grade")[:1]), Value(0)),
        own_note=Coalesce(Subquery(own.values("note")[:1]), Value(""), output_field=TextField()),
        introduction_key=Subquery(known.values("pk")[:1]),
        introduction_at=Coalesce(Subquery(known.values("state")[:1]), Value("")),
    )
    columns = ("pk", "own_grade", "own_note", "introduction_key", "introduction_at")
    return {row[0]: Standing(*row[1:]) for row in rows.values_list(*columns)}


def pair_columns() -> dict[str, Any]:
    """Annotations of a match: the keys of its demand, scenario and achievement, whichever of them asked."""
    nobody = Value(None, output_field=BigIntegerField())
    return {
        f"{kind}_key": Case(
            When(source_type=kind, then=F("source_id")), When(target_type=kind, then=F("target_id")), default=nobody
        )
        for kind in ("demand", "scenario", "achievement")
    }


def same_pair() -> Q:
    """Rows about the same two records as the match outside, which bears `pair_columns`."""
    need = Q(demand_id=OuterRef("demand_key")) | Q(scenario_id=OuterRef("scenario_key"))
    return need & Q(achievement_id=OuterRef("achievement_key"))
