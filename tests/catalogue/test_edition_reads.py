"""Reading editions: who sees which, what changed since the last one, pages, and the number of queries."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qiao.catalogue.access_editions import COMPILE, EDITION_GRANTS, sees_edition
from qiao.catalogue.actions.withdraw_edition import withdraw_edition
from qiao.catalogue.disclosure import masked_view
from qiao.catalogue.editions.columns import COLUMNS
from qiao.catalogue.editions.compiling import DraftItem, EditionHead, draft_edition
from qiao.catalogue.editions.snapshots import SupplyAnswer, demand_values, scenario_values, supply_values
from qiao.catalogue.lifecycles.edition import EDITION, EditionFacts, EditionKind, EditionState
from qiao.catalogue.models import Achievement, Demand, Edition, EditionItem, IntellectualProperty
from qiao.catalogue.selectors.editions import (
    EditionFilters,
    edition_by_number,
    edition_detail,
    editions_page,
    items_of,
)
from qiao.catalogue.wording_editions import EDITION_TEXTS
from qiao.core.access import PUBLIC, Actor, Policy, Role
from qiao.core.outcomes import Invalid, Missing, Refused
from tests.catalogue.edition_story import compiled, demand, issued, scenario, world
from tests.catalogue.zone_people import ELSEWHERE, ZONE, People

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody(now: datetime) -> People:
    return world(now)


@contextmanager
def counted(counts: list[int]) -> Iterator[None]:
    with CaptureQueriesContext(connection) as queries:
        yield
    counts.append(len(queries))


def in_every_state(now: datetime) -> list[Edition]:
    made = []
    for zone in (ZONE, ELSEWHERE):
        for serial, state in enumerate(EditionState):
            public = state in (EditionState.ISSUED, EditionState.WITHDRAWN)
            marks: dict[str, Any] = {"withdrawn_at": now, "withdrawal_reason": "有误"} if state == "withdrawn" else {}
            made.append(
                Edition.objects.create(
                    zone_code=zone,
                    kind="demands",
                    state=state,
                    created_at=now,
                    compiled_at=now,
                    number=f"XQ-2026-{serial:02d}" if public else "",
                    issued_on=now.date() if public else None,
                    digest="0" * 64 if public else "",
                    **marks,
                )
            )
    return made


def test_query_set_and_predicate_agree_for_everybody(everybody: People, now: datetime) -> None:
    editions = in_every_state(now)
    for actor in (*everybody.everybody, PUBLIC):
        shown = set(Edition.objects.visible_to(actor).values_list("pk", flat=True))
        assert shown == {one.pk for one in editions if sees_edition(actor, one.zone_code, one.state)}, actor.name


@pytest.mark.parametrize(
    ("name", "own", "far"),
    [
        ("operator", 6, 2),
        ("department", 6, 2),
        ("supervisor", 6, 2),
        ("auditor", 6, 6),
        ("editor", 2, 2),
        ("manager", 2, 2),
        ("admin", 2, 2),
    ],
)
def test_drafts_are_for_those_who_make_approve_and_watch(
    everybody: People, now: datetime, name: str, own: int, far: int
) -> None:
    in_every_state(now)
    shown = Edition.objects.visible_to(getattr(everybody, name))
    assert (shown.filter(zone_code=ZONE).count(), shown.filter(zone_code=ELSEWHERE).count()) == (own, far)


def test_a_draft_does_not_exist_for_the_public(everybody: People, now: datetime) -> None:
    demand(everybody, now, 1)
    draft = compiled(everybody, now)
    with pytest.raises(Missing):
        edition_detail(PUBLIC, draft.pk, now)
    with pytest.raises(Missing):
        edition_by_number(PUBLIC, ZONE, "", now)
    assert edition_detail(everybody.supervisor, draft.pk, now).offers == ()
    verbs = [offer.verb for offer in edition_detail(everybody.operator, draft.pk, now).offers]
    assert verbs == ["recompile", "submit", "discard"]


def test_the_difference_from_the_last_edition(everybody: People, now: datetime) -> None:
    demand(everybody, now, 1)
    gone = demand(everybody, now, 2)
    changing = demand(everybody, now, 3)
    first = issued(everybody, now)
    assert edition_by_number(PUBLIC, ZONE, first.number, now).difference is None
    Demand.objects.filter(pk=gone.pk).update(state="solved")
    Demand.objects.filter(pk=changing.pk).update(state="matching", budget_band="over_1000")
    demand(everybody, now, 4)
    later = now + timedelta(days=30)
    draft = compiled(everybody, later)
    assert edition_detail(everybody.operator, draft.pk, later).previous == first, "a draft shows what it would change"
    second = issued(everybody, later)
    detail = edition_by_number(PUBLIC, "", second.number, later)
    assert detail.previous == first
    assert detail.difference is not None
    assert [(str(one.kind), one.code, one.fields) for one in detail.difference.changes if one.kind == "changed"] == [
        ("changed", "XQ202640003", ("budget", "state"))
    ]
    balance = detail.difference.balance
    assert (balance.added, balance.changed, balance.removed, balance.unchanged) == (1, 1, 1, 1)
    withdraw_edition(actor=everybody.operator, edition_id=first.pk, now=later, reason="信息有误")
    assert edition_by_number(PUBLIC, ZONE, second.number, later).previous == first, "what was issued stays"


def test_lists_are_narrowed_and_paged(everybody: People, now: datetime) -> None:
    demand(everybody, now, 1)
    scenario(everybody, now, 1)
    for day in range(21):
        issued(everybody, now + timedelta(days=day))
    issued(everybody, now, "scenarios")
    page = editions_page(PUBLIC, EditionFilters(kind="demands"))
    assert (page.total, page.pages, len(page.rows), page.rows[0].number) == (21, 2, 20, "XQ-2026-21")
    assert [one.number for one in editions_page(PUBLIC, EditionFilters(kind="demands"), 9).rows] == ["XQ-2026-01"]
    assert [one.number for one in editions_page(PUBLIC, EditionFilters(text="cj-2026")).rows] == ["CJ-2026-01"]
    assert editions_page(PUBLIC, EditionFilters(year=2025)).total == 0
    assert editions_page(PUBLIC, EditionFilters(zone_code=ELSEWHERE)).total == 0


def test_reads_and_compilation_take_the_same_queries_for_one_line_and_for_twenty(
    everybody: People, now: datetime
) -> None:
    demand(everybody, now, 1)
    first = issued(everybody, now)
    for serial in range(2, 21):
        demand(everybody, now, serial)
    details, pages, drafts = [], [], []
    with counted(pages):
        editions_page(PUBLIC, EditionFilters())
    with counted(drafts):
        small = compiled(everybody, now, codes=("XQ202640001",))
    with counted(drafts):
        large = compiled(everybody, now)
    for draft in (small, large):
        with counted(details):
            edition_detail(everybody.operator, draft.pk, now)
    for _ in range(5):
        issued(everybody, now)
    with counted(pages):
        editions_page(PUBLIC, EditionFilters())
    assert len(set(details)) == len(set(pages)) == len(set(drafts)) == 1, (details, pages, drafts)
    assert items_of(large).count() == 20
    assert items_of(first).count() == 1


def achievement(everybody: People, now: datetime, **values: Any) -> Achievement:
    record = Achievement.objects.create(
        zone_code=ZONE,
        created_at=now,
        state="published",
        code="CG202640001",
        title="压铸模具温度场在线调控",
        organisation=everybody.university,
        field="4",
        kind="patent",
        team=["周教授"],
        maturity=6,
        ways=["licence"],
        price_min_fen=50_000_000,
        price_max_fen=80_000_000,
        programme="key_research",
        **values,
    )
    IntellectualProperty.objects.create(
        achievement=record, kind="invention", number="ZL202310123456.X", status="granted"
    )
    return record


ANSWER = SupplyAnswer(
    link="轻合金压铸",
    gap="high",
    demand_codes=("XQ202640001",),
    score_bp=8150,
    reason="“气孔”“压铸”同现，领域一致",
    manager="王六",
    valid_until=date(2027, 5, 31),
    checked_on=date(2026, 5, 20),
)


def supply_draft(everybody: People, record: Achievement, now: datetime) -> Edition:
    line = DraftItem(
        code=record.code,
        subject_type="catalogue.achievement",
        subject_id=record.pk,
        values=supply_values(masked_view(record, PUBLIC), ANSWER),
    )
    head = EditionHead(kind="supply", zone_code=ZONE, series="委托1")
    edition, lines = draft_edition(everybody.operator, head, [line], now)
    assert [one.pk for one in lines] == list(items_of(edition).values_list("pk", flat=True))
    return edition


def test_a_supply_list_is_drafted_by_its_commission(everybody: People, now: datetime) -> None:
    edition = supply_draft(everybody, achievement(everybody, now), now)
    line = items_of(edition).get()
    assert (line.code, line.title, edition.revision) == ("CG202640001", "压铸模具温度场在线调控", 1)
    assert line.values["rights"] == ["发明专利 ZL202310123456.X 授权"]
    assert (line.values["price"], line.values["score"], line.values["gap"]) == ("50-80万元", "81.5", "高")
    assert (line.values["programme"], line.values["valid_until"]) == ("国家重点研发计划", "2027-05-31")
    facts = EditionFacts(
        zone_code=ZONE,
        kind="supply",
        item_count=1,
        closed_count=0,
        compiled_by_person=edition.compiled_by_person,
        now=now,
    )
    with pytest.raises(Refused, match="supply_list_has_its_commission"):
        EDITION.step("draft", "recompile", facts)


def test_a_masked_achievement_leaves_no_trace_of_its_unit(everybody: People, now: datetime) -> None:
    record = achievement(everybody, now, disclosure="masked", summary="江海理工大学周教授团队研制")
    printed = str(items_of(supply_draft(everybody, record, now)).get().values)
    for secret in ("江海理工", "周教授", "202310123456"):
        assert secret not in printed


def test_a_draft_with_a_code_twice_or_no_code_is_refused_whole(everybody: People, now: datetime) -> None:
    line = DraftItem(code="CG202640001", subject_type="catalogue.achievement", subject_id=1, values={"title": "一"})
    bare = DraftItem(code="", subject_type="catalogue.achievement", subject_id=2, values={"title": "二"})
    for lines, rule in (([line, line], "item_code_twice"), ([line, bare], "item_without_code")):
        with pytest.raises(Invalid, match=rule):
            draft_edition(everybody.operator, EditionHead(kind="supply", zone_code=ZONE), lines, now)
    assert (Edition.objects.count(), EditionItem.objects.count()) == (0, 0)


def test_every_column_has_a_value_and_every_value_a_column(everybody: People, now: datetime) -> None:
    values: dict[str, Callable[[], dict[str, Any]]] = {
        EditionKind.DEMANDS: lambda: demand_values(masked_view(demand(everybody, now, 1), PUBLIC)),
        EditionKind.SCENARIOS: lambda: scenario_values(masked_view(scenario(everybody, now, 1), PUBLIC)),
        EditionKind.SUPPLY: lambda: supply_values(masked_view(achievement(everybody, now), PUBLIC), ANSWER),
    }
    for kind, columns in COLUMNS.items():
        assert [column.key for column in columns] == list(values[kind]()), kind


def test_every_verb_state_and_refusal_has_its_grant_and_its_text() -> None:
    granted = {grant.action for grant in EDITION_GRANTS}
    assert granted == {COMPILE, *(EDITION.action(verb) for verb in EDITION.verbs)}
    assert {f"verb.{action}" for action in granted} <= set(EDITION_TEXTS)
    assert {f"state.{EDITION.key}.{state}" for state in EditionState} <= set(EDITION_TEXTS)
    codes = ("edition_is_empty", "edition_items_no_longer_public", "supply_list_has_its_commission")
    assert {f"refusal.{code}" for code in codes} <= set(EDITION_TEXTS)


OPERATOR = {"compile", "recompile", "submit", "return", "approve", "issue", "withdraw", "discard"}
RIGHTS = {Role.ZONE_OPERATOR: OPERATOR, Role.DEPARTMENT: {"return", "approve"}}


@pytest.mark.parametrize("role", list(Role))
def test_rights_by_role_inside_and_outside_the_zone(role: Role, now: datetime) -> None:
    policy = Policy(EDITION_GRANTS)
    facts = EditionFacts(zone_code=ZONE, kind="demands", item_count=1, closed_count=0, compiled_by_person=7, now=now)
    inside = Actor(role, "某人", zone_code=ZONE, person_id=8)
    outside = Actor(role, "某人", zone_code=ELSEWHERE, person_id=8)
    allowed = {action.rsplit(".", 1)[1] for action in policy.actions if policy.allows(inside, action, facts)}
    assert allowed == RIGHTS.get(role, set())
    assert not any(policy.allows(outside, action, facts) for action in policy.actions)


@pytest.mark.parametrize("state", list(EditionState))
@pytest.mark.parametrize("verb", EDITION.verbs)
def test_every_pair_of_state_and_verb(state: EditionState, verb: str, now: datetime) -> None:
    facts = EditionFacts(zone_code=ZONE, kind="demands", item_count=1, closed_count=0, compiled_by_person=7, now=now)
    S = EditionState  # noqa: N806 - as in the table
    table = {
        ("recompile", S.DRAFT): S.DRAFT,
        ("submit", S.DRAFT): S.SUBMITTED,
        ("discard", S.DRAFT): S.DISCARDED,
        ("return", S.SUBMITTED): S.DRAFT,
        ("return", S.APPROVED): S.DRAFT,
        ("approve", S.SUBMITTED): S.APPROVED,
        ("issue", S.APPROVED): S.ISSUED,
        ("withdraw", S.ISSUED): S.WITHDRAWN,
    }
    if (verb, state) in table:
        assert EDITION.step(state, verb, facts, "因故").target == table[verb, state]
    else:
        with pytest.raises(Refused, match="not_in_this_state"):
            EDITION.step(state, verb, facts, "因故")
