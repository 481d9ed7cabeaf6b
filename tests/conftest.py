"""Fixtures of the whole suite."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation

from qiao.catalogue.frozen_editions import editions_are_frozen, freeze_statements, unfreeze_statements
from qiao.catalogue.models import Edition
from qiao.foundation.immutability import guard_statements, guarded_tables, lift_statements

NOW = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    """The fixed present of the tests: Monday 1 June 2026, 10:00 in Shanghai."""
    return NOW


@pytest.fixture(autouse=True)
def _language_of_one_test() -> Iterator[None]:
    """The language that a page was asked for in does not outlive the test."""
    yield
    translation.deactivate()


_teardown = TransactionTestCase._fixture_teardown


def _teardown_with_guards_lifted(self: Any) -> None:
    # Flushing between transactional tests deletes rows, which append-only tables refuse: lift the guards meanwhile.
    tables, frozen = guarded_tables(), editions_are_frozen()
    _execute(lift_statements, tables)
    _run(unfreeze_statements(connection.vendor))
    try:
        _teardown(self)
    finally:
        _execute(guard_statements, tables)
        if frozen:
            _run(freeze_statements(connection.vendor, [field.column for field in Edition._meta.concrete_fields]))


def _execute(statements: Any, tables: list[str]) -> None:
    for table in tables:
        _run(statements(connection.vendor, table))


def _run(statements: Any) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture(autouse=True, scope="session")
def _lift_guards_when_flushing() -> Iterator[None]:
    TransactionTestCase._fixture_teardown = _teardown_with_guards_lifted
    yield
    TransactionTestCase._fixture_teardown = _teardown
