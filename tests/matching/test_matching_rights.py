"""Which role may do what, inside and outside its scope; written out here, compared with the grants."""

from dataclasses import replace

import pytest

from qiao.core.access import HUMAN_ROLES, Actor, Role, system_actor
from qiao.foundation.registry import POLICY, USE_CASES
from qiao.matching.access import GRANTS
from qiao.matching.lifecycles.commission import COMMISSION
from qiao.matching.lifecycles.introduction import INTRODUCTION, Side
from tests.matching.test_introduction_table import FACTS as INTRODUCTION_FACTS
from tests.matching.test_supply_lists import FACTS as COMMISSION_FACTS

OPERATOR, MANAGER, EDITOR = Role.ZONE_OPERATOR, Role.TECHNOLOGY_MANAGER, Role.ORGANISATION_EDITOR
BOTH_THERE = replace(INTRODUCTION_FACTS, claimed_side=str(Side.DEMAND))
SUPPLIER_ABSENT = replace(INTRODUCTION_FACTS, supply_organisation_id=None)
DEMANDER, SUPPLIER, NOBODY = 1, 2, 9


def acting(role: Role, organisation: int | None = None, zone: str = "jh") -> Actor:
    return Actor(role, "", zone_code=zone, organisation_id=organisation, person_id=5, holding_id=50)


# What each role may do where both parties are on the platform; editors by side.
INTRODUCTION_RIGHTS: dict[str, set[tuple[Role, int | None]]] = {
    "propose": {(OPERATOR, None), (MANAGER, None), (EDITOR, DEMANDER), (EDITOR, SUPPLIER)},
    "accept_for_demand": {(EDITOR, DEMANDER)},
    "accept_for_supply": {(EDITOR, SUPPLIER)},
    "decline_for_demand": {(EDITOR, DEMANDER)},
    "decline_for_supply": {(EDITOR, SUPPLIER)},
    "withdraw": {(OPERATOR, None)},
    "start_negotiation": {(OPERATOR, None), (MANAGER, None), (EDITOR, DEMANDER), (EDITOR, SUPPLIER)},
    "claim_outcome": {(EDITOR, DEMANDER), (EDITOR, SUPPLIER)},
    "retract_outcome": {(EDITOR, DEMANDER)},
    "confirm_outcome": {(EDITOR, SUPPLIER)},
    "dispute_outcome": {(EDITOR, SUPPLIER)},
    "lapse": set(),
    "remind": set(),
}
# The provider of the list is organisation 1.
COMMISSION_RIGHTS: dict[str, set[tuple[Role, int | None]]] = {
    "place": {(OPERATOR, None)},
    "compile": {(OPERATOR, None), (EDITOR, 1), (MANAGER, 1)},
    "check_item": {(OPERATOR, None), (EDITOR, 1), (MANAGER, 1)},
    "draw_edition": {(OPERATOR, None), (EDITOR, 1), (MANAGER, 1)},
    "deliver": {(OPERATOR, None), (EDITOR, 1), (MANAGER, 1)},
    "record_adoption": {(EDITOR, 2)},
    "close": {(OPERATOR, None)},
    "cancel": {(OPERATOR, None)},
}
EVERYBODY = [(role, None) for role in (*HUMAN_ROLES, Role.PUBLIC)]
EVERYBODY += [(role, key) for role in (EDITOR, MANAGER) for key in (DEMANDER, SUPPLIER, NOBODY)]


@pytest.mark.parametrize(("role", "organisation"), EVERYBODY)
@pytest.mark.parametrize("verb", INTRODUCTION_RIGHTS)
def test_introductions(verb: str, role: Role, organisation: int | None) -> None:
    rights = INTRODUCTION_RIGHTS[verb]
    expected = (role, organisation) in rights or (role is MANAGER and (MANAGER, None) in rights)
    action = f"matching.introduction.{verb}"
    assert POLICY.allows(acting(role, organisation), action, BOTH_THERE) is expected
    if role in (OPERATOR, MANAGER):
        assert not POLICY.allows(acting(role, organisation, zone="other"), action, BOTH_THERE)


@pytest.mark.parametrize("verb", ["accept_for_supply", "decline_for_supply"])
def test_the_zone_answers_only_for_an_absent_side(verb: str) -> None:
    action = INTRODUCTION.action(verb)
    for role in HUMAN_ROLES:
        assert POLICY.allows(acting(role), action, SUPPLIER_ABSENT) is (role in (OPERATOR, MANAGER))
    other_side = INTRODUCTION.action(verb.replace("supply", "demand"))
    assert not POLICY.allows(acting(OPERATOR), other_side, SUPPLIER_ABSENT)


def test_a_proposer_may_withdraw_what_others_may_not() -> None:
    action = INTRODUCTION.action("withdraw")
    assert POLICY.allows(acting(MANAGER), action, replace(BOTH_THERE, proposed_by_holding=50))
    assert POLICY.allows(acting(EDITOR, DEMANDER), action, replace(BOTH_THERE, proposed_by_organisation=DEMANDER))
    assert not POLICY.allows(acting(EDITOR, SUPPLIER), action, replace(BOTH_THERE, proposed_by_organisation=DEMANDER))


@pytest.mark.parametrize(("role", "organisation"), EVERYBODY)
@pytest.mark.parametrize("verb", COMMISSION_RIGHTS)
def test_commissions(verb: str, role: Role, organisation: int | None) -> None:
    facts = replace(COMMISSION_FACTS, answering_organisation_id=2)
    expected = (role, organisation) in COMMISSION_RIGHTS[verb]
    assert POLICY.allows(acting(role, organisation), f"matching.commission.{verb}", facts) is expected


def test_an_edition_is_drawn_by_a_named_person_only() -> None:
    nameless = replace(acting(EDITOR, 1), person_id=None)
    assert not POLICY.allows(nameless, COMMISSION.action("draw_edition"), COMMISSION_FACTS)


def test_the_system_may_do_what_is_due_and_nothing_else() -> None:
    lapse = INTRODUCTION.action("lapse")
    assert POLICY.allows(system_actor(lapse), lapse, BOTH_THERE)
    assert not POLICY.allows(system_actor(lapse), INTRODUCTION.action("withdraw"), BOTH_THERE)


def test_granted_actions_and_use_cases_are_the_same_but_for_the_clock() -> None:
    granted = {grant.action for grant in GRANTS}
    built = {action for action in USE_CASES if action.startswith("matching.")}
    assert built - granted == {INTRODUCTION.action("lapse"), INTRODUCTION.action("remind")}
    assert granted <= built
    verbs = {table.action(verb) for table in (INTRODUCTION, COMMISSION) for verb in table.verbs}
    assert verbs <= built
