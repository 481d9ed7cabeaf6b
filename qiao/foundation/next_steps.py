"""Where a lifecycle leads: the verbs that carry a case onward, who may take them, and the way it goes. Pure tables.

Everything is read out of the lifecycles and the grants, so that a new verb, state or grant shows up in the workbench
without being named there.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from qiao.core.access import HUMAN_ROLES, Role
from qiao.core.lifecycle import Transition
from qiao.foundation.models import Case
from qiao.foundation.registry import CASES, POLICY

_CLOSED = "closed"


@cache
def is_over(case: type[Case], state: str) -> bool:
    """Whether a case in this state has come to an end without result.

    Kinds with stages say so themselves; of the others it is a final state that is only reached by giving a reason.
    """
    stages: Mapping[Any, Any] | None = getattr(case, "STAGES", None)
    if stages is not None:
        return str(stages[state]) == _CLOSED
    into = [transition for transition in case.LIFECYCLE.transitions if transition.target == state]
    return state in case.LIFECYCLE.final_states and bool(into) and all(step.needs_reason for step in into)


@cache
def onward(case: type[Case], state: str) -> tuple[Transition, ...]:
    """The verbs of people that carry a case of this state onward, in table order: none that sets it back or ends it."""
    return tuple(
        step
        for step in case.LIFECYCLE.transitions
        if state in step.sources and not step.by_clock and _leads_on(case, state, str(step.target))
    )


@cache
def granted_onward(case: type[Case], role: Role) -> Mapping[str, tuple[Transition, ...]]:
    """For each state the onward verbs that the role has at all, whatever the condition of the grant."""
    found = {
        str(state): tuple(step for step in onward(case, str(state)) if role in _roles(case, step))
        for state in case.LIFECYCLE.states
    }
    return MappingProxyType({state: steps for state, steps in found.items() if steps})


@cache
def acting_next(case: type[Case], state: str) -> tuple[Role, ...]:
    """The roles that can carry a case of this state onward, in the order of the roles."""
    roles = {role for step in onward(case, state) for role in _roles(case, step)}
    return tuple(role for role in HUMAN_ROLES if role in roles)


@cache
def overdue_states(case: type[Case]) -> tuple[str, ...]:
    """The states in which a clock reports delay: a verb of the clock that leaves the case where it is."""
    found = {
        str(source)
        for step in case.LIFECYCLE.transitions
        if step.by_clock
        for source in step.sources
        if source == step.target and source in {limit.state for limit in case.LIFECYCLE.limits}
    }
    return tuple(str(state) for state in case.LIFECYCLE.states if str(state) in found)


@cache
def counts_working_days(action: str) -> bool:
    """Whether the period at whose end the clock carries out this action is one of working days."""
    key, _separator, verb = action.rpartition(".")
    limits = (limit for case in CASES if case.LIFECYCLE.key == key for limit in case.LIFECYCLE.limits)
    return any(limit.working_days for limit in limits if limit.verb == verb)


@cache
def way_through(case: type[Case], state: str) -> tuple[str, ...]:
    """The states on the longest way from the first state through this one to the end; an ended case comes last."""
    if is_over(case, state):
        return (*_way_from(case, str(case.LIFECYCLE.initial)), state)
    return (*_way_to(case, state), *_way_from(case, state)[1:])


def _roles(case: type[Case], step: Transition) -> frozenset[Role]:
    return frozenset(role for grant in POLICY.grants(case.LIFECYCLE.action(step.verb)) for role in grant.roles)


def _leads_on(case: type[Case], state: str, target: str) -> bool:
    if is_over(case, target):
        return False
    order = [str(each) for each in case.LIFECYCLE.states]
    again = target == state and state != case.LIFECYCLE.initial
    return again or is_over(case, state) or order.index(target) > order.index(state)


def _way_from(case: type[Case], state: str) -> tuple[str, ...]:
    targets = dict.fromkeys(str(step.target) for step in onward(case, state) if step.target != state)
    ways = [_way_from(case, target) for target in targets]
    return (state, *max(ways, key=len, default=()))


def _way_to(case: type[Case], state: str) -> tuple[str, ...]:
    ways = [
        _way_to(case, str(before))
        for before in case.LIFECYCLE.states
        if before != state and not is_over(case, str(before)) and state in _targets(case, str(before))
    ]
    return (*max(ways, key=len, default=()), state)


def _targets(case: type[Case], state: str) -> tuple[str, ...]:
    return tuple(str(step.target) for step in onward(case, state))
