"""Telling people something, and what they do with what they were told: read, put back, choose how to be told.

These writes are not use cases of `qiao.foundation.acting`: see `qiao.parties.models.notice` for why they are not
governed. Nobody but the person concerned can reach the rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from qiao.core.calendar import CHINA
from qiao.core.notice_times import Way, mail_due_at
from qiao.core.outcomes import Invalid, Missing, Problem
from qiao.foundation.rules import rule_value
from qiao.parties.models import Holding, Notice, NoticeSetting
from qiao.parties.notice_kinds import KINDS, kind_of_notice
from qiao.parties.notice_rules import DIGEST_HOUR


@dataclass(frozen=True)
class Telling:
    """What is to be told: a code with its params, the case it is about, and the occasion that never comes twice.

    ``way`` overrides the person's settings where the matter has a frequency of its own (saved searches). What is
    ``personal`` belongs to no holding and is read whatever role the person has later.
    """

    code: str
    subject_type: str = ""
    subject_id: int | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    lines: Sequence[Mapping[str, Any]] = ()
    occasion: str = ""
    way: Way | None = None
    personal: bool = False


def tell(holdings: Iterable[Holding], telling: Telling, at: datetime) -> int:
    """Tell each person once, under the first of their holdings; returns how many were chosen to be told.

    A handful of statements, however many people. Somebody who was told of the occasion before is not told again.
    """
    first: dict[int, Holding] = {}
    for holding in holdings:
        first.setdefault(holding.person_id, holding)
    kind = kind_of_notice(telling.code)
    ways = _ways(first, kind)
    hours = {zone: digest_hour(zone, at) for zone in {holding.zone_code for holding in first.values()}}
    rows = []
    for person_id, holding in first.items():
        way = telling.way or ways[person_id]
        if way is not Way.OFF:
            due = mail_due_at(way, at, hours[holding.zone_code])
            rows.append(_notice(holding, telling, kind, at, due))
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def occasion_of(telling: Telling, at: datetime) -> str:
    """The name of the occasion: the one given, else the code, the case and the instant at which it happened."""
    return telling.occasion or f"{telling.code}:{telling.subject_type}:{telling.subject_id}:{at.isoformat()}"


def mark_read(person_id: int, notice_id: int, now: datetime) -> Notice:
    """Note that the person has read it. Raises Missing for somebody else's."""
    notice = _own(person_id, notice_id)
    if notice.read_at is None:
        Notice.objects.filter(pk=notice.pk).update(read_at=now)
    return notice


def mark_unread(person_id: int, notice_id: int) -> Notice:
    """Put it back among the unread ones. Raises Missing for somebody else's."""
    notice = _own(person_id, notice_id)
    Notice.objects.filter(pk=notice.pk).update(read_at=None)
    return notice


def mark_all_read(person_id: int, now: datetime) -> int:
    """Note that the person has read everything; returns how many were unread."""
    return Notice.objects.filter(person=person_id, read_at=None).update(read_at=now)


@transaction.atomic
def choose_ways(person_id: int, ways: Mapping[str, str], now: datetime) -> None:
    """Set how the person is told each kind, also of what waits for its mail. Raises Invalid for an unknown choice."""
    problems = [
        Problem(kind, "unknown_choice", way[:60], {"choices": ", ".join(KINDS[kind].ways)})
        for kind, way in ways.items()
        if kind in KINDS and way not in KINDS[kind].ways
    ]
    if problems:
        raise Invalid(*problems)
    for kind, way in ways.items():
        if kind not in KINDS:
            continue
        NoticeSetting.objects.update_or_create(person_id=person_id, kind=kind, defaults={"way": way})
        _reschedule(person_id, kind, way, now)


def _reschedule(person_id: int, kind: str, way: str, now: datetime) -> None:
    waiting = Notice.objects.filter(person=person_id, kind=kind, mailing=None, mail_due_at__isnull=False)
    for zone_code in set(waiting.values_list("zone_code", flat=True)):
        due = mail_due_at(way, now, digest_hour(zone_code, now))
        waiting.filter(zone_code=zone_code).update(mail_due_at=due)


def digest_hour(zone_code: str, at: datetime) -> int:
    """The hour at which daily and weekly mails of a zone go out."""
    return int(rule_value(DIGEST_HOUR, zone_code, at.astimezone(CHINA).date()))


def _own(person_id: int, notice_id: int) -> Notice:
    notice = Notice.objects.filter(person=person_id, pk=notice_id).first()
    if notice is None:
        raise Missing("no_such_object", object_type="parties.notice", object_id=notice_id)
    return notice


def _ways(people: Iterable[int], kind: str) -> dict[int, Way]:
    chosen = NoticeSetting.objects.filter(person__in=list(people), kind=kind).values_list("person_id", "way")
    default = KINDS[kind].default if kind in KINDS else Way.INSIDE
    return dict.fromkeys(people, default) | {person: Way(way) for person, way in chosen}


def _notice(holding: Holding, telling: Telling, kind: str, at: datetime, due: datetime | None) -> Notice:
    return Notice(
        person_id=holding.person_id,
        holding=None if telling.personal else holding,
        zone_code=holding.zone_code,
        code=telling.code,
        kind=kind,
        params=dict(telling.params),
        lines=[dict(line) for line in telling.lines],
        subject_type=telling.subject_type,
        subject_id=telling.subject_id,
        occasion=occasion_of(telling, at)[:200],
        at=at,
        mail_due_at=due,
    )
