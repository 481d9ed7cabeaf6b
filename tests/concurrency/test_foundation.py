"""Numbers, seals, events and states when several writers meet."""

from datetime import date, datetime

import pytest
from django.db import transaction

from qiao.core.outcomes import Refused
from qiao.foundation.acting import change, lock
from qiao.foundation.actions.set_rule import NewRule, set_rule
from qiao.foundation.audit import seal_rows
from qiao.foundation.audit_verification import verify_chain
from qiao.foundation.models import AuditRow, AuditSeal, OutboxEvent, SealedRow
from qiao.foundation.numbering import take_number
from qiao.foundation.outbox import dispatch_events
from qiao.foundation.registry import HANDLERS, RULES, RuleDefault, handles
from qiao.parties.models import Organisation
from tests.concurrency.together import need_postgresql, together
from tests.foundation.actors import OPERATOR

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 6


def test_numbers_have_no_gap_and_no_double_although_some_writers_fail(now: datetime) -> None:
    need_postgresql()

    def take(writer: int) -> list[int]:
        taken = []
        for attempt in range(5):
            try:
                with transaction.atomic():
                    number = take_number("edition.XQ", "JH", 2026, "catalogue.edition", now)
                    if (writer + attempt) % 3 == 0:
                        raise RuntimeError
                taken.append(number)
            except RuntimeError:
                continue
        return taken

    taken = sorted(number for numbers in together(WRITERS, take) for number in numbers)
    assert taken == list(range(1, len(taken) + 1))
    assert len(taken) == 20


def test_sealing_while_others_write_loses_no_row(now: datetime) -> None:
    need_postgresql()
    RULES["tests.days"] = RuleDefault("tests.days", 5, "", date(2020, 1, 1), "")

    def write_or_seal(writer: int) -> int:
        if writer < 2:
            return sum(seal_rows(now, batch=7) for _ in range(20))
        for day in range(1, 11):
            rule = NewRule("tests.days", "JH", writer, date(2026, writer, day), "纪要")
            set_rule(actor=OPERATOR, rule=rule, now=now)
        return 0

    try:
        sealed = sum(together(WRITERS, write_or_seal))
    finally:
        RULES.pop("tests.days")
    while more := seal_rows(now):
        sealed += more
    assert AuditRow.objects.count() == sealed == SealedRow.objects.count() == (WRITERS - 2) * 10
    assert list(AuditSeal.objects.order_by("number").values_list("number", flat=True)) == list(
        range(1, AuditSeal.objects.count() + 1)
    )
    assert list(verify_chain()) == []


def test_two_workers_handle_an_event_once(now: datetime) -> None:
    need_postgresql()
    handled: list[int] = []

    @handles("tests.Raced")
    def count(payload: dict[str, int], at: datetime) -> None:
        handled.append(payload["n"])

    OutboxEvent.objects.bulk_create(
        OutboxEvent(name="tests.Raced", payload={"n": n}, emitted_at=now, next_attempt_at=now) for n in range(30)
    )
    try:
        together(4, lambda _: dispatch_events(now))
    finally:
        HANDLERS.pop("tests.Raced")
    assert sorted(handled) == list(range(30))
    assert not OutboxEvent.objects.filter(dispatched_at=None).exists()


def test_of_two_changes_decided_on_the_same_version_one_is_refused(now: datetime) -> None:
    need_postgresql()
    made = Organisation.objects.create(zone_code="JH", name="旧名", kind="enterprise", created_at=now)
    stale = [Organisation.objects.get(pk=made.pk) for _ in range(4)]

    def rename(writer: int) -> str:
        try:
            with transaction.atomic():
                change(stale[writer], name=f"新名{writer}")
        except Refused as refused:
            return refused.code
        return "done"

    results = together(4, rename)
    assert sorted(results) == ["changed_meanwhile"] * 3 + ["done"]
    made.refresh_from_db()
    assert (made.version, made.name) == (2, f"新名{results.index('done')}")


def test_a_locked_row_makes_the_second_writer_wait_and_see_the_first(now: datetime) -> None:
    need_postgresql()
    made = Organisation.objects.create(zone_code="JH", name="", kind="enterprise", created_at=now)

    def append(writer: int) -> None:
        for _ in range(5):
            with transaction.atomic():
                row = lock(Organisation, made.pk)
                change(row, name=row.name + str(writer))

    together(4, append)
    made.refresh_from_db()
    assert sorted(made.name) == sorted("0123" * 5)
    assert made.version == 21
