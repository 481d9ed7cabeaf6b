"""Every verb in every state of its lifecycle, by somebody who has the right."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from qiao.catalogue.selectors.editions import edition_facts
from qiao.catalogue.selectors.facts import listing_facts
from qiao.core.outcomes import Denied, Refused
from qiao.foundation.intake.facts import import_facts
from qiao.foundation.models import AuditRow, Case
from qiao.matching.selectors.facts import commission_facts, introduction_facts
from tests.factories.world import World
from tests.matrix.enforcement import records, undone, unrecorded_changes, untouched_failures
from tests.matrix.registry import Scenario, lifecycle_of
from tests.matrix.scenarios import human_verbs, of_action

FACTS: dict[str, Callable[[Any, datetime], Any]] = {
    "foundation.import": lambda batch, now: import_facts(batch),
    "catalogue.demand": listing_facts,
    "catalogue.achievement": listing_facts,
    "catalogue.scenario": listing_facts,
    "catalogue.edition": edition_facts,
    "matching.introduction": introduction_facts,
    "matching.commission": commission_facts,
}


@pytest.mark.parametrize("action", human_verbs())
def test_a_verb_moves_from_its_states_and_is_refused_in_all_others(action: str, world: World) -> None:
    scenario = of_action(action)[0]
    table, verb = lifecycle_of(action) or pytest.fail(f"{action} belongs to no lifecycle")
    failures = []
    for state in table.states:
        transition = table.transition(state, verb)
        with undone():
            if transition is None:
                found = _refusal_failures(scenario, world, str(state))
            else:
                found = _move_failures(scenario, world, str(state), str(transition.target))
        failures += [f"from {state}: {text}" for text in found]
    assert failures == []


def _refusal_failures(scenario: Scenario, world: World, state: str) -> list[str]:
    prepared = scenario.prepare(world, state)
    before = records()
    failures = []
    for actor in scenario.permitted(world, prepared):
        try:
            prepared.call(actor)
        except Refused as refused:
            if refused.code != "not_in_this_state" or not scenario.sees(actor.role, state):
                failures.append(f"{actor.name}: refused with {refused!r}")
        except Denied as denied:
            if scenario.sees(actor.role, state):
                failures.append(f"{actor.name}: denied with {denied!r}")
        else:
            failures.append(f"{actor.name}: was allowed")
    return failures + untouched_failures(before)


def _move_failures(scenario: Scenario, world: World, state: str, target: str) -> list[str]:
    prepared = scenario.prepare(world, state)
    before = records()
    failures = []
    for actor in scenario.permitted(world, prepared):
        with undone():
            try:
                prepared.call(actor)
            except Exception as error:
                failures.append(f"{actor.name}: stopped by {error!r}")
                continue
            rows = list(AuditRow.objects.order_by("pk"))
            failures += [] if rows else [f"{actor.name}: nothing was recorded"]
            failures += unrecorded_changes(before, rows)
            if isinstance(prepared.subject, Case):
                failures += _case_failures(prepared.subject, target, world.now)
    return failures


def _case_failures(subject: Case, target: str, now: datetime) -> list[str]:
    """The state is the table's, and the clock stored beside it is that of the new state."""
    case = type(subject)._default_manager.get(pk=subject.pk)
    failures = [] if case.state == target else [f"moved to {case.state} instead of {target}"]
    due = case.LIFECYCLE.due(case.state, FACTS[case.LIFECYCLE.key](case, now))
    stored = (case.due_at, case.due_verb)
    expected = (due.at, due.verb) if due else (None, "")
    return failures if stored == expected else [*failures, f"the clock says {stored} instead of {expected}"]
