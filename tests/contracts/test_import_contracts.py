"""The import contracts bite: each seeded violation breaks them."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
LINT = Path(sys.executable).parent / "lint-imports"
VIOLATIONS = {
    "Django in core": ("qiao/core/money.py", "import django.db", "Core is pure"),
    "a lower room uses a higher one": (
        "qiao/parties/access.py",
        "import qiao.catalogue.access",
        "A room imports only",
    ),
    "the product reads its settings": (
        "qiao/foundation/files.py",
        "import config.settings.base",
        "The product knows",
    ),
    "a table of rights uses the database": ("qiao/parties/access.py", "import django.db", "are data"),
    "a read acts": (
        "qiao/parties/selectors/__init__.py",
        "import qiao.foundation.actions.set_rule",
        "Reads and tables never act",
    ),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([LINT, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in ("qiao", "config", "demo"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "data", "static"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_tree_as_it_is_holds(copy: Path) -> None:
    done = lint(copy)
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.parametrize("violation", VIOLATIONS)
def test_a_seeded_violation_is_caught(copy: Path, violation: str) -> None:
    name, line, contract = VIOLATIONS[violation]
    path = copy / name
    path.write_text(path.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    done = lint(copy)
    assert done.returncode != 0
    broken = [row for row in done.stdout.splitlines() if row.endswith("BROKEN")]
    assert any(contract in row for row in broken), broken


def test_a_room_that_no_layer_names_is_caught(copy: Path) -> None:
    (copy / "qiao" / "annex").mkdir()
    (copy / "qiao" / "annex" / "__init__.py").write_text('"""Not in the list of rooms."""\n')
    assert lint(copy).returncode != 0
