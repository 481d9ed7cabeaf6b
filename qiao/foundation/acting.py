"""The verbs of a use case, in the order in which they are used: lock, authorise, (step,) move, record, emit.

The step itself is `qiao.core.lifecycle.Lifecycle.step`. Nothing else in the code base writes a state.
"""

import dataclasses
import functools
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, ParamSpec, TypeVar

from django.db import models, transaction

from qiao.core.access import Actor
from qiao.core.lifecycle import Step
from qiao.core.outcomes import Missing, Refused
from qiao.foundation.audit import audit_row, removal_row, snapshot
from qiao.foundation.models import AuditRow, Case, OutboxEvent, Record
from qiao.foundation.registry import POLICY, USE_CASES

P = ParamSpec("P")
R = TypeVar("R")
M = TypeVar("M", bound=models.Model)
Snapshot = dict[str, Any]


def use_case(action: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Register the function under its action key and run it in one transaction."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            with transaction.atomic():
                return function(*args, **kwargs)

        if action in USE_CASES:
            raise ValueError(f"two use cases for {action}")
        USE_CASES[action] = run
        return run

    return decorate


def lock(model: type[M], pk: int) -> M:
    """The row, locked until the transaction ends. Raises Missing when there is none."""
    row = model._default_manager.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise Missing("no_such_object", object_type=model._meta.label_lower, object_id=pk)
    return row


def authorise(actor: Actor, action: str, facts: Any) -> None:
    """Raises Denied unless a grant lets the actor do this to a case with these facts."""
    POLICY.require(actor, action, facts)


def require_version(row: Record, seen: int | None) -> None:
    """Raises Refused("changed_meanwhile") when the locked row is no longer the version that somebody looked at.

    None asks for nothing: who has looked at no version overwrites knowingly.
    """
    if seen is not None and row.version != seen:
        raise Refused("changed_meanwhile", object_type=row._meta.label_lower, object_id=row.pk)


def create(record: Record) -> Snapshot:
    """Insert a new record; returns the empty snapshot that `record` expects as ``before``."""
    record.save(force_insert=True)
    return {}


def change(row: Record, **changes: Any) -> Snapshot:
    """Write fields of a locked record, one version up; returns what it was before.

    Raises Refused("changed_meanwhile") when somebody else has written it since it was read.
    """
    before = snapshot(row)
    version = row.version
    for name, value in changes.items():
        setattr(row, name, value)
    row.version = version + 1
    values = {field.attname: getattr(row, field.attname) for field in _columns(row, changes)}
    written = type(row)._default_manager.filter(pk=row.pk, version=version).update(**values, version=version + 1)
    if not written:
        raise Refused("changed_meanwhile", object_type=row._meta.label_lower, object_id=row.pk)
    return before


def move(case: Case, step: Step, facts: Any, **changes: Any) -> Snapshot:
    """Take the step: write the state, the changed fields and the next clock; returns what the case was before.

    ``facts`` are those the step was decided on; changed fields of the same name replace theirs before the clock of
    the new state is worked out.
    """
    known = {field.name for field in dataclasses.fields(facts)}
    later = dataclasses.replace(facts, **{name: value for name, value in changes.items() if name in known})
    due = case.LIFECYCLE.due(step.target, later)
    return change(
        case,
        **changes,
        state=str(step.target),
        due_at=due.at if due else None,
        due_verb=due.verb if due else "",
    )


def record(
    actor: Actor, action: str, row: models.Model, before: Snapshot, now: datetime, *, reason: str = ""
) -> AuditRow:
    """Write the audit row of this act."""
    written = audit_row(actor, action, row, before, now, reason)
    written.save(force_insert=True)
    return written


def record_many(
    actor: Actor,
    action: str,
    rows: Iterable[tuple[models.Model, Snapshot]],
    now: datetime,
    *,
    reason: str = "",
) -> int:
    """The audit rows of one act on many objects (imports); returns how many."""
    written = [audit_row(actor, action, row, before, now, reason) for row, before in rows]
    AuditRow.objects.bulk_create(written, batch_size=500)
    return len(written)


def record_removals(actor: Actor, action: str, rows: Iterable[models.Model], now: datetime, *, reason: str = "") -> int:
    """The audit rows of child rows about to be deleted (governed records never are); returns how many."""
    written = [removal_row(actor, action, row, now, reason) for row in rows]
    AuditRow.objects.bulk_create(written, batch_size=500)
    return len(written)


def emit(event: Any, now: datetime) -> None:
    """Put an event (a frozen dataclass of ``qiao.<room>.events``) into the outbox, in this transaction."""
    OutboxEvent.objects.create(
        name=event_name(type(event)), payload=dataclasses.asdict(event), emitted_at=now, next_attempt_at=now
    )


def event_name(event_type: type) -> str:
    """``catalogue.DemandPublished`` for the class of that name in ``qiao.catalogue.events``."""
    return f"{event_type.__module__.split('.')[1]}.{event_type.__name__}"


def _columns(row: Record, changes: Mapping[str, Any]) -> list[Any]:
    return [row._meta.get_field(name) for name in changes]
