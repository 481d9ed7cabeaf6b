"""An office with its own zone, working in an empty folder."""

from pathlib import Path

import pytest

from tests.console.office import FOUND, done


@pytest.fixture
def desk(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the office of zone JH works."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QIAO_ZONE", raising=False)
    done(*FOUND)
    return tmp_path
