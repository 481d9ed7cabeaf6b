"""Clocks: carrying out the verbs that have fallen due."""

from dataclasses import dataclass
from datetime import datetime

from qiao.core.access import system_actor
from qiao.core.outcomes import Outcome
from qiao.foundation.models import Case
from qiao.foundation.registry import CASES, USE_CASES


@dataclass(frozen=True)
class Fired:
    """One due verb and how it ended: ``problem`` is the code of a refusal, or empty."""

    action: str
    object_id: int
    problem: str = ""


def fire_due(now: datetime, limit: int = 1000) -> list[Fired]:
    """Carry out every verb due by ``now``, earliest first, each at its own due time and in its own transaction."""
    waiting: list[tuple[datetime, type[Case], int, str]] = []
    for model in CASES:
        rows = model._default_manager.filter(due_at__lte=now).order_by("due_at", "pk")
        found = rows.values_list("pk", "due_at", "due_verb")[:limit]
        waiting += [(due_at, model, pk, verb) for pk, due_at, verb in found if due_at is not None]
    return [
        _fire(model, pk, verb, due_at)
        for due_at, model, pk, verb in sorted(waiting, key=lambda item: (item[0], item[1]._meta.label, item[2]))
    ]


def _fire(model: type[Case], pk: int, verb: str, due_at: datetime) -> Fired:
    action = model.LIFECYCLE.action(verb)
    arguments = {f"{model._meta.model_name}_id": pk}
    try:
        USE_CASES[action](actor=system_actor(action), now=due_at, **arguments)
    except Outcome as outcome:
        return Fired(action, pk, outcome.code)
    return Fired(action, pk)
