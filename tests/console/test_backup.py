"""The drill: back up, lose everything, restore elsewhere, verify; on SQLite files and on PostgreSQL where it runs."""

import os
import secrets
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.console.office import FOUND, office_list

QIAO = str(Path(sys.executable).parent / "qiao")


def _qiao(data: Path, *arguments: str, code: int = 0, database: str = "") -> str:
    environment = {**os.environ, "QIAO_DATA": str(data), "DJANGO_SETTINGS_MODULE": "config.settings.base"}
    environment["DATABASE_URL"] = database
    environment.pop("QIAO_SECRET_KEY", None)
    done = subprocess.run([QIAO, *arguments], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def backed_up(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A data folder with an imported list, and its backup."""
    folder = tmp_path_factory.mktemp("drill")
    data = folder / "data"
    _qiao(data, *FOUND)
    _qiao(data, "import", "demands", str(office_list(folder / "需求.xlsx")))
    _qiao(data, "backup", "make", str(folder / "kept"))
    (backup,) = (folder / "kept").glob("qiao-*.tar.gz")
    return data, backup


def test_everything_comes_back_and_verifies(backed_up: tuple[Path, Path], tmp_path: Path) -> None:
    data, backup = backed_up
    other = tmp_path / "restored"
    _qiao(other, "backup", "restore", str(backup))
    assert _qiao(other, "demand", "list", "--json") == _qiao(data, "demand", "list", "--json")
    assert (other / "secret.key").read_bytes() == (data / "secret.key").read_bytes()
    kept = sorted(path.relative_to(data) for path in (data / "files").rglob("*") if path.is_file())
    assert kept
    assert [(other / path).read_bytes() for path in kept] == [(data / path).read_bytes() for path in kept]
    _qiao(other, "audit", "verify")


def test_a_backup_is_for_its_owner_only(backed_up: tuple[Path, Path]) -> None:
    assert backed_up[1].stat().st_mode & 0o077 == 0


def test_nothing_is_restored_over_somebodys_records(backed_up: tuple[Path, Path]) -> None:
    data, backup = backed_up
    before = (data / "qiao.sqlite3").read_bytes()
    _qiao(data, "backup", "restore", str(backup), code=1)
    assert (data / "qiao.sqlite3").read_bytes() == before


def test_a_damaged_backup_is_refused_before_anything_is_written(backed_up: tuple[Path, Path], tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.tar.gz"
    with tarfile.open(backed_up[1]) as source, tarfile.open(damaged, "w:gz") as target:
        for entry in source.getmembers():
            content = source.extractfile(entry)
            assert content is not None
            if entry.name.startswith("files/"):
                changed = tmp_path / "changed"
                changed.write_bytes(b"\0" * entry.size)
                target.add(changed, arcname=entry.name)
            else:
                target.addfile(entry, content)
    other = tmp_path / "restored"
    assert "files/" in _qiao(other, "backup", "restore", str(damaged), code=1)
    assert not (other / "files").exists()
    assert not (other / "qiao.sqlite3").exists()


def test_a_foreign_archive_writes_nothing_outside(tmp_path: Path) -> None:
    evil = tmp_path / "evil.tar.gz"
    with tarfile.open(evil, "w:gz") as archive:
        (tmp_path / "note").write_text("x")
        archive.add(tmp_path / "note", arcname="../escaped")
    _qiao(tmp_path / "restored", "backup", "restore", str(evil), code=1)
    assert not (tmp_path / "escaped").exists()


def test_old_backups_are_removed_beyond_the_number_to_keep(backed_up: tuple[Path, Path], tmp_path: Path) -> None:
    data, _backup = backed_up
    for name in ("qiao-20200101-000000.tar.gz", "qiao-20200102-000000.tar.gz", "somebody-elses.tar.gz"):
        (tmp_path / name).write_bytes(b"")
    _qiao(data, "backup", "make", str(tmp_path), "--keep", "2")
    left = sorted(path.name for path in tmp_path.glob("*.tar.gz"))
    assert left[0] == "qiao-20200102-000000.tar.gz"
    assert len(left) == 3
    assert "somebody-elses.tar.gz" in left


def _postgres() -> str:
    return os.environ.get("QIAO_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")


@pytest.fixture
def two_databases() -> Iterator[tuple[str, str]]:
    """Addresses of two empty PostgreSQL databases, removed afterwards."""
    psycopg = pytest.importorskip("psycopg")
    try:
        server = psycopg.connect(_postgres(), autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as fault:
        pytest.skip(f"no PostgreSQL server at {_postgres()}: {fault}")
    if shutil.which("pg_dump") is None:
        pytest.skip("pg_dump is not installed")
    names = tuple(f"qiao_drill_{secrets.token_hex(4)}" for _copy in range(2))
    for name in names:
        server.execute(f'CREATE DATABASE "{name}"')
    base = _postgres().rpartition("/")[0]
    yield f"{base}/{names[0]}", f"{base}/{names[1]}"
    for name in names:
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    server.close()


def test_the_drill_on_postgresql(two_databases: tuple[str, str], tmp_path: Path) -> None:
    first, second = two_databases
    _qiao(tmp_path / "a", *FOUND, database=first)
    _qiao(tmp_path / "a", "import", "demands", str(office_list(tmp_path / "需求.xlsx")), database=first)
    _qiao(tmp_path / "a", "backup", "make", str(tmp_path / "kept"), database=first)
    (backup,) = (tmp_path / "kept").glob("qiao-*.tar.gz")
    _qiao(tmp_path / "b", "backup", "restore", str(backup), database=second)
    lists = [
        _qiao(tmp_path / folder, "demand", "list", "--json", database=database)
        for folder, database in (("a", first), ("b", second))
    ]
    assert lists[0] == lists[1]
    assert "铝合金薄板焊接变形控制" in lists[0]
    _qiao(tmp_path / "c", "backup", "restore", str(backup), code=1)
