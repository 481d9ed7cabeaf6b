"""Customised supply lists: what is chosen, what must hold before delivery, and what became of it."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiao.catalogue.actions.approve_edition import approve_edition
from qiao.catalogue.actions.issue_edition import issue_edition
from qiao.catalogue.actions.submit_edition import submit_edition
from qiao.catalogue.models import Achievement, Demand, Edition
from qiao.core.access import Actor, Role
from qiao.core.outcomes import Denied, Invalid, Missing, Refused
from qiao.matching.actions.cancel_commission import cancel_commission
from qiao.matching.actions.check_supply_item import ItemCheck, check_supply_item
from qiao.matching.actions.close_commission import close_commission
from qiao.matching.actions.compile_supply_list import compile_supply_list
from qiao.matching.actions.deliver_supply_list import deliver_supply_list
from qiao.matching.actions.draw_supply_edition import draw_supply_edition
from qiao.matching.actions.place_commission import place_commission
from qiao.matching.actions.record_adoption import AdoptionReport, record_adoption
from qiao.matching.jobs import run_matching
from qiao.matching.lifecycles.commission import COMMISSION, HITS, AdoptionLevel, CommissionFacts, CommissionState
from qiao.matching.models import Commission, Direction, Match
from qiao.matching.selectors.commissions import commission_detail, commissions_page
from qiao.matching.selectors.supply import hit_rate_of, items_of
from qiao.matching.supply.hits import hit_rate
from qiao.matching.supply.order import IndustryLink, SupplyCriteria, SupplyExclusions, SupplyOrder
from tests.matching.conftest import ZONE, Parties, actor_of, make_achievement, make_demand

S = CommissionState
FACTS = CommissionFacts(
    zone_code=ZONE,
    provider_id=1,
    item_count=2,
    unchecked_count=0,
    oldest_check_on=date(2026, 3, 3),
    check_days=90,
    edition_drawn=False,
    edition_issued=True,
    answering_organisation_id=None,
    today=date(2026, 6, 1),
)
ALLOWED: dict[str, dict[S, S]] = {
    "compile": {S.COMMISSIONED: S.COMPILED, S.COMPILED: S.COMPILED},
    "check_item": {S.COMPILED: S.COMPILED},
    "draw_edition": {S.COMPILED: S.COMPILED},
    "deliver": {S.COMPILED: S.DELIVERED},
    "record_adoption": {S.DELIVERED: S.DELIVERED},
    "close": {S.DELIVERED: S.CLOSED},
    "cancel": {S.COMMISSIONED: S.CANCELLED, S.COMPILED: S.CANCELLED},
}


@pytest.mark.parametrize("verb", COMMISSION.verbs)
@pytest.mark.parametrize("state", list(S))
def test_every_state_with_every_verb(state: S, verb: str) -> None:
    if state in ALLOWED[verb]:
        assert COMMISSION.step(state, verb, FACTS, "because").target is ALLOWED[verb][state]
    else:
        with pytest.raises(Refused, match="not_in_this_state"):
            COMMISSION.step(state, verb, FACTS, "because")


@pytest.mark.parametrize(
    ("verb", "change", "code"),
    [
        ("draw_edition", {"item_count": 0}, "supply_list_is_empty"),
        ("draw_edition", {"unchecked_count": 1}, "item_not_checked"),
        # 3 March to 1 June 2026 is exactly 90 days; one day more is too old.
        ("draw_edition", {"oldest_check_on": date(2026, 3, 2)}, "item_check_too_old"),
        ("deliver", {"oldest_check_on": date(2026, 3, 2)}, "item_check_too_old"),
        ("deliver", {"edition_issued": False}, "edition_not_issued"),
        ("compile", {"edition_drawn": True}, "edition_already_drawn"),
        ("check_item", {"edition_drawn": True}, "edition_already_drawn"),
        ("draw_edition", {"edition_drawn": True}, "edition_already_drawn"),
    ],
)
def test_guards(verb: str, change: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused, match=code):
        COMMISSION.step(S.COMPILED, verb, replace(FACTS, **change))


@given(st.lists(st.lists(st.sampled_from([str(level) for level in AdoptionLevel]), max_size=3), max_size=12))
def test_hit_rate_counts_each_item_once(levels: list[list[str]]) -> None:
    found = hit_rate(len(levels), levels)
    assert found.hits == sum(1 for item in levels if set(item) & {str(hit) for hit in HITS})
    assert found.answered == sum(1 for item in levels if item)
    assert 0 <= found.hits <= found.answered <= found.items
    if found.of_answered_bp is not None and found.of_all_bp is not None:
        assert found.of_all_bp <= found.of_answered_bp <= 10_000


def test_hit_rate_by_hand() -> None:
    found = hit_rate(7, [["no_need"], ["watching", "negotiating"], ["signed"], []])
    assert (found.items, found.answered, found.hits) == (7, 3, 2)
    assert (found.of_answered_bp, found.of_all_bp) == (6666, 2857)
    empty = hit_rate(0, [])
    assert (empty.of_answered_bp, empty.of_all_bp) == (None, None)


@pytest.fixture
def demands(parties: Parties) -> list[Demand]:
    blade = make_demand("高温合金叶片铸造开裂控制", parties.firm, code="XQ202640001", field="4")
    film = make_demand("锂电池隔膜涂覆均匀性", parties.stranger, code="XQ202660002", field="6")
    return [blade, film]


@pytest.fixture
def achievements(parties: Parties) -> list[Achievement]:
    rows = (
        ("高温合金叶片定向凝固铸造", {"code": "CG202640001", "maturity": 7, "field": "4", "ways": ["licence"]}),
        ("锂电池隔膜陶瓷涂覆", {"code": "CG202660002", "maturity": 4, "field": "6", "manager_person": None}),
        ("高温合金叶片铸造开裂声发射检测", {"code": "CG202640003", "maturity": None, "field": "4"}),
        ("高温合金叶片铸造定向成果", {"code": "CG202640004", "maturity": 8, "disclosure": "targeted"}),
    )
    return [make_achievement(title, parties.college, **values) for title, values in rows]


@pytest.fixture
def provider(parties: Parties) -> Actor:
    return actor_of(Role.ORGANISATION_EDITOR, parties.stranger, person=21, name="编制人")


def order_for(parties: Parties, **more: Any) -> SupplyOrder:
    links = (IndustryLink("隔膜", "high", ("隔膜",)), IndustryLink("热端部件", "medium", ("叶片",)))
    return SupplyOrder(
        zone_code=ZONE,
        title="先进制造定制清单",
        provider_id=parties.stranger.pk,
        deliver_by=date(2026, 9, 30),
        links=links,
        **more,
    )


def compiled(parties: Parties, now: datetime, **more: Any) -> Commission:
    direction = str(Direction.DEMAND_TO_ACHIEVEMENTS)
    run_matching(actor=parties.operator, zone_code=ZONE, direction=direction, clock=lambda: now)
    placed = place_commission(actor=parties.operator, order=order_for(parties, **more), now=now)
    return compile_supply_list(actor=parties.operator, commission_id=placed.pk, now=now)


def titles(commission: Commission) -> list[str]:
    return [item.achievement.title for item in items_of(commission)]


def test_links_with_the_larger_gap_come_first_and_hidden_achievements_never(
    parties: Parties, demands: list[Demand], achievements: list[Achievement], now: datetime
) -> None:
    made = compiled(parties, now)
    found = list(items_of(made))
    assert found[0].achievement == achievements[1]
    assert [(item.link, item.gap) for item in found] == [("隔膜", "high")] + [("热端部件", "medium")] * 2
    assert achievements[3].title not in titles(made)
    assert [answer["code"] for answer in found[0].answers] == ["XQ202660002"]
    assert found[0].score_bp == Match.objects.get(source_id=demands[1].pk, target_id=achievements[1].pk).score_bp


@pytest.mark.parametrize(
    ("more", "left"),
    [
        ({"criteria": SupplyCriteria(minimum_maturity=5)}, [0]),
        ({"criteria": SupplyCriteria(ways=("licence",))}, [0]),
        ({"criteria": SupplyCriteria(fields=("6",))}, [1]),
        ({"exclusions": SupplyExclusions(words=("陶瓷", "声发射"))}, [0]),
        ({"most_items": 1, "demand_fields": ("4",)}, [2]),
        ({"demand_fields": ("6",)}, [1]),
    ],
)
def test_criteria_and_exclusions(
    parties: Parties,
    demands: list[Demand],
    achievements: list[Achievement],
    now: datetime,
    more: dict[str, Any],
    left: list[int],
) -> None:
    assert titles(compiled(parties, now, **more)) == [achievements[place].title for place in left]


def test_an_excluded_holder_or_achievement_is_left_out(
    parties: Parties, demands: list[Demand], achievements: list[Achievement], now: datetime
) -> None:
    one = SupplyExclusions(achievements=(achievements[1].pk,))
    assert achievements[1].title not in titles(compiled(parties, now, exclusions=one))
    holder = SupplyExclusions(organisations=(parties.college.pk,))
    assert titles(compiled(parties, now, exclusions=holder)) == []


def test_nothing_is_compiled_before_demands_were_matched(parties: Parties, now: datetime) -> None:
    placed = place_commission(actor=parties.operator, order=order_for(parties), now=now)
    with pytest.raises(Refused, match="no_matching_yet"):
        compile_supply_list(actor=parties.operator, commission_id=placed.pk, now=now)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"deliver_by": date(2026, 5, 31)}, "deliver_by"),
        ({"most_items": 0}, "most_items"),
        ({"provider_id": 999_999}, "provider_id"),
        ({"demand_ids": (999_999,)}, "demand_ids"),
        ({"links": (IndustryLink("环节", "huge"),)}, "links"),
        ({"criteria": SupplyCriteria(minimum_maturity=10)}, "minimum_maturity"),
        ({"criteria": SupplyCriteria(ways=("marriage",))}, "ways"),
    ],
)
def test_a_wrong_order_is_refused_by_field(parties: Parties, now: datetime, change: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as invalid:
        place_commission(actor=parties.operator, order=replace(order_for(parties), **change), now=now)
    assert [problem.field for problem in invalid.value.problems] == [field]
    assert not Commission.objects.exists()


def delivered(parties: Parties, provider: Actor, now: datetime) -> Commission:
    made = compiled(parties, now)
    today = now.date()
    with pytest.raises(Refused, match="item_not_checked"):
        draw_supply_edition(actor=provider, commission_id=made.pk, now=now)
    for item in items_of(made):
        check_supply_item(actor=provider, commission_id=made.pk, check=ItemCheck(item.position, today), now=now)
    drawn = draw_supply_edition(actor=provider, commission_id=made.pk, now=now)
    with pytest.raises(Refused, match="edition_not_issued"):
        deliver_supply_list(actor=provider, commission_id=made.pk, now=now)
    assert drawn.edition_id is not None
    submit_edition(actor=parties.operator, edition_id=drawn.edition_id, now=now)
    approve_edition(actor=parties.operator, edition_id=drawn.edition_id, now=now)
    issue_edition(actor=parties.operator, edition_id=drawn.edition_id, now=now)
    return deliver_supply_list(actor=provider, commission_id=made.pk, now=now)


def test_from_the_order_to_the_hit_rate(
    parties: Parties, provider: Actor, demands: list[Demand], achievements: list[Achievement], now: datetime
) -> None:
    done = delivered(parties, provider, now)
    edition = Edition.objects.get(pk=done.edition_id)
    line = edition.items.order_by("position").first()
    assert line is not None
    assert edition.number == "GJ-2026-01"
    assert (line.code, line.values["demand_codes"]) == ("CG202660002", ["XQ202660002"])
    assert line.values["checked_on"] == "2026-06-01"
    assert "XQ202660002" in line.values["reason"]
    assert "隔膜" in line.values["reason"]
    assert line.values["valid_until"] == "2027-06-01"

    def report(actor: Actor, position: int, demand: Demand, level: str) -> None:
        given = AdoptionReport(position, demand.pk, level)
        record_adoption(actor=actor, commission_id=done.pk, report=given, now=now)

    report(parties.stranger_editor, 1, demands[1], "watching")
    report(parties.firm_editor, 2, demands[0], "no_need")
    report(parties.stranger_editor, 1, demands[1], "intent")
    found = hit_rate_of(done)
    assert (found.items, found.answered, found.hits) == (3, 2, 1)
    assert (found.of_answered_bp, found.of_all_bp) == (5000, 3333)
    with pytest.raises(Denied):
        report(parties.college_editor, 2, demands[0], "signed")
    with pytest.raises(Denied):
        report(parties.operator, 2, demands[0], "signed")
    with pytest.raises(Missing):
        report(parties.firm_editor, 1, demands[0], "signed")
    with pytest.raises(Invalid):
        report(parties.firm_editor, 2, demands[0], "delighted")
    close_commission(actor=parties.operator, commission_id=done.pk, now=now)
    with pytest.raises(Refused, match="not_in_this_state"):
        report(parties.firm_editor, 2, demands[0], "signed")


def test_an_item_withdrawn_meanwhile_stops_the_edition(
    parties: Parties, provider: Actor, demands: list[Demand], achievements: list[Achievement], now: datetime
) -> None:
    made = compiled(parties, now)
    for item in items_of(made):
        check = ItemCheck(item.position, now.date())
        check_supply_item(actor=provider, commission_id=made.pk, check=check, now=now)
    Achievement.objects.filter(pk=achievements[1].pk).update(disclosure="targeted")
    with pytest.raises(Refused, match="item_no_longer_public"):
        draw_supply_edition(actor=provider, commission_id=made.pk, now=now)
    assert not Edition.objects.exists()
    again = compile_supply_list(actor=provider, commission_id=made.pk, now=now)
    assert (again.compilation, len(titles(again))) == (2, 2)
    assert commission_detail(parties.operator, made.pk, now).hit_rate.items == 2


def test_checks_are_by_the_provider_and_not_in_the_future(
    parties: Parties, provider: Actor, demands: list[Demand], achievements: list[Achievement], now: datetime
) -> None:
    made = compiled(parties, now)
    tomorrow = ItemCheck(1, now.date() + timedelta(days=1))
    with pytest.raises(Invalid, match="date_in_the_future"):
        check_supply_item(actor=provider, commission_id=made.pk, check=tomorrow, now=now)
    with pytest.raises(Missing):
        check_supply_item(actor=provider, commission_id=made.pk, check=ItemCheck(99, now.date()), now=now)
    with pytest.raises(Denied):
        check_supply_item(actor=parties.college_editor, commission_id=made.pk, check=ItemCheck(1, now.date()), now=now)
    checked = check_supply_item(actor=provider, commission_id=made.pk, check=ItemCheck(1, now.date()), now=now)
    assert (checked.checked_on, checked.checked_by) == (now.date(), "编制人")


def test_who_knows_of_a_commission_and_may_cancel_it(parties: Parties, provider: Actor, now: datetime) -> None:
    placed = place_commission(actor=parties.operator, order=order_for(parties), now=now)
    assert commissions_page(provider).total == commissions_page(actor_of(Role.DEPARTMENT)).total == 1
    assert commissions_page(parties.firm_editor).total == 0
    with pytest.raises(Missing):
        commission_detail(parties.firm_editor, placed.pk, now)
    with pytest.raises(Denied):
        cancel_commission(actor=provider, commission_id=placed.pk, now=now, reason="不做了")
    assert (
        cancel_commission(actor=parties.operator, commission_id=placed.pk, now=now, reason="改期").state == "cancelled"
    )
