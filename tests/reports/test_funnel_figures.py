"""Figures of the funnel and the rows behind them, for those who read everything, an organisation, everybody."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qiao.catalogue.models import Achievement, Demand, RecordViewDay, ViewingSalt
from qiao.core.access import PUBLIC, Actor, Role
from qiao.core.funnel import CLAIMED, COLLECTED, FunnelStage, View, period_of
from qiao.reports.funnel.asking import Question, Reader, RowsAsked, Scope, reader_of
from qiao.reports.funnel.selectors_counts import funnel_counts
from qiao.reports.funnel.selectors_rows import FunnelRow, all_funnel_rows, funnel_rows
from qiao.reports.funnel.selectors_sleeping import sleeping_page
from qiao.reports.funnel.sleeping import WhoActs
from tests.reports import funnel_zone as story
from tests.web import zone_records as made

S = FunnelStage
OFFICE = reader_of(story.OPERATOR, made.ZONE)
EVERYBODY = reader_of(PUBLIC, made.ZONE)
VIEWS = (
    story.question,
    lambda **values: story.question(view=View.PERIOD, period=period_of("2026Q2"), **values),
    lambda **values: story.question(until=story.APRIL.date(), **values),
)


@pytest.fixture
def zone(db: None) -> None:
    made.found()
    story.fill()


def editor(name: str) -> Actor:
    return Actor(
        Role.ORGANISATION_EDITOR, "填报人", zone_code=made.ZONE, person_id=9, organisation_id=made.organisation(name).pk
    )


def counted(reader: Reader, asked: Question) -> dict[str, int | None]:
    return {str(figure.stage): figure.count for figure in funnel_counts(reader, asked, story.NOW).figures}


def rows(reader: Reader, asked: Question, stage: FunnelStage, *, counts: bool = True) -> list[FunnelRow]:
    return list(all_funnel_rows(reader, asked, RowsAsked(stage, counts)))


def test_the_office_reads_how_far_the_records_of_the_quarter_got(zone: None) -> None:
    # 5 demands and 2 achievements; demands 1, 4, 5 viewed; both sides of four introductions, three negotiations.
    assert counted(OFFICE, story.question()) == {
        "published": 7, "viewed": 3, "contacted": 6, "negotiating": 5, "listed": None, "signed": 4,
        "registered": None, "performed": None,
    }  # fmt: skip


def test_everybody_reads_the_same_without_a_trace_of_targeted_records(zone: None) -> None:
    found = counted(EVERYBODY, story.question())
    assert found | {"listed": None} == found
    assert [found[stage] for stage in ("published", "viewed", "contacted", "negotiating", "signed")] == [5, 2, 4, 3, 2]
    shown = [line for stage in COLLECTED for row in rows(EVERYBODY, story.question(), stage) for line in row.records]
    assert {line.title for line in shown}.isdisjoint({made.SECRET_TITLE})
    assert not any(made.HIDDEN_FIRM in line.title or made.HIDDEN_FIRM in line.organisation_name for line in shown)


def test_a_record_closed_since_stays_in_the_figure_with_its_number_and_nothing_else(zone: None) -> None:
    closed = [row.records[0] for row in rows(EVERYBODY, story.question(), S.PUBLISHED) if not row.records[0].is_public]
    assert [(line.code, line.title, line.organisation_name) for line in closed] == [("XQ202600004", "", "")]


@pytest.mark.parametrize("reader", [OFFICE, EVERYBODY, "own"])
@pytest.mark.parametrize("ask", VIEWS)
@pytest.mark.parametrize(
    "narrowed", [{}, {"kind": "demand"}, {"kind": "achievement"}, {"field": "5"}, {"region": "330000"}]
)
def test_every_figure_has_exactly_as_many_rows(zone: None, reader: Any, ask: Any, narrowed: dict[str, str]) -> None:
    who = reader_of(editor(made.FIRM), made.ZONE, own=True) if reader == "own" else reader
    asked = ask(**narrowed)
    found = funnel_counts(who, asked, story.NOW)
    for stage in COLLECTED:
        assert len(rows(who, asked, stage)) == found.of(stage).count, stage
    for stage in CLAIMED:
        assert len(rows(who, asked, stage, counts=False)) == found.of(stage).not_counted, stage


def test_claims_that_nobody_confirmed_stand_beside_and_never_count(zone: None) -> None:
    signed = funnel_counts(OFFICE, story.question(), story.NOW).of(S.SIGNED)
    assert signed.not_counted == 1
    assert [row.answer for row in rows(OFFICE, story.question(), S.SIGNED, counts=False)] == ["disputed"]
    contacted = rows(OFFICE, story.question(), S.CONTACTED, counts=False)
    assert [(row.claim, row.answer) for row in contacted] == [("visit", "")]


def test_everybody_learns_that_there_are_claims_but_not_about_whom(zone: None) -> None:
    found = rows(EVERYBODY, story.question(), S.SIGNED, counts=False)
    assert [(row.records, row.happened_on, row.happened_in, row.amount_fen) for row in found] == [
        ((), None, "2026-05", None)
    ]


def test_everybody_never_sees_the_two_sides_of_a_meeting_nor_an_amount(zone: None) -> None:
    asked = story.question(view=View.PERIOD, period=period_of("2026Q2"))
    for stage in (S.CONTACTED, S.NEGOTIATING, S.SIGNED):
        for row in rows(EVERYBODY, asked, stage):
            assert len(row.records) == 1
            assert (row.introduction_id, row.happened_on, row.amount_fen) == (None, None, None)
    assert funnel_counts(EVERYBODY, asked, story.NOW).contract_fen is None


def test_the_office_reads_pair_day_and_amount(zone: None) -> None:
    asked = story.question(view=View.PERIOD, period=period_of("2026Q2"))
    signed = rows(OFFICE, asked, S.SIGNED)
    assert sorted(row.amount_fen or 0 for row in signed) == [50_000_000, 70_000_000]
    assert all(len(row.records) == 2 and row.introduction_id for row in signed)
    assert funnel_counts(OFFICE, asked, story.NOW).contract_fen == 120_000_000


def test_the_view_by_period_counts_what_happened_then_to_records_of_any_age(zone: None) -> None:
    asked = story.question(view=View.PERIOD, period=period_of("2026Q2"))
    found = counted(OFFICE, asked)
    # Published: demand 6. Viewed by viewer and day: 1 (a, b), 4 (a), 5 (a).
    assert [found[stage] for stage in ("published", "viewed", "contacted", "negotiating", "signed")] == [1, 4, 4, 3, 2]
    before = counted(OFFICE, story.question(view=View.PERIOD))
    assert [before[stage] for stage in ("published", "viewed", "contacted", "signed")] == [7, 0, 0, 0]


def test_what_happened_after_the_last_day_does_not_count(zone: None) -> None:
    found = counted(OFFICE, story.question(until=story.MARCH.date()))
    assert [found[stage] for stage in ("published", "viewed", "contacted", "signed")] == [7, 0, 0, 0]


def test_an_organisation_reads_its_own_records_with_targeted_ones(zone: None) -> None:
    reader = reader_of(editor(made.FIRM), made.ZONE, own=True)
    assert reader.scope is Scope.OWN
    # All but the masked demand 2 belong to the firm.
    assert counted(reader, story.question())["published"] == 6
    others = reader_of(editor(made.HIDDEN_FIRM), made.ZONE, own=True)
    assert counted(others, story.question())["published"] == 1


@pytest.mark.parametrize("role", [Role.TECHNOLOGY_MANAGER, Role.EXPERT, Role.DEPARTMENT, Role.PLATFORM_ADMIN])
def test_other_roles_read_what_everybody_reads(role: Role) -> None:
    assert reader_of(Actor(role, "某人", zone_code=made.ZONE), made.ZONE, own=True).scope is Scope.OPEN


def test_the_office_of_another_zone_reads_what_everybody_reads() -> None:
    assert reader_of(Actor(Role.ZONE_OPERATOR, "某人", zone_code="NB"), made.ZONE).scope is Scope.OPEN


def test_only_viewers_outside_the_organisation_and_the_office_count_and_once_a_day(zone: None) -> None:
    demand = made.add_demand(9)
    assert not story.seen(demand, "p1", actor=story.OPERATOR)
    assert not story.seen(demand, "p2", actor=editor(made.FIRM))
    assert story.seen(demand, "p3", actor=editor(made.HIDDEN_FIRM))
    story.seen(demand, "p3", actor=editor(made.HIDDEN_FIRM))
    story.seen(demand, "p3", at=story.MAY, actor=editor(made.HIDDEN_FIRM))
    kept = RecordViewDay.objects.filter(object_type="demand", object_id=demand.pk)
    assert sorted(kept.values_list("day", "audience")) == [
        (story.APRIL.date(), "organisation"),
        (story.MAY.date(), "organisation"),
    ]
    assert not kept.filter(viewer__contains="p3").exists()
    assert list(ViewingSalt.objects.values_list("day", flat=True)) == [story.MAY.date()], "older salts are forgotten"


def test_a_record_of_which_nothing_was_heard_sleeps_until_somebody_opens_it(zone: None) -> None:
    late = story.NOW.replace(month=12)
    everything = story.question()
    # Live: demands 1, 2, 3, 5, 6 and both achievements; demand 4 is withdrawn.
    share = funnel_counts(OFFICE, everything, late).sleeping
    assert (share.live, share.sleeping, share.days, share.bp) == (7, 7, 90, 10_000)
    page = sleeping_page(OFFICE, everything, late)
    assert page.total == len(page.rows) == 7
    first = next(row for row in page.rows if row.record.code == "XQ202600001")
    assert (first.last_sign, first.silent_days) == (story.APRIL.date(), (late.date() - story.APRIL.date()).days)
    assert (first.acts, first.name) == (WhoActs.ORGANISATION, made.FIRM)
    story.seen(Demand.objects.get(code="XQ202600001"), "z", at=late)
    assert sleeping_page(OFFICE, everything, late).total == 6
    assert sleeping_page(EVERYBODY, everything, late).total == 4
    assert funnel_counts(EVERYBODY, everything, late).sleeping.live == 5


@pytest.mark.parametrize("ask", VIEWS)
def test_the_number_of_statements_does_not_grow_with_the_records(zone: None, ask: Any) -> None:
    asked = ask()

    def statements() -> tuple[int, ...]:
        found = []
        for stage in COLLECTED:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                funnel_rows(OFFICE, asked, RowsAsked(stage))
            found.append(len(queries))
        with CaptureQueriesContext(connection) as queries:
            funnel_counts(OFFICE, asked, story.NOW)
        return (*found, len(queries))

    few = statements()
    offer = Achievement.objects.earliest("pk")
    for number in range(30, 50):
        met = story.meeting(made.add_demand(number, published_at=story.MARCH), offer)
        story.begun(met, story.APRIL)
        story.outcome(met, "contract", "confirmed")
    assert statements() == few
    assert max(few) <= 6
