"""Verifying that every governed record is what its audit rows say it must be."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import DatabaseError, models

from qiao.foundation.audit import json_value, snapshot
from qiao.foundation.audit_verification import Finding
from qiao.foundation.models import AuditRow, Record

CHUNK = 500


def verify_records() -> Iterator[Finding]:
    """Every record whose stored fields differ from the sum of its recorded changes, and every one without a record.

    This finds an alteration made behind the platform's back: in the database file, or by hand in SQL. Of other
    audited tables (zones, rules), the rows that the audit names are verified; not accounts, which log-ins change.
    """
    audited = set(AuditRow.objects.order_by().values_list("object_type", flat=True).distinct())
    audited.discard(get_user_model()._meta.label_lower)
    for model in apps.get_models():
        if issubclass(model, Record) or model._meta.label_lower in audited:
            yield from _verify_model(model)


def _verify_model(model: type[models.Model]) -> Iterator[Finding]:
    label = model._meta.label_lower
    keys = sorted(
        set(model._default_manager.values_list("pk", flat=True))
        | set(AuditRow.objects.filter(object_type=label).values_list("object_id", flat=True))
    )
    for start in range(0, len(keys), CHUNK):
        yield from _verify_keys(model, label, keys[start : start + CHUNK])


def _verify_keys(model: type[models.Model], label: str, keys: list[int]) -> Iterator[Finding]:
    try:
        expected = _recorded(label, keys)
        rows = {row.pk: snapshot(row) for row in model._default_manager.filter(pk__in=keys)}
    except (ValueError, TypeError, AttributeError, DatabaseError):
        # One damaged value makes the whole chunk unreadable: go through it row by row.
        if len(keys) == 1:
            yield Finding("record_altered", keys[0], label)
            return
        for key in keys:
            yield from _verify_keys(model, label, [key])
        return
    for key in keys:
        removed = key in expected and not expected[key]
        if key not in rows:
            if not removed:
                yield Finding("record_missing", key, label)
        elif removed or key not in expected:
            if issubclass(model, Record):
                yield Finding("record_without_audit", key, label)
        elif different := _different(model, expected[key], rows[key]):
            yield Finding("record_altered", key, f"{label} {', '.join(different)}")


def _different(model: type[models.Model], recorded: dict[str, Any], stored: dict[str, Any]) -> list[str]:
    """Fields that are not as recorded. A governed record is recorded whole; of other rows what was recorded counts."""
    if issubclass(model, Record):
        return [name for name, value in stored.items() if recorded.get(name, _unset(model, name)) != value]
    return [name for name, value in recorded.items() if stored.get(name) != value]


def _unset(model: type[models.Model], name: str) -> Any:
    """What a field holds that came with a later version: rows recorded before do not name it."""
    return json_value(next(field.get_default() for field in model._meta.concrete_fields if field.attname == name))


def _recorded(label: str, keys: list[int]) -> dict[int, dict[str, Any]]:
    """What the audit rows say each record is now: later values replace earlier ones."""
    found: dict[int, dict[str, Any]] = {}
    rows = AuditRow.objects.filter(object_type=label, object_id__in=keys).order_by("pk")
    for object_id, before, after in rows.values_list("object_id", "before", "after"):
        if before and not after:  # taken away, and recorded so
            found[object_id] = {}
        else:
            found.setdefault(object_id, {}).update(after)
    return found
