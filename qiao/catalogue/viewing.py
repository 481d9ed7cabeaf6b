"""Counting that a record was opened by somebody outside its own organisation and the office of the zone.

Nothing is kept of the viewer but a digest under a salt of the day, which is deleted when the day is over.
"""

import hmac
import logging
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Subquery

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
            day = now.astimezone(CHINA).date()
            salt, inside = _salt_and_inside(actor, record, day)
            if inside:
                return False
            with _savepoint():
                _write(actor, record, viewer_key, day, salt)
    except DatabaseError as error:
        log.warning("a view was not counted: %s", error)
        return False
    return True


def _salt_and_inside(actor: Actor, record: ViewedRecord, day: date) -> tuple[str, bool]:
    """The salt of the day, "" before the first view, and whether the viewer has to do with the record. One statement.

    Nobody counts who belongs to the office, to the record's own organisation, or is the manager in charge of it.
    """
    if actor.role in OFFICE:
        return "", True
    salts = ViewingSalt.objects.filter(day=day).values("salt")
    if actor.role is Role.PUBLIC:
        return salts.values_list("salt", flat=True).first() or "", False
    rows = KINDS[record.kind].objects.filter(pk=record.pk).annotate(salt=Subquery(salts[:1]))
    owner = rows.order_by().values_list("organisation_id", "manager_person", "salt").first()
    if owner is None:
        return "", True
    organisation_id, manager_person, salt = owner
    own = actor.organisation_id is not None and actor.organisation_id == organisation_id
    managed = actor.person_id is not None and actor.person_id == manager_person
    return salt or "", own or managed


def _write(actor: Actor, record: ViewedRecord, viewer_key: str, day: date, salt: str) -> None:
    viewer = hmac.new((salt or _new_salt(day)).encode(), viewer_key.encode(), "sha256").hexdigest()[:32]
    audience = PUBLIC_AUDIENCE if actor.role is Role.PUBLIC else ORGANISATION_AUDIENCE
    row = RecordViewDay(object_type=record.kind, object_id=record.pk, day=day, viewer=viewer, audience=audience)
    RecordViewDay.objects.bulk_create([row], ignore_conflicts=True)


def _new_salt(day: date) -> str:
    """The salt of a day that has none yet: written over that of an earlier day, which is thereby forgotten."""
    salt, older = secrets.token_hex(32), ViewingSalt.objects.filter(day__lt=day)
    try:
        with _savepoint():
            if older.update(day=day, salt=salt):
                return salt
    except IntegrityError:
        # More than one was left over, or somebody else has just made the one of today.
        older.delete()
    ViewingSalt.objects.bulk_create([ViewingSalt(day=day, salt=salt)], ignore_conflicts=True)
    return ViewingSalt.objects.get(day=day).salt


def _savepoint() -> AbstractContextManager[Any]:
    """Where a transaction is open, what keeps a failure from it; statements that stand alone need none."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


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
