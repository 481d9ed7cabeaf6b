"""The demonstration, and the beginning of another, side by side in folders of their own, once for all workers."""

import fcntl
import os
from pathlib import Path

import pytest

from tests.demo.demonstration import Demonstration, finished, start


@pytest.fixture(scope="session")
def two_runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Demonstration, Demonstration]:
    """Two runs from empty folders: the whole year with its closing tables, and its first five months quietly."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "demonstrations"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "printed").exists():
            _run_both(folder)
    printed = (folder / "printed").read_text(encoding="utf-8")
    loud, quiet = ((folder / name / "var", folder / name / "out") for name in ("first", "second"))
    return Demonstration(*loud, printed), Demonstration(*quiet, "")


def _run_both(folder: Path) -> None:
    programs = []
    for name, more in (("first", ()), ("second", ("--until", "2026-03-31", "--quiet"))):
        (folder / name).mkdir()
        programs.append(start(folder / name / "var", "-m", "demo", "--out", str(folder / name / "out"), *more))
    (first, printed), (second, silent) = (finished(program) for program in programs)
    assert (first, second, silent) == (0, 0, ""), printed + silent
    (folder / "printed").write_text(printed, encoding="utf-8")


@pytest.fixture(scope="session")
def told(two_runs: tuple[Demonstration, Demonstration]) -> Demonstration:
    """The first run."""
    return two_runs[0]
