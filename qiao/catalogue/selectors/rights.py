"""Rights over records of the catalogue without a query: what the grants say of a row, and of a kind as a whole."""

from dataclasses import dataclass, replace
from typing import Any

from qiao.catalogue.disclosure import disclosure_facts
from qiao.catalogue.lifecycles.facts import DisclosureFacts
from qiao.catalogue.models.listing import Listing
from qiao.core.access import Actor, Role
from qiao.core.taxonomy import DisclosureLevel
from qiao.foundation.next_steps import granted_onward
from qiao.foundation.registry import POLICY


@dataclass(frozen=True, kw_only=True)
class RightFacts(DisclosureFacts):
    """What the grants of the catalogue look at, without the periods that only guards and clocks need."""

    editable: bool


def right_facts(record: Listing) -> RightFacts:
    """The facts on which grants decide; no query."""
    shown = disclosure_facts(record)
    return RightFacts(**vars(shown), editable=record.state == record.LIFECYCLE.initial)


def allowed_verbs(actor: Actor, record: Listing) -> tuple[str, ...]:
    """The verbs of people in the record's state that the actor has a right to, in table order; guards are not asked."""
    facts = right_facts(record)
    lifecycle = record.LIFECYCLE
    return tuple(
        step.verb
        for step in lifecycle.transitions
        if record.state in step.sources
        and not step.by_clock
        and POLICY.allows(actor, lifecycle.action(step.verb), facts)
    )


def own_steps(model: Any, actor: Actor) -> dict[str, tuple[str, ...]]:
    """For each state the verbs that carry a record of the actor's own concern onward, as the grants have it."""
    found = {}
    for state, steps in granted_onward(model, actor.role).items():
        near, action = _nearest(model, state, actor), model.LIFECYCLE.action
        found[state] = tuple(step.verb for step in steps if POLICY.allows(actor, action(step.verb), near))
    return {state: verbs for state, verbs in found.items() if verbs}


def acting_states(model: Any, actor: Actor) -> tuple[str, ...]:
    """The states in which the actor has a verb over every record of his zone; none for those who speak for one unit."""
    if actor.role is Role.ORGANISATION_EDITOR:
        return ()
    action = model.LIFECYCLE.action
    return tuple(
        str(state)
        for state in model.LIFECYCLE.states
        if any(
            POLICY.allows(actor, action(step.verb), _anybodys(model, str(state), actor))
            for step in model.LIFECYCLE.transitions
            if state in step.sources and not step.by_clock
        )
    )


def _anybodys(model: Any, state: str, actor: Actor) -> RightFacts:
    """Facts of a record of the actor's zone that is not his own concern."""
    near = _nearest(model, state, actor)
    return replace(near, organisation_id=None, created_by_holding=None, manager_person=None)


def _nearest(model: Any, state: str, actor: Actor) -> RightFacts:
    """Facts of a record as near to the actor as one can be: of his zone, organisation and charge."""
    return RightFacts(
        zone_code=actor.zone_code,
        organisation_id=actor.organisation_id,
        created_by_holding=actor.holding_id,
        manager_person=actor.person_id,
        stage=model.STAGES[state],
        disclosure=DisclosureLevel.PUBLIC,
        disclosed_to=(),
        editable=state == model.LIFECYCLE.initial,
    )


def role_drafts(actor: Actor, kind: str) -> bool:
    """Whether the actor's role writes records of this kind for anybody; the form itself asks for whom. No query."""
    return any(actor.role in grant.roles for grant in POLICY.grants(f"catalogue.{kind}.draft"))
