"""After issue the database itself refuses every change but the withdrawal, and an alteration is named."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from qiao.catalogue.actions.withdraw_edition import withdraw_edition
from qiao.catalogue.editions.verification import verify_editions
from qiao.catalogue.frozen_editions import editions_are_frozen, frozen_editions, unfreeze_statements
from qiao.catalogue.models import Edition, EditionItem
from qiao.foundation.immutability import lift_statements
from tests.catalogue.edition_story import compiled, demand, install_guards, issued, world
from tests.catalogue.zone_people import People

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody(now: datetime) -> People:
    install_guards()
    return world(now)


@pytest.fixture
def edition(everybody: People, now: datetime) -> Edition:
    demand(everybody, now, 1)
    demand(everybody, now, 2)
    return issued(everybody, now)


def execute(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


FROZEN = [
    ("title", "另一个标题"),
    ("number", "XQ-2026-09"),
    ("document_number", "江海转办〔2026〕9号"),
    ("issued_on", "2026-05-01"),
    ("approved_by", "别人"),
    ("compiled_by_person", 99),
    ("criteria", {"fields": ["1"]}),
    ("columns", []),
    ("letterhead", {}),
    ("opening", ["改"]),
    ("digest", "0" * 64),
    ("revision", 2),
    ("previous", None),
    ("zone_code", "beihai"),
    ("state", "draft"),
    ("state", "issued"),
    ("withdrawal_reason", "没有撤回"),
    ("version", 77),
]


@pytest.mark.parametrize(("field", "value"), FROZEN)
def test_an_issued_edition_cannot_be_changed(edition: Edition, field: str, value: Any) -> None:
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(**{field: value})


@pytest.mark.parametrize("field", ["title", "digest", "issued_on"])
def test_a_withdrawal_carries_no_other_change(edition: Edition, now: datetime, field: str) -> None:
    other = {"title": "改", "digest": "1" * 64, "issued_on": "2026-05-02"}[field]
    mark = {"state": "withdrawn", "withdrawn_at": now, "withdrawal_reason": "有误"}
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(**mark, **{field: other})
    assert Edition.objects.filter(pk=edition.pk).update(**mark) == 1


def test_a_withdrawn_edition_cannot_be_changed_or_revived(everybody: People, edition: Edition, now: datetime) -> None:
    withdraw_edition(actor=everybody.operator, edition_id=edition.pk, now=now, reason="信息有误")
    for changes in ({"withdrawal_reason": "无误"}, {"state": "issued"}, {"withdrawn_at": None}):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            Edition.objects.filter(pk=edition.pk).update(**changes)


REMOVALS: list[Callable[[Edition], Any]] = [
    lambda edition: Edition.objects.filter(pk=edition.pk)._raw_delete("default"),
    lambda edition: EditionItem.objects.filter(edition=edition)._raw_delete("default"),
    lambda edition: EditionItem.objects.filter(edition=edition).update(title="改"),
    lambda edition: EditionItem.objects.filter(edition=edition).update(values={}),
]


@pytest.mark.parametrize("remove", REMOVALS)
def test_nothing_of_it_can_be_removed_or_rewritten(edition: Edition, remove: Callable[[Edition], Any]) -> None:
    with pytest.raises(DatabaseError, match=r"frozen|append-only"), transaction.atomic():
        remove(edition)


def test_no_line_can_be_added_to_it(edition: Edition) -> None:
    line = edition.items.order_by("position").first()
    assert line is not None
    line.pk, line.position, line.code = None, 3, "XQ202640003"
    with pytest.raises(DatabaseError, match="no further line"), transaction.atomic():
        line.save(force_insert=True)


def test_a_draft_can_still_be_changed(everybody: People, now: datetime) -> None:
    draft = compiled(everybody, now)
    assert Edition.objects.filter(pk=draft.pk).update(title="新标题") == 1


def test_the_guards_can_be_lifted_and_seen(everybody: People) -> None:
    assert editions_are_frozen()
    execute(unfreeze_statements(connection.vendor))
    assert not editions_are_frozen()
    install_guards()
    assert editions_are_frozen()


def test_the_migration_operation_installs_the_guards_and_takes_them_away(everybody: People) -> None:
    operation, editor = frozen_editions(), connection.schema_editor()
    operation.reverse_code(apps, editor)
    assert not editions_are_frozen()
    operation.code(apps, editor)
    assert editions_are_frozen()
    operation.code(apps, editor)
    assert editions_are_frozen(), "repeating it after a table was rebuilt does no harm"


def test_what_was_not_altered_verifies(everybody: People, edition: Edition, now: datetime) -> None:
    issued(everybody, now)
    compiled(everybody, now)
    withdraw_edition(actor=everybody.operator, edition_id=edition.pk, now=now, reason="信息有误")
    assert list(verify_editions()) == []


ALTERATIONS: list[tuple[type[Any], dict[str, Any], list[tuple[str, str]]]] = [
    (
        EditionItem,
        {"values": {"title": "铝合金压铸件气孔控制之1"}},
        [("edition_line_altered", "XQ-2026-01 XQ202640001")],
    ),
    (EditionItem, {"title": "改名"}, [("edition_line_altered", "XQ-2026-01 XQ202640001")]),
    (EditionItem, {"subject_id": 4711}, [("edition_line_altered", "XQ-2026-01 XQ202640001")]),
    (
        EditionItem,
        {"digest": "0" * 64},
        [("edition_line_altered", "XQ-2026-01 XQ202640001"), ("edition_altered", "XQ-2026-01")],
    ),
    (Edition, {"approved_by": "别人"}, [("edition_altered", "XQ-2026-01")]),
    (Edition, {"issued_on": "2026-05-31"}, [("edition_altered", "XQ-2026-01")]),
    (Edition, {"columns": []}, [("edition_altered", "XQ-2026-01")]),
    (Edition, {"digest": "0" * 64}, [("edition_altered", "XQ-2026-01")]),
]


@pytest.mark.parametrize(("model", "change", "expected"), ALTERATIONS)
def test_an_alteration_behind_the_platform_is_named(
    edition: Edition, model: type[Any], change: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    execute([*unfreeze_statements(connection.vendor), *lift_statements(connection.vendor, "catalogue_editionitem")])
    key = edition.items.get(position=1).pk if model is EditionItem else edition.pk
    assert model.objects.filter(pk=key).update(**change) == 1
    assert [(finding.kind, finding.label) for finding in verify_editions()] == expected
    install_guards()


def test_a_removed_line_and_an_altered_predecessor_are_noticed(
    everybody: People, edition: Edition, now: datetime
) -> None:
    issued(everybody, now)
    execute([*unfreeze_statements(connection.vendor), *lift_statements(connection.vendor, "catalogue_editionitem")])
    edition.items.get(position=2).delete()
    assert [finding.label for finding in verify_editions()] == ["XQ-2026-01"]
    Edition.objects.filter(pk=edition.pk).update(digest="f" * 64)
    assert [finding.label for finding in verify_editions()] == ["XQ-2026-01", "XQ-2026-02"]
    install_guards()
