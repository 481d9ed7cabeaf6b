"""Running the demonstration as a user does, and reading what it left."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parent.parent.parent
LONGEST_SECONDS = 300


def environment(data: Path) -> dict[str, str]:
    """The surroundings of a user who has set nothing but the data folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QIAO_", "DJANGO_", "DATABASE_"))}
    return {**kept, "QIAO_DATA": str(data), "PYTHONPATH": str(REPOSITORY)}


def start(data: Path, *arguments: str) -> "subprocess.Popen[str]":
    """A Python program of the project on this data folder."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=data.parent,
        env=environment(data),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finished(program: "subprocess.Popen[str]") -> tuple[int, str]:
    """Exit code and everything that was printed."""
    out, errors = program.communicate(timeout=LONGEST_SECONDS)
    return program.returncode, out + errors


@dataclass(frozen=True)
class Demonstration:
    """A finished run: its data folder, its results, and what it printed."""

    data: Path
    out: Path
    printed: str

    @property
    def database(self) -> Path:
        return self.data / "qiao.sqlite3"

    def rows(self, query: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """What a query finds in the database of the run."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            return connection.execute(query, parameters).fetchall()

    def values(self, query: str, parameters: Sequence[Any] = ()) -> list[Any]:
        """The first column of the rows."""
        return [row[0] for row in self.rows(query, parameters)]
