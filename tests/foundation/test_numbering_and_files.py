"""Numbers without gaps, files under their hash."""

from datetime import datetime
from pathlib import Path

import pytest
from django.db import transaction

from qiao.foundation.files import FileAltered, intact_path, path_of, store_file
from qiao.foundation.models import IssuedNumber, StoredFile
from qiao.foundation.numbering import take_number, void_number

pytestmark = pytest.mark.django_db


def take(now: datetime, scope: str = "JH", year: int = 2026) -> int:
    with transaction.atomic():
        return take_number("edition.XQ", scope, year, "catalogue.edition", now)


def test_numbers_run_from_one_per_series_scope_and_year(now: datetime) -> None:
    assert [take(now), take(now), take(now, scope="NB"), take(now, year=2027), take(now)] == [1, 2, 1, 1, 3]


def test_a_rolled_back_number_is_given_again(now: datetime) -> None:
    take(now)
    with pytest.raises(RuntimeError), transaction.atomic():
        assert take_number("edition.XQ", "JH", 2026, "catalogue.edition", now) == 2
        raise RuntimeError
    assert take(now) == 2
    assert list(IssuedNumber.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_a_voided_number_stays_on_record_and_is_not_given_again(now: datetime) -> None:
    take(now)
    void_number("edition.XQ", "JH", 2026, 1, "打印作废", now)
    assert take(now) == 2
    assert IssuedNumber.objects.get(number=1).void_reason == "打印作废"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "附件.txt"
    path.write_bytes("证据".encode() * 1000)
    return path


def test_the_same_content_is_kept_once(source: Path, now: datetime) -> None:
    first = store_file(source, "a.txt", "text/plain", now)
    second = store_file(source, "b.txt", "text/plain", now)
    assert first.pk == second.pk
    assert first.size == 6000
    assert StoredFile.objects.count() == 1
    assert intact_path(first).read_bytes() == source.read_bytes()


def test_an_altered_file_is_noticed(source: Path, now: datetime) -> None:
    stored = store_file(source, "a.txt", "text/plain", now)
    path_of(stored.sha256).write_bytes(b"something else")
    with pytest.raises(FileAltered, match=r"a\.txt"):
        intact_path(stored)
    path_of(stored.sha256).unlink()
    with pytest.raises(FileAltered):
        intact_path(stored)
