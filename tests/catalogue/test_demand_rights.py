"""Who may do what with a demand; a denied act leaves nothing behind."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from qiao.catalogue.models import Demand
from qiao.core.access import PUBLIC, system_actor
from qiao.core.outcomes import Denied, Outcome
from qiao.foundation.audit import snapshot
from qiao.foundation.registry import USE_CASES
from tests.catalogue.records import DEMAND_CONTENT, draft, traces
from tests.catalogue.zone_people import People, people

pytestmark = pytest.mark.django_db

# Verb → state in which it is tried, further arguments, and who may (besides the system when the verb is due).
OWN = {"editor", "operator"}
CASES: dict[str, tuple[str, dict[str, Any], set[str]]] = {
    "submit": ("draft", {"reason": "另一条生产线"}, OWN | {"manager"}),
    "admit": ("draft", {"reason": "清单"}, {"operator"}),
    "accept": ("submitted", {}, {"operator"}),
    "return": ("submitted", {"reason": "补充"}, {"operator"}),
    "diagnose": ("screened", {"diagnosis": "真空度"}, {"operator", "manager", "other_manager", "expert"}),
    "publish": ("diagnosed", {}, {"operator"}),
    "start_matching": ("published", {}, {"operator", "manager", "other_manager"}),
    "reopen": ("matching", {"reason": "未成"}, {"operator"}),
    "contract": ("matching", {}, {"operator"}),
    "solve": ("matching", {"reason": "已解决"}, {"operator"}),
    "withdraw": ("published", {"reason": "撤回"}, OWN),
    "renew": ("expired", {}, OWN),
    "escalate": ("submitted", {}, set()),
    "expire": ("published", {}, set()),
    "revise": ("draft", {"content": DEMAND_CONTENT}, OWN | {"manager"}),
    "disclose_to": ("draft", {"organisation_ids": ()}, OWN),
}
ACTORS = (
    "editor", "rival_editor", "university_editor", "operator", "far_operator", "manager", "other_manager", "expert",
    "department", "supervisor", "far_supervisor", "auditor", "admin",
)  # fmt: skip


def prepared(everybody: People, now: datetime, state: str, disclosure: str) -> Demand:
    demand = draft(everybody, now, disclosure=disclosure)
    Demand.objects.filter(pk=demand.pk).update(
        state=state, created_by_holding=everybody.manager.holding_id, submitted_at=now
    )
    return Demand.objects.get(pk=demand.pk)


def outcome(act: Callable[[], Any]) -> str:
    try:
        act()
    except Denied:
        return "denied"
    except Outcome as refused:
        return refused.code
    return "done"


@pytest.mark.parametrize("verb", CASES)
def test_each_verb_for_each_role(verb: str, now: datetime) -> None:
    everybody = people(now)
    state, arguments, allowed = CASES[verb]
    actors = {name: getattr(everybody, name) for name in ACTORS}
    actors |= {"public": PUBLIC, "wrong clock": system_actor("catalogue.demand.other")}
    action = USE_CASES[f"catalogue.demand.{verb}"]
    for name, actor in actors.items():
        demand = prepared(everybody, now, state, "targeted" if verb == "disclose_to" else "public")
        content, before = snapshot(demand), traces()
        ended = outcome(lambda: action(actor=actor, demand_id=demand.pk, now=now, **arguments))  # noqa: B023
        assert ended == ("done" if name in allowed else "denied"), (verb, name)
        if ended == "denied":
            assert snapshot(Demand.objects.get(pk=demand.pk)) == content
            assert traces() == before
        else:
            assert traces() == (before[0] + 1, before[1] + 1)


def test_only_the_operator_assigns_merges_and_revises_what_is_published(now: datetime) -> None:
    everybody = people(now)
    for name in ACTORS:
        actor = getattr(everybody, name)
        demand, other = (prepared(everybody, now, "submitted", "public") for _ in range(2))
        acts = {
            "assign_manager": {"person_id": everybody.manager.person_id},
            "revise": {"content": DEMAND_CONTENT, "reason": "更正"},
            "merge": {"into_id": other.pk, "reason": "重复"},
        }
        for verb, arguments in acts.items():
            action = USE_CASES[f"catalogue.demand.{verb}"]
            ended = outcome(lambda: action(actor=actor, demand_id=demand.pk, now=now, **arguments))  # noqa: B023
            assert ended == ("done" if name == "operator" else "denied"), (verb, name)


def test_a_targeted_demand_is_diagnosed_only_by_whom_it_concerns(now: datetime) -> None:
    everybody = people(now)
    demand = prepared(everybody, now, "screened", "targeted")
    diagnose = USE_CASES["catalogue.demand.diagnose"]
    for actor in (everybody.expert, everybody.other_manager):
        with pytest.raises(Denied):
            diagnose(actor=actor, demand_id=demand.pk, diagnosis="真空度", now=now)
    assert diagnose(actor=everybody.manager, demand_id=demand.pk, diagnosis="真空度", now=now).state == "diagnosed"
