"""Whoever keeps reading the change feed misses nothing, however writers, sealers and readers meet."""

import time
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.db import transaction

from qiao.core.access import Role
from qiao.core.scopes import Scope
from qiao.foundation.audit import seal_rows
from qiao.foundation.clock import now as present
from qiao.foundation.models import AuditRow
from tests.api.calling import program_of
from tests.api.feed_reader import Reader, drafted, published
from tests.concurrency.together import need_postgresql, together
from tests.factories.world import World, build_world

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, EACH = 4, 6


@pytest.fixture
def world(now: datetime, settings: Any, tmp_path: Path) -> World:
    settings.DATA_FOLDER = tmp_path
    return build_world(now, tmp_path)


def written() -> set[tuple[int, str]]:
    rows = AuditRow.objects.filter(object_type="catalogue.demand")
    return set(rows.values_list("object_id", "action"))


def test_a_reader_beside_writers_and_sealers_misses_no_change(world: World) -> None:
    need_postgresql()
    operator = world.inside[Role.ZONE_OPERATOR]
    readers = [Reader(program_of(operator, Scope.CHANGES_READ), limit=limit) for limit in (3, 200)]
    finished = [Event() for _ in range(WRITERS)]

    def work(number: int) -> None:
        if number < WRITERS:
            _write(world, number)
            finished[number].set()
        elif number == WRITERS:
            while not all(event.is_set() for event in finished):
                seal_rows(present(), batch=5)
        else:
            while not all(event.is_set() for event in finished):
                readers[number - WRITERS - 1].poll()

    together(WRITERS + 1 + len(readers), work)
    while seal_rows(present()):
        pass
    for reader in readers:
        reader.poll()
        assert set(reader.acts) == written()
        assert len(reader.acts) == len(set(reader.acts)) == WRITERS * EACH * 2


def _write(world: World, number: int) -> None:
    """Half of the writers keep their transactions open, so that small numbers of rows are committed late."""
    for attempt in range(EACH):
        with transaction.atomic():
            published(world.inside[Role.ZONE_OPERATOR], world.owner.pk, present())
            time.sleep(0.03 if (number + attempt) % 2 else 0)


def test_a_transaction_that_began_earlier_and_ends_later_is_not_missed(world: World) -> None:
    """The case that numbers of rows get wrong: the slow writer's row has the smaller number and comes later."""
    need_postgresql()
    operator = world.inside[Role.ZONE_OPERATOR]
    reader = Reader(program_of(operator, Scope.CHANGES_READ))
    has_written, has_been_read = Event(), Event()

    def slow() -> int:
        with transaction.atomic():
            row = drafted(operator, world.owner.pk, present())
            has_written.set()
            assert has_been_read.wait(timeout=30)
        return row.pk

    def quick_and_read() -> int:
        assert has_written.wait(timeout=30)
        row = drafted(operator, world.owner.pk, present())
        seal_rows(present())
        reader.poll()
        has_been_read.set()
        return row.pk

    slow_key, quick_key = together(2, lambda number: (slow, quick_and_read)[number]())
    assert [key for key, _ in reader.acts] == [quick_key]
    first, second = AuditRow.objects.filter(object_type="catalogue.demand").order_by("pk")
    assert (first.object_id, second.object_id) == (slow_key, quick_key)
    seal_rows(present())
    reader.poll()
    assert [key for key, _ in reader.acts] == [quick_key, slow_key]


def test_a_reader_between_acts_and_seals_misses_no_change(world: World) -> None:
    """The same without writers side by side, as on SQLite."""
    operator = world.inside[Role.ZONE_OPERATOR]
    reader = Reader(program_of(operator, Scope.CHANGES_READ), limit=2)
    for step in range(12):
        published(operator, world.owner.pk, present())
        if step % 3 == 0:
            seal_rows(present(), batch=2)
        if step % 2 == 0:
            reader.poll()
    while seal_rows(present(), batch=3):
        reader.poll()
    assert set(reader.acts) == written()
    assert len(reader.acts) == 24
