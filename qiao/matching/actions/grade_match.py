"""Say how well an achievement answers a need."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from qiao.core.access import Actor
from qiao.core.outcomes import Refused
from qiao.foundation.acting import authorise, change, create, record, use_case
from qiao.matching.access import GRADE as ACTION
from qiao.matching.answering import check_grade
from qiao.matching.models import Match, MatchGrade
from qiao.matching.pairs import PairFacts
from qiao.matching.proposals import Pair
from qiao.matching.selectors.grades import own_grade_locked
from qiao.matching.selectors.introductions import Found, records_of


@dataclass(frozen=True)
class Grading:
    """A grade of 1 (unrelated) to 4 (strong) for a match by its key, or for a pair of records.

    ``score_shown`` is false when the person graded without seeing the score.
    """

    grade: int
    match_id: int | None = None
    pair: Pair | None = None
    note: str = ""
    score_shown: bool = True


@use_case(ACTION)
def grade_match(*, actor: Actor, grading: Grading, now: datetime) -> MatchGrade:
    """Grade the pair, or change one's own grade of it; what the platform said of the pair is kept with it.

    Raises Missing when the actor may not see one of the records, Denied, Refused for records of two zones or when
    the same person graded the pair at the same moment, and Invalid for a grade outside the scale.
    """
    found = records_of(grading.pair, grading.match_id, actor)
    authorise(actor, ACTION, PairFacts(found.need.zone_code))
    if found.need.zone_code != found.offer.zone_code:
        raise Refused("records_of_two_zones", action=ACTION)

    check_grade(grading.grade, grading.note)

    values = _values(actor, grading, found, now)
    grade = own_grade_locked(found, actor)
    if grade is None:
        grade = _new(actor, found, now, values)
        before = {}
    else:
        before = change(grade, **values)
    record(actor, ACTION, grade, before, now)
    return grade


def _values(actor: Actor, grading: Grading, found: Found, now: datetime) -> dict[str, Any]:
    match: Match | None = found.columns["match"]
    return {
        "grade": grading.grade,
        "note": grading.note.strip(),
        "graded_as": str(actor.role),
        "graded_at": now,
        "run": match.run if match else None,
        "engine_version": match.run.engine_version if match else "",
        "score_bp": match.score_bp if match else None,
        "level": match.level if match else "",
        "score_shown": grading.score_shown and match is not None,
    }


def _new(actor: Actor, found: Found, now: datetime, values: dict[str, Any]) -> MatchGrade:
    records = {name: value for name, value in found.columns.items() if name != "match"}
    grade = MatchGrade(
        zone_code=found.need.zone_code, created_at=now, graded_by_person=actor.person_id or 0, **records, **values
    )
    try:
        with transaction.atomic():
            create(grade)
    except IntegrityError as error:
        # The unique constraints allow one grade of a person for a pair.
        raise Refused("changed_meanwhile", object_type="matching.matchgrade", object_id=None) from error
    return grade
