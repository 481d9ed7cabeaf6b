"""Who may do what with scenarios and achievements: the rights table on facts, every verb and every role."""

from dataclasses import replace

import pytest

from qiao.catalogue.access import GRANTS
from qiao.catalogue.lifecycles.achievement import ACHIEVEMENT
from qiao.catalogue.lifecycles.facts import Stage
from qiao.catalogue.lifecycles.scenario import SCENARIO
from qiao.core.access import PUBLIC, Actor, Policy, Role
from tests.catalogue.walking import good_facts

POLICY = Policy(GRANTS)
ACTORS = {
    "owner": Actor(Role.ORGANISATION_EDITOR, "陈一", zone_code="jianghai", organisation_id=1),
    "other": Actor(Role.ORGANISATION_EDITOR, "林二", zone_code="jianghai", organisation_id=2),
    "operator": Actor(Role.ZONE_OPERATOR, "吴四", zone_code="jianghai"),
    "far_operator": Actor(Role.ZONE_OPERATOR, "郑五", zone_code="beihai"),
    "manager": Actor(Role.TECHNOLOGY_MANAGER, "王六", zone_code="jianghai", person_id=7, holding_id=70),
    "expert": Actor(Role.EXPERT, "褚八", zone_code="jianghai", organisation_id=1),
    "department": Actor(Role.DEPARTMENT, "卫九", zone_code="jianghai"),
    "far_department": Actor(Role.DEPARTMENT, "卫十", zone_code="beihai"),
    "supervisor": Actor(Role.SUPERVISOR, "蒋十", zone_code="jianghai"),
    "auditor": Actor(Role.AUDITOR, "韩一二"),
    "admin": Actor(Role.PLATFORM_ADMIN, "杨一三", zone_code="jianghai"),
    "public": PUBLIC,
}
OWN = {"owner", "operator"}
SCENARIO_RIGHTS = {
    "review": {"operator"},
    "admit": {"operator"},
    "return": {"operator"},
    "publish": {"operator"},
    "apply": {"other"},
    "select": OWN,
    "start_test": OWN,
    "verify": {"operator"},
    "fail": {"operator"},
    "scale": OWN,
    "close": OWN | {"department"},
    "escalate": set(),
    "expire": set(),
}
ACHIEVEMENT_RIGHTS = {
    "submit": OWN | {"manager"},
    "admit": {"operator"},
    "publish": {"operator"},
    "return": {"operator"},
    "convert": {"operator"},
    "withdraw": OWN,
    "renew": OWN,
    "escalate": set(),
    "expire": set(),
}
KEEPING = {"draft": OWN | {"manager"}, "revise": OWN | {"manager"}, "assign_manager": {"operator"}, "disclose_to": OWN}
FACTS = replace(good_facts(), stage=Stage.OPEN, manager_person=7)


def allowed(action: str, facts: object = FACTS) -> set[str]:
    return {name for name, actor in ACTORS.items() if POLICY.allows(actor, action, facts)}


@pytest.mark.parametrize("verb", SCENARIO.verbs)
def test_verbs_of_a_scenario(verb: str) -> None:
    assert allowed(SCENARIO.action(verb)) == SCENARIO_RIGHTS[verb]


@pytest.mark.parametrize("verb", ACHIEVEMENT.verbs)
def test_verbs_of_an_achievement(verb: str) -> None:
    assert allowed(ACHIEVEMENT.action(verb)) == ACHIEVEMENT_RIGHTS[verb]


@pytest.mark.parametrize("kind", ["demand", "achievement", "scenario"])
def test_keeping_a_record(kind: str) -> None:
    for verb, who in KEEPING.items():
        assert allowed(f"catalogue.{kind}.{verb}") == who, verb
    assert allowed(f"catalogue.{kind}.revise", replace(FACTS, editable=False)) == {"operator"}


def test_a_manager_who_neither_drafted_nor_leads_has_no_hand_in_a_draft() -> None:
    stranger = replace(FACTS, manager_person=8, created_by_holding=71)
    assert "manager" not in allowed("catalogue.demand.revise", stranger)
    drafted = replace(FACTS, manager_person=None, created_by_holding=70)
    assert "manager" in allowed("catalogue.demand.revise", drafted)
