"""Running a use case as somebody and saying what is wrong with what it did."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import models, transaction

from qiao.core.access import Actor, system_actor
from qiao.core.outcomes import Denied, Missing
from qiao.foundation.audit import json_value, snapshot
from qiao.foundation.models import AuditRow, OutboxEvent, Record
from tests.factories.world import World
from tests.matrix.registry import Prepared, Scenario, table_of

Picture = dict[tuple[str, int], dict[str, Any]]
RECORDS = [model for model in apps.get_models() if issubclass(model, Record)]
OWN_TABLES = [model for model in apps.get_models() if model.__module__.startswith("qiao.")]


@contextmanager
def undone() -> Iterator[None]:
    """Everything in the block is taken back afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def records() -> Picture:
    """Every governed record as it is stored now, with its version."""
    return {
        (table_of(model), row.pk): {**snapshot(row), "version": row.version}
        for model in RECORDS
        for row in model._default_manager.all()
    }


def row_counts() -> dict[str, int]:
    """How many rows each table of the platform has."""
    return {table_of(model): model._default_manager.count() for model in OWN_TABLES}


def enforcement_failures(scenario: Scenario, world: World) -> list[str]:
    """Everything in which the use case differs from the rights as they are documented."""
    prepared = scenario.prepare(world, "")
    before, counted = records(), row_counts()
    failures = []
    strangers = (*scenario.forbidden(world, prepared), system_actor("another.action", world.zone.code))
    for actor in strangers:
        failures += [f"{_who(actor)}: {text}" for text in denial_failures(prepared, actor)]
    # Attempts that were denied are not taken back, so whatever one of them left behind is found here.
    failures += [f"after denied attempts: {text}" for text in untouched_failures(before)]
    if row_counts() != counted:
        failures.append("after denied attempts: tables have other numbers of rows")
    for actor in scenario.permitted(world, prepared):
        with undone():
            failures += [f"{_who(actor)}: {text}" for text in permission_failures(scenario, prepared, actor, before)]
    return failures


def denial_failures(prepared: Prepared, actor: Actor) -> list[str]:
    """What is wrong when somebody without the right tries; what got through is taken back."""
    with transaction.atomic():
        failures = _outcome_of_denial(prepared, actor)
        if failures:
            transaction.set_rollback(True)
    return failures


def untouched_failures(before: Picture) -> list[str]:
    """What an attempt has changed that should have changed nothing."""
    failures = [] if records() == before else ["a record was changed"]
    for model in (AuditRow, OutboxEvent):
        if model._default_manager.exists():
            failures.append(f"a row was written to {table_of(model)}")
    return failures


def _outcome_of_denial(prepared: Prepared, actor: Actor) -> list[str]:
    try:
        prepared.call(actor)
    except Missing as missing:
        return [f"the situation is not what it should be: {missing!r}"]
    except Denied as denied:
        return [] if denied.code == "no_right" else [f"denied for another reason: {denied!r}"]
    except Exception as error:
        return [f"got past the right, to {error!r}"]
    return ["was allowed"]


def permission_failures(scenario: Scenario, prepared: Prepared, actor: Actor, before: Picture) -> list[str]:
    """What is wrong when somebody with the right acts."""
    try:
        prepared.call(actor)
    except Exception as error:
        return [f"was stopped by {error!r}"]
    rows = list(AuditRow.objects.order_by("pk"))
    found = sorted((row.action, row.object_type) for row in rows)
    expected = sorted(_expected_lines(scenario, prepared, actor))
    failures = [] if found == expected else [f"audit rows {found} instead of {expected}"]
    failures += [f"audit row {row} bears another name" for row in rows if not _is_signed(row, actor)]
    subject = prepared.subject
    if subject is not None and (table_of(subject), subject.pk) not in {(r.object_type, r.object_id) for r in rows}:
        failures.append("the object itself has no audit row")
    return failures + unrecorded_changes(before, rows)


def unrecorded_changes(before: Picture, rows: list[AuditRow]) -> list[str]:
    """Stored values that no audit row tells of, or that differ from what it tells."""
    told: dict[tuple[str, int], dict[str, Any]] = {}
    for row in rows:
        told.setdefault((row.object_type, row.object_id), {}).update(row.after)
    failures = []
    for key, now in records().items():
        was, recorded = before.get(key, {}), told.get(key, {})
        for name, value in now.items():
            if name == "version":
                continue
            if was.get(name) != value and (name not in recorded or recorded[name] != value):
                failures.append(f"{key}.{name} is {value!r}, recorded {recorded.get(name)!r}")
    return failures + _untrue_rows(told)


def _untrue_rows(told: dict[tuple[str, int], dict[str, Any]]) -> list[str]:
    failures = []
    for (label, key), after in told.items():
        model: type[models.Model] = apps.get_model(label)
        row = model._default_manager.filter(pk=key).first()
        if row is None:
            failures.append(f"{label} {key} was recorded and is not there")
            continue
        stored = {name: json_value(value) for name, value in snapshot(row).items()}
        wrong = [name for name, value in after.items() if stored.get(name) != value]
        failures += [f"{label} {key}: recorded otherwise than stored: {wrong}"] if wrong else []
    return failures


def _expected_lines(scenario: Scenario, prepared: Prepared, actor: Actor) -> list[tuple[str, str]]:
    if prepared.lines is not None:
        return prepared.lines(actor)
    if prepared.subject is None:
        raise LookupError(f"{scenario.name}: neither a subject nor the audit rows are named")
    return [(scenario.action, table_of(prepared.subject))]


def _is_signed(row: AuditRow, actor: Actor) -> bool:
    return (row.actor_role, row.actor_name, row.person_id, row.holding_id, row.organisation_id) == (
        str(actor.role),
        actor.name,
        actor.person_id,
        actor.holding_id,
        actor.organisation_id,
    )


def _who(actor: Actor) -> str:
    return f"{actor.name} ({actor.role}, {actor.zone_code or 'no zone'})"
