"""Every act on an introduction, reached by its side and only by it."""

from typing import Any

import pytest

from qiao.core.lifecycle import Transition
from qiao.foundation.models import AuditRow
from qiao.matching.lifecycles.introduction import INTRODUCTION
from qiao.matching.models import Introduction, Outcome
from qiao.web.introductions.acting import ACTS
from tests.web import matching_world as world
from tests.web import zone_records as made
from tests.web.matching_world import Sides, client_of, page

HUMAN = sorted({one.verb for one in INTRODUCTION.transitions if not one.by_clock})
INPUTS: dict[str, dict[str, str]] = {
    "decline_for_demand": {"decline_reason": "price"},
    "decline_for_supply": {"decline_reason": "too_early"},
    "withdraw": {"reason": "重复提议"},
    "claim_outcome": {"kind": "visit", "happened_on": "2026-05-20"},
    "retract_outcome": {"reason": "填错"},
    "dispute_outcome": {"reason": "没有发生"},
}
# Proposed by the operator; the demand side has claimed what is claimed.
WHO: dict[str, set[str]] = {
    "accept_for_demand": {"firm"},
    "accept_for_supply": {"college"},
    "decline_for_demand": {"firm"},
    "decline_for_supply": {"college"},
    "withdraw": {"operator"},
    "start_negotiation": {"firm", "college", "operator", "manager"},
    "claim_outcome": {"firm", "college"},
    "retract_outcome": {"firm"},
    "confirm_outcome": {"college"},
    "dispute_outcome": {"college"},
}


@pytest.fixture
def sides(db: None) -> Sides:
    return world.build()


def prepared(sides: Sides, state: str) -> Introduction:
    """The pair, introduced and brought into a state; where an outcome is claimed, by the firm's person."""
    found = sides.introduced()
    claimed: dict[str, Any] = {}
    if state == "outcome_claimed":
        claimed = {"claimed_side": "demand", "claimed_by_person": sides.firm.person_id}
        Outcome.objects.create(introduction=found, kind="visit", claimed_side="demand", claimed_at=made.NOW)
    Introduction.objects.filter(pk=found.pk).update(state=state, **claimed)
    return Introduction.objects.get(pk=found.pk)


def test_every_verb_of_people_has_its_page() -> None:
    assert sorted(ACTS) == HUMAN == sorted(WHO)


@pytest.mark.parametrize(
    "transition",
    [one for one in INTRODUCTION.transitions if not one.by_clock],
    ids=lambda one: f"{one.verb}-{one.target}",
)
@pytest.mark.parametrize("name", ["firm", "college", "stranger", "operator", "manager", "expert"])
def test_a_verb_is_offered_to_and_done_by_its_side_alone(name: str, transition: Transition, sides: Sides) -> None:
    verb, state = transition.verb, str(transition.sources[0])
    found = prepared(sides, state)
    client = client_of(sides.everybody()[name])
    address = f"/work/introductions/{found.pk}/{verb}/"
    shown = client.get(f"/work/introductions/{found.pk}/")
    answer = client.post(address, {"version": found.version, **INPUTS.get(verb, {})})
    found.refresh_from_db()
    if name in WHO[verb]:
        assert f'href="{address}"' in shown.content.decode()
        assert answer.status_code == 302
        assert found.state == str(transition.target)
        return
    assert found.state == state
    assert answer.status_code == (403 if shown.status_code == 200 else 404)
    assert address not in shown.content.decode()
    assert not AuditRow.objects.filter(action=INTRODUCTION.action(verb)).exists()


@pytest.mark.parametrize("verb", HUMAN)
def test_each_page_explains_itself_and_needs_no_script(verb: str, sides: Sides) -> None:
    transition = next(one for one in INTRODUCTION.transitions if one.verb == verb)
    found = prepared(sides, str(transition.sources[0]))
    client = client_of(sides.everybody()[sorted(WHO[verb])[0]])
    shown = page(client, f"/work/introductions/{found.pk}/{verb}/")
    assert f'<form class="card" method="post" action="/work/introductions/{found.pk}/{verb}/">' in shown
    assert f"explain.{ACTS[verb].explain}" not in shown
    assert f'name="version" value="{found.version}"' in shown


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"decline_reason": ""},
        {"decline_reason": "because"},
        {"decline_reason": "other", "text": " "},
        {"decline_reason": "price", "text": "字" * 700_000},
    ],
)
def test_a_decline_needs_one_of_the_reasons(sent: dict[str, str], sides: Sides) -> None:
    found = prepared(sides, "proposed")
    answer = client_of(sides.firm).post(f"/work/introductions/{found.pk}/decline_for_demand/", sent)
    assert answer.status_code == 400
    assert "qiao-error" in answer.content.decode()
    found.refresh_from_db()
    assert (found.state, found.decline_reason) == ("proposed", "")


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("1280000.5", 128_000_050),
        ("1,280,000.50", 128_000_050),
        ("￥ 0.01", 1),
        ("１２．３４元", 1234),
        ("6，000", 600_000),
    ],
)
def test_the_amount_of_a_contract_is_kept_to_the_fen(typed: str, fen: int, sides: Sides) -> None:
    found = prepared(sides, "negotiating")
    sent = {"kind": "contract", "happened_on": "2026-05-20", "amount": typed, "evidence": "合同 JH-2026-17"}
    client_of(sides.firm).post(f"/work/introductions/{found.pk}/claim_outcome/", sent)
    outcome = Outcome.objects.get()
    assert (outcome.amount_fen, str(outcome.happened_on), outcome.evidence) == (fen, "2026-05-20", "合同 JH-2026-17")
    shown = page(client_of(sides.college), f"/work/introductions/{found.pk}/confirm_outcome/")
    assert "合同 JH-2026-17" in shown
    assert "counts in the figures of the zone" in shown


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"kind": "contract", "amount": ""}, "A contract needs an amount above zero"),
        ({"kind": "contract", "amount": "0"}, "A contract needs an amount above zero"),
        ({"kind": "contract", "amount": "1.005"}, "at most two decimals"),
        ({"kind": "contract", "amount": "1e5"}, "This is no amount"),
        ({"kind": "contract", "amount": "9" * 25}, "too large"),
        ({"kind": "visit", "amount": "5"}, "Only a contract has an amount"),
        ({"kind": "visit", "happened_on": "2099-01-01"}, "The day is still to come"),
        ({"kind": "marriage"}, "marriage"),
    ],
)
def test_faulty_outcomes_are_refused_at_their_field(sent: dict[str, str], words: str, sides: Sides) -> None:
    found = prepared(sides, "negotiating")
    sent = {"happened_on": "2026-05-20", **sent}
    answer = client_of(sides.firm).post(f"/work/introductions/{found.pk}/claim_outcome/", sent)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not Outcome.objects.exists()


def test_a_second_answer_meanwhile_does_nothing_and_says_so(sides: Sides) -> None:
    found = prepared(sides, "proposed")
    colleague, firm = client_of(sides.firm), client_of(sides.firm)
    address, version = f"/work/introductions/{found.pk}/", found.version
    colleague.post(f"{address}accept_for_demand/", {"version": version})
    rows = AuditRow.objects.count()
    answer = firm.post(f"{address}decline_for_demand/", {"version": version, "decline_reason": "price"}, follow=True)
    assert "Nothing was done. Somebody else has changed this meanwhile." in answer.content.decode()
    answer = firm.post(f"{address}accept_for_demand/", follow=True)
    assert "Nothing was done." in answer.content.decode()
    found.refresh_from_db()
    assert (found.state, AuditRow.objects.count()) == ("demand_accepted", rows)


def test_a_closed_record_greys_the_acceptance_with_its_reason(sides: Sides) -> None:
    found = prepared(sides, "proposed")
    type(sides.achievement).objects.filter(pk=sides.achievement.pk).update(state="withdrawn")
    shown = page(client_of(sides.firm), f"/work/introductions/{found.pk}/")
    assert 'aria-disabled="true">Accept for the demand side' in shown
    assert "One of the two records is not published." in shown
    answer = client_of(sides.firm).get(f"/work/introductions/{found.pk}/accept_for_demand/", follow=True)
    assert "Nothing was done. One of the two records is not published." in answer.content.decode()


def test_verbs_of_the_clock_and_unknown_ones_have_no_page(sides: Sides) -> None:
    found = prepared(sides, "proposed")
    for verb in ("lapse", "remind", "dance"):
        page(client_of(sides.operator), f"/work/introductions/{found.pk}/{verb}/", 404)


def test_an_introduction_is_proposed_from_a_match_or_a_pair_of_records(sides: Sides) -> None:
    address = f"/work/introductions/new/?match={sides.match.pk}"
    firm = client_of(sides.firm)
    shown = page(firm, address)
    assert "By proposing, the Demand side – that is you – has accepted." in shown
    assert "after 15 working days" in shown
    answer = firm.post(address, {"note": "盼复"})
    found = Introduction.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/work/introductions/{found.pk}/")
    assert (found.state, found.note, found.match) == ("demand_accepted", "盼复", sides.match)
    again = f"/work/introductions/new/?demand={sides.demand.pk}&achievement={sides.achievement.pk}"
    shown = page(client_of(sides.college), again)
    assert "These two records are already being introduced." in shown
    assert f'href="/work/introductions/{found.pk}/"' in shown
    client_of(sides.college).post(again, {})
    assert Introduction.objects.count() == 1


def test_who_may_not_introduce_the_two_gets_no_form(sides: Sides) -> None:
    address = f"/work/introductions/new/?match={sides.match.pk}"
    for who in (sides.stranger, sides.expert):
        page(client_of(who), address, 403)
        assert client_of(who).post(address, {}).status_code == 403
    assert not Introduction.objects.exists()


def test_from_one_record_a_firm_chooses_its_own_for_the_other_side(sides: Sides) -> None:
    one = f"/work/introductions/new/?demand={sides.demand.pk}"
    shown = page(client_of(sides.college), one)
    assert f'name="achievement" value="{sides.achievement.pk}" checked' in shown
    assert "match " in shown
    assert world.FIRM not in shown.split("<main")[1]
    other = page(client_of(sides.firm), f"/work/introductions/new/?achievement={sides.achievement.pk}")
    assert f'name="demand" value="{sides.demand.pk}"' in other
    assert "You have no published record" in page(client_of(sides.stranger), one)
    answer = client_of(sides.operator).get(one)
    assert (answer.status_code, answer["Location"]) == (302, f"/work/matches/demand/{sides.demand.pk}/")
    page(client_of(sides.expert), one, 403)
    page(client_of(sides.stranger), "/work/introductions/new/?demand=99999", 404)
