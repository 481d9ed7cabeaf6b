"""Introductions from the proposal to the confirmed outcome, with what each side sees on the way."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from qiao.catalogue.models import Achievement, Demand
from qiao.core.access import Role
from qiao.core.outcomes import Denied, Invalid, Missing, Refused
from qiao.foundation.clocks import fire_due
from qiao.foundation.models import AuditRow, OutboxEvent
from qiao.foundation.outbox import dispatch_events
from qiao.matching.actions.accept_for_demand import accept_for_demand
from qiao.matching.actions.accept_for_supply import accept_for_supply
from qiao.matching.actions.claim_outcome import claim_outcome
from qiao.matching.actions.confirm_outcome import confirm_outcome
from qiao.matching.actions.decline_for_demand import decline_for_demand
from qiao.matching.actions.dispute_outcome import dispute_outcome
from qiao.matching.actions.propose_introduction import Proposal, propose_introduction
from qiao.matching.actions.retract_outcome import retract_outcome
from qiao.matching.actions.start_negotiation import start_negotiation
from qiao.matching.actions.withdraw_introduction import withdraw_introduction
from qiao.matching.answering import Claim, Decline
from qiao.matching.models import Introduction
from qiao.matching.proposals import Pair
from qiao.matching.selectors.introductions import (
    decline_digest,
    introduction_detail,
    introductions_page,
    outcome_counts,
)
from tests.matching.conftest import ZONE, Parties, actor_of, make_achievement, make_demand, make_scenario

SECRET = "0513-88001234"


@pytest.fixture
def demand(parties: Parties) -> Demand:
    return make_demand(
        "高温合金叶片精密铸造开裂",
        parties.firm,
        content="江海精密铸造有限公司需要解决开裂问题",
        disclosure="masked",
        contact=SECRET,
    )


@pytest.fixture
def achievement(parties: Parties) -> Achievement:
    return make_achievement("单晶高温合金叶片凝固控制", parties.college, contact="王老师")


@pytest.fixture
def proposed(parties: Parties, demand: Demand, achievement: Achievement, now: datetime) -> Introduction:
    proposal = Proposal(Pair(achievement.pk, demand_id=demand.pk))
    return propose_introduction(actor=parties.manager, proposal=proposal, now=now)


@pytest.fixture
def met(parties: Parties, proposed: Introduction, now: datetime) -> Introduction:
    accept_for_demand(actor=parties.firm_editor, introduction_id=proposed.pk, now=now)
    return accept_for_supply(actor=parties.college_editor, introduction_id=proposed.pk, now=now)


def test_both_sides_accept_and_the_demand_goes_to_matching(met: Introduction, demand: Demand, now: datetime) -> None:
    assert met.state == "introduced"
    dispatched = dispatch_events(now)
    demand.refresh_from_db()
    assert (demand.state, dispatched.failed) == ("matching", 0)
    row = AuditRow.objects.get(action="catalogue.demand.start_matching")
    assert row.actor_role == "system"


def test_a_second_introduction_leaves_a_matching_demand_alone(
    met: Introduction, parties: Parties, demand: Demand, now: datetime
) -> None:
    dispatch_events(now)
    other = make_achievement("叶片热处理", parties.college)
    pair = Pair(other.pk, demand_id=demand.pk)
    second = propose_introduction(actor=parties.firm_editor, proposal=Proposal(pair), now=now)
    accept_for_supply(actor=parties.college_editor, introduction_id=second.pk, now=now)
    assert dispatch_events(now).failed == 0
    assert AuditRow.objects.filter(action="catalogue.demand.start_matching").count() == 1


def test_a_side_that_proposes_has_accepted(
    parties: Parties, demand: Demand, achievement: Achievement, now: datetime
) -> None:
    pair = Pair(achievement.pk, demand_id=demand.pk)
    made = propose_introduction(actor=parties.firm_editor, proposal=Proposal(pair), now=now)
    assert (made.state, made.demand_accepted_at) == ("demand_accepted", now)
    actions = list(AuditRow.objects.order_by("pk").values_list("action", flat=True))
    assert actions == ["matching.introduction.propose", "matching.introduction.accept_for_demand"]


def test_before_they_have_met_the_supplier_sees_neither_name_nor_contact(
    proposed: Introduction, parties: Parties, now: datetime
) -> None:
    seen = introduction_detail(parties.college_editor, proposed.pk, now)
    assert seen.need is not None
    assert "江海精密铸造" not in str(seen.need)
    assert SECRET not in str(seen.need)
    own = introduction_detail(parties.firm_editor, proposed.pk, now).need
    assert own is not None
    assert own["contact"] == SECRET


def test_a_public_record_also_keeps_its_contact_until_they_have_met(
    proposed: Introduction, parties: Parties, now: datetime
) -> None:
    offer = introduction_detail(parties.firm_editor, proposed.pk, now).offer
    assert offer is not None
    assert (offer["contact"], offer["organisation_name"]) == ("", "某高校")


def test_after_they_have_met_both_see_everything_they_need(met: Introduction, parties: Parties, now: datetime) -> None:
    need = introduction_detail(parties.college_editor, met.pk, now).need
    offer = introduction_detail(parties.firm_editor, met.pk, now).offer
    assert need is not None
    assert offer is not None
    assert (need["contact"], need["organisation_name"]) == (SECRET, "江海精密铸造有限公司")
    assert offer["contact"] == "王老师"
    assert need["screening_note"] is None


def test_a_stranger_does_not_learn_of_it(proposed: Introduction, parties: Parties, now: datetime) -> None:
    with pytest.raises(Missing):
        introduction_detail(parties.stranger_editor, proposed.pk, now)
    assert introductions_page(parties.stranger_editor).total == 0
    assert introductions_page(parties.firm_editor).total == 1


@pytest.mark.parametrize("role", [Role.EXPERT, Role.DEPARTMENT, Role.PLATFORM_ADMIN])
def test_roles_without_a_part_in_it_do_not_see_it(proposed: Introduction, role: Role) -> None:
    assert introductions_page(actor_of(role)).total == 0


def test_denied_leaves_nothing_behind(proposed: Introduction, parties: Parties, now: datetime) -> None:
    before = (AuditRow.objects.count(), OutboxEvent.objects.count())
    for actor in (parties.stranger_editor, parties.college_editor, parties.operator):
        with pytest.raises(Denied):
            accept_for_demand(actor=actor, introduction_id=proposed.pk, now=now)
    proposed.refresh_from_db()
    assert proposed.state == "proposed"
    assert (AuditRow.objects.count(), OutboxEvent.objects.count()) == before


def test_the_zone_answers_for_a_party_that_is_not_there_but_must_say_how(parties: Parties, now: datetime) -> None:
    demand = make_demand("缺单位的需求", None, organisation_name="某镇企业")
    pair = Pair(make_achievement("成果", parties.college).pk, demand_id=demand.pk)
    made = propose_introduction(actor=parties.manager, proposal=Proposal(pair), now=now)
    with pytest.raises(Refused, match="word_of_absent_side_needed"):
        accept_for_demand(actor=parties.manager, introduction_id=made.pk, now=now)
    word = "6月1日电话确认"
    accept_for_demand(actor=parties.manager, introduction_id=made.pk, now=now, reason=word)
    assert AuditRow.objects.get(action="matching.introduction.accept_for_demand").reason == word


def test_the_same_pair_is_introduced_once_at_a_time(
    proposed: Introduction, parties: Parties, demand: Demand, achievement: Achievement, now: datetime
) -> None:
    again = Proposal(Pair(achievement.pk, demand_id=demand.pk))
    with pytest.raises(Refused, match="already_introduced"):
        propose_introduction(actor=parties.operator, proposal=again, now=now)
    withdraw_introduction(actor=parties.manager, introduction_id=proposed.pk, now=now, reason="换一种提法")
    assert propose_introduction(actor=parties.operator, proposal=again, now=now).state == "proposed"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"state": "withdrawn"}, "record_no_longer_open"),
        ({"zone_code": "other"}, "records_of_two_zones"),
        ({"disclosure": "targeted"}, "kept_from_counterparty"),
    ],
)
def test_what_cannot_be_introduced(
    parties: Parties, demand: Demand, achievement: Achievement, now: datetime, change: dict[str, Any], code: str
) -> None:
    Achievement.objects.filter(pk=achievement.pk).update(**change)
    auditor = actor_of(Role.ZONE_OPERATOR)
    pair = Pair(achievement.pk, demand_id=demand.pk)
    with pytest.raises(Refused, match=code):
        propose_introduction(actor=auditor, proposal=Proposal(pair), now=now)
    assert not Introduction.objects.exists()


def test_a_targeted_record_is_introduced_to_a_listed_organisation(
    parties: Parties, demand: Demand, now: datetime
) -> None:
    offer = make_achievement("定向成果", parties.college, disclosure="targeted", disclosed_to=[parties.firm.pk])
    pair = Pair(offer.pk, demand_id=demand.pk)
    assert propose_introduction(actor=parties.operator, proposal=Proposal(pair), now=now).state == "proposed"


def test_a_manager_learns_nothing_of_a_targeted_record_that_others_introduce(
    parties: Parties, demand: Demand, now: datetime
) -> None:
    offer = make_achievement(
        "定向成果", parties.college, disclosure="targeted", disclosed_to=[parties.firm.pk], manager_person=16
    )
    pair = Pair(offer.pk, demand_id=demand.pk)
    made = propose_introduction(actor=parties.operator, proposal=Proposal(pair), now=now)
    in_charge = actor_of(Role.TECHNOLOGY_MANAGER, person=16)
    assert introductions_page(parties.manager).total == 0
    assert introductions_page(in_charge).rows[0].offer_title == "定向成果"
    with pytest.raises(Missing):
        introduction_detail(parties.manager, made.pk, now)
    offer.state = "withdrawn"
    offer.save()
    assert introductions_page(parties.firm_editor).rows[0].offer_title == ""


def test_one_party_cannot_stand_on_both_sides(parties: Parties, demand: Demand, now: datetime) -> None:
    pair = Pair(make_achievement("自家成果", parties.firm).pk, demand_id=demand.pk)
    with pytest.raises(Refused, match="one_party_on_both_sides"):
        propose_introduction(actor=parties.firm_editor, proposal=Proposal(pair), now=now)


def test_what_one_may_not_see_one_cannot_propose(parties: Parties, achievement: Achievement, now: datetime) -> None:
    hidden = make_demand("定向需求", parties.firm, disclosure="targeted")
    pair = Pair(achievement.pk, demand_id=hidden.pk)
    with pytest.raises(Missing):
        propose_introduction(actor=parties.college_editor, proposal=Proposal(pair), now=now)


def test_a_scenario_is_introduced_like_a_demand(parties: Parties, achievement: Achievement, now: datetime) -> None:
    scenario = make_scenario("港区无人集卡", parties.firm)
    pair = Pair(achievement.pk, scenario_id=scenario.pk)
    made = propose_introduction(actor=parties.college_editor, proposal=Proposal(pair), now=now)
    assert (made.state, made.need) == ("supply_accepted", scenario)
    accept_for_demand(actor=parties.firm_editor, introduction_id=made.pk, now=now)
    assert dispatch_events(now).failed == 0


def test_other_as_a_reason_needs_a_text(proposed: Introduction, parties: Parties, now: datetime) -> None:
    def declined(reason: str, text: str = "") -> Introduction:
        return decline_for_demand(
            actor=parties.firm_editor, introduction_id=proposed.pk, decline=Decline(reason, text), now=now
        )

    with pytest.raises(Invalid, match="text_for_other"):
        declined("other", " ")
    with pytest.raises(Invalid, match="unknown_choice"):
        declined("no_wish")
    assert declined("other", "厂房搬迁，明年再谈").state == "declined"


def test_the_holder_is_told_why_others_declined(parties: Parties, achievement: Achievement, now: datetime) -> None:
    for number, reason in enumerate(("price", "too_early", "price")):
        pair = Pair(achievement.pk, demand_id=make_demand(f"需求{number}", parties.firm).pk)
        made = propose_introduction(actor=parties.manager, proposal=Proposal(pair), now=now)
        decline_for_demand(actor=parties.firm_editor, introduction_id=made.pk, decline=Decline(reason), now=now)
    assert decline_digest(parties.college_editor, achievement.pk) == {"price": 2, "too_early": 1}
    with pytest.raises(Missing):
        decline_digest(parties.firm_editor, achievement.pk)


def test_only_the_counterparty_makes_an_outcome_count(met: Introduction, parties: Parties, now: datetime) -> None:
    start_negotiation(actor=parties.manager, introduction_id=met.pk, now=now)
    claim = Claim("contract", 120_000_000)
    claim_outcome(actor=parties.college_editor, introduction_id=met.pk, claim=claim, now=now)
    assert outcome_counts(ZONE).contract_amount_fen == 0
    for actor in (parties.college_editor, parties.operator, parties.manager, parties.stranger_editor):
        with pytest.raises(Denied):
            confirm_outcome(actor=actor, introduction_id=met.pk, now=now)
    confirm_outcome(actor=parties.firm_editor, introduction_id=met.pk, now=now)
    counts = outcome_counts(ZONE)
    assert (counts.by_kind["contract"], counts.contract_amount_fen, counts.introductions) == (1, 120_000_000, 1)
    assert outcome_counts(ZONE, until=now).introductions == 0


def test_a_person_of_both_sides_cannot_confirm_the_own_claim(
    met: Introduction, parties: Parties, now: datetime
) -> None:
    both = actor_of(Role.ORGANISATION_EDITOR, parties.firm, person=12)
    claim_outcome(actor=parties.college_editor, introduction_id=met.pk, claim=Claim("visit"), now=now)
    with pytest.raises(Denied):
        confirm_outcome(actor=both, introduction_id=met.pk, now=now)


def test_disputed_and_retracted_claims_never_count(met: Introduction, parties: Parties, now: datetime) -> None:
    claim_outcome(actor=parties.firm_editor, introduction_id=met.pk, claim=Claim("trial"), now=now)
    dispute_outcome(actor=parties.college_editor, introduction_id=met.pk, now=now, reason="没有试用")
    claim_outcome(actor=parties.firm_editor, introduction_id=met.pk, claim=Claim("intent"), now=now)
    with pytest.raises(Denied):
        retract_outcome(actor=parties.college_editor, introduction_id=met.pk, now=now, reason="不对")
    retract_outcome(actor=parties.firm_editor, introduction_id=met.pk, now=now, reason="记错了")
    counts = outcome_counts(ZONE)
    assert sum(counts.by_kind.values()) == counts.introductions == 0


def test_stages_follow_one_another_and_each_counts_once(met: Introduction, parties: Parties, now: datetime) -> None:
    for kind in ("contact", "visit"):
        claim_outcome(actor=parties.firm_editor, introduction_id=met.pk, claim=Claim(kind), now=now)
        confirm_outcome(actor=parties.college_editor, introduction_id=met.pk, now=now)
    with pytest.raises(Refused, match="outcome_already_confirmed"):
        claim_outcome(actor=parties.firm_editor, introduction_id=met.pk, claim=Claim("visit"), now=now)
    counts = outcome_counts(ZONE)
    assert (counts.by_kind["contact"], counts.by_kind["visit"], counts.introductions) == (1, 1, 1)


@pytest.mark.parametrize("claim", [Claim("contract"), Claim("contract", 0), Claim("visit", 100), Claim("marriage")])
def test_a_claim_must_be_of_a_known_kind_and_only_contracts_have_amounts(
    met: Introduction, parties: Parties, now: datetime, claim: Claim
) -> None:
    with pytest.raises(Invalid):
        claim_outcome(actor=parties.firm_editor, introduction_id=met.pk, claim=claim, now=now)


def test_an_unanswered_proposal_lapses_by_the_clock(proposed: Introduction, now: datetime) -> None:
    assert proposed.due_at is not None
    assert fire_due(proposed.due_at - timedelta(seconds=1)) == []
    fired = fire_due(proposed.due_at)
    proposed.refresh_from_db()
    assert [one.problem for one in fired] == [""]
    assert (proposed.state, proposed.due_at) == ("lapsed", None)


def test_a_sleeping_negotiation_is_asked_after_until_somebody_moves(
    met: Introduction, parties: Parties, now: datetime
) -> None:
    for count in (1, 2):
        fire_due(now + timedelta(days=90 * count))
        assert OutboxEvent.objects.filter(name="matching.NegotiationAsleep").count() == count
    later = now + timedelta(days=200)
    claim_outcome(actor=parties.firm_editor, introduction_id=met.pk, claim=Claim("contact"), now=later)
    met.refresh_from_db()
    assert met.due_at is None


def test_the_list_costs_the_same_for_one_and_for_twenty(
    parties: Parties, achievement: Achievement, now: datetime, django_assert_num_queries: Any
) -> None:
    def propose(number: int) -> None:
        pair = Pair(achievement.pk, demand_id=make_demand(f"需求{number}", parties.firm).pk)
        propose_introduction(actor=parties.manager, proposal=Proposal(pair), now=now)

    propose(0)
    with django_assert_num_queries(3):
        assert len(introductions_page(parties.operator).rows) == 1
    for number in range(1, 20):
        propose(number)
    with django_assert_num_queries(3):
        assert len(introductions_page(parties.operator).rows) == 20
