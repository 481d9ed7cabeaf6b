"""Every kind of finding of the verification has a text."""

import ast
from pathlib import Path

from qiao.foundation.wording import has_text

ROOT = Path(__file__).resolve().parent.parent.parent


def _kinds() -> set[str]:
    calls = (
        node
        for path in (ROOT / "qiao").rglob("*verification.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding"
    )
    return {str(call.args[0].value) for call in calls if isinstance(call.args[0], ast.Constant)}


def test_every_finding_has_a_text() -> None:
    kinds = _kinds()
    assert {"row_altered", "edition_altered", "match_results_altered"} <= kinds
    assert {kind for kind in kinds if not has_text(f"finding.{kind}")} == set()
