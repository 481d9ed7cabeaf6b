"""The matches of a finished run are those that were found: an alteration behind the platform's back is named."""

from collections.abc import Iterable
from datetime import datetime

import pytest
from django.db import connection

from qiao.foundation.audit_verification import Finding
from qiao.foundation.record_verification import verify_records
from qiao.matching.actions.start_run import start_run
from qiao.matching.jobs import match_records, run_matching
from qiao.matching.models import Direction, Match, MatchRun
from qiao.matching.verification import verify_match_results
from tests.matching.conftest import ZONE, Parties, make_achievement, make_demand

pytestmark = pytest.mark.django_db
D2A = str(Direction.DEMAND_TO_ACHIEVEMENTS)


def _told(findings: Iterable[Finding]) -> list[tuple[str, int]]:
    return [(one.kind, one.number) for one in findings]


@pytest.fixture
def run(parties: Parties, now: datetime) -> MatchRun:
    make_demand("高温合金叶片精密铸造开裂控制", parties.firm)
    make_demand("茶叶萎凋槽自动翻料", parties.firm)
    make_achievement("高温合金叶片精密铸造工艺", parties.college)
    found = run_matching(actor=parties.operator, zone_code=ZONE, direction=D2A, clock=lambda: now)
    assert found.match_count == 1
    return found


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE matching_match SET score_bp = score_bp - 1",
        "UPDATE matching_match SET reasons = '{}'",
        "UPDATE matching_match SET target_id = target_id + 1",
        "DELETE FROM matching_match",
        "UPDATE matching_matchedsource SET level = 'fair' WHERE level = 'none'",
        "DELETE FROM matching_matchedsource WHERE level = 'none'",
        "INSERT INTO matching_matchedsource (run_id, source_type, source_id, level, match_count) "
        "SELECT id, 'demand', 4711, 'none', 0 FROM matching_matchrun",
    ],
)
def test_an_altered_result_names_its_run(run: MatchRun, statement: str) -> None:
    assert list(verify_match_results()) == []
    with connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount == 1
    assert _told(verify_match_results()) == [("match_results_altered", run.pk)]


def test_the_digest_itself_is_recorded(run: MatchRun) -> None:
    label = "matching.matchrun"
    assert [one for one in verify_records() if one.label.startswith(label)] == []
    MatchRun.objects.update(results_digest="")
    assert [one.label for one in verify_records() if one.label.startswith(label)] == [f"{label} results_digest"]


def test_an_interrupted_run_needs_no_digest(parties: Parties, run: MatchRun, now: datetime) -> None:
    unfinished = start_run(actor=parties.operator, zone_code=ZONE, direction=D2A, now=now)
    match_records(unfinished)
    Match.objects.filter(run=unfinished).delete()
    assert list(verify_match_results()) == []
