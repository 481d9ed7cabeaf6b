"""The committed table of rights, read as a reviewer reads it."""

from functools import cache
from pathlib import Path

from qiao.core.access import Role

DOCUMENT = Path(__file__).resolve().parent.parent.parent / "docs" / "generated" / "permissions.md"
NO_RIGHT = "–"


@cache
def permissions() -> dict[str, dict[Role, str]]:
    """For each action the condition under which each role that has the right may do it."""
    lines = [line for line in DOCUMENT.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    head, _, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    roles = [Role(name) for name in head[1:]]
    return {
        cells[0].strip("`"): {role: cell for role, cell in zip(roles, cells[1:], strict=True) if cell != NO_RIGHT}
        for cells in rows
    }


def documented_roles(action: str) -> frozenset[Role]:
    """The roles that the document lists for an action; none for the verbs of the clock."""
    return frozenset(permissions().get(action, {}))
