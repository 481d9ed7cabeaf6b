"""Counting that a record was opened by somebody outside its own organisation and the office of the zone.

Nothing is kept of the viewer but a digest under a salt of the day, which is deleted when the day is over.
"""

import hmac
import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import DatabaseError, connection, transaction

from qiao.catalogue.models import Achievement, Demand, RecordViewDay, Scenario, ViewingSalt
from qiao.core.access import Actor, Role
from qiao.core.calendar import CHINA

log = logging.getLogger(__name__)

KINDS: dict[str, Any] = {"achievement": Achievement, "demand": Demand, "scenario": Scenario}
OFFICE = (Role.ZONE_OPERATOR, Role.SUPERVISOR, Role.AUDITOR, Role.PLATFORM_ADMIN, Role.SYSTEM)
PUBLIC_AUDIENCE, ORGANISATION_AUDIENCE = "public", "organisation"
# A page must not wait for a long import that holds the lock of SQLite: then the view is not counted.
PATIENCE_MS = 50


@dataclass(frozen=True)
class ViewedRecord:
    """A record of the catalogue: achievement, demand or scenario, and its key."""

    kind: str
    pk: int


def note_view(actor: Actor, record: ViewedRecord, viewer_key: str, now: datetime) -> bool:
    """Count the viewer once for this record and day; returns whether this kind of viewer counts.

    ``viewer_key`` tells viewers of one day apart and is not kept. Never raises because of the database: a view that
    cannot be written is not counted.
    """
    try:
        with _little_patience():
            if not counts(actor, record):
                return False
            with transaction.atomic():
                _write(actor, record, viewer_key, now.astimezone(CHINA).date())
    except DatabaseError as error:
        log.warning("a view was not counted: %s", error)
        return False
    return True


def counts(actor: Actor, record: ViewedRecord) -> bool:
    """Whether this viewer is outside the office, the record's own organisation, and not the manager in charge of it."""
    if actor.role in OFFICE:
        return False
    if actor.role is Role.PUBLIC:
        return True
    owner = KINDS[record.kind].objects.filter(pk=record.pk).values_list("organisation_id", "manager_person").first()
    if owner is None:
        return False
    organisation_id, manager_person = owner
    own = actor.organisation_id is not None and actor.organisation_id == organisation_id
    return not own and (actor.person_id is None or actor.person_id != manager_person)


def _write(actor: Actor, record: ViewedRecord, viewer_key: str, day: date) -> None:
    viewer = hmac.new(_salt(day).encode(), viewer_key.encode(), "sha256").hexdigest()[:32]
    audience = PUBLIC_AUDIENCE if actor.role is Role.PUBLIC else ORGANISATION_AUDIENCE
    row = RecordViewDay(object_type=record.kind, object_id=record.pk, day=day, viewer=viewer, audience=audience)
    RecordViewDay.objects.bulk_create([row], ignore_conflicts=True)


def _salt(day: date) -> str:
    found = ViewingSalt.objects.filter(day=day).first()
    if found is None:
        ViewingSalt.objects.filter(day__lt=day).delete()
        ViewingSalt.objects.bulk_create([ViewingSalt(day=day, salt=secrets.token_hex(32))], ignore_conflicts=True)
        found = ViewingSalt.objects.get(day=day)
    return found.salt


@contextmanager
def _little_patience() -> Iterator[None]:
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    raw = connection.connection
    usual = raw.execute("PRAGMA busy_timeout").fetchone()[0]
    raw.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
    try:
        yield
    finally:
        raw.execute(f"PRAGMA busy_timeout = {int(usual)}")
