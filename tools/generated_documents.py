"""Documents that are derived from the tables: lifecycles, permissions, rules, code texts.

generated_documents.py write    write docs/generated/*.md
generated_documents.py check    fail when a committed file differs from what the tables say
"""

import difflib
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "generated"
HEAD = "<!-- Generated from the tables by `make generated`. Do not edit. -->\n\n"


def documents() -> dict[str, str]:
    """File name to content."""
    return {"lifecycles.md": _lifecycles(), "permissions.md": _permissions(), "rules.md": _rules()}


def _lifecycles() -> str:
    from qiao.foundation.registry import CASES

    parts = [HEAD, "# Lifecycles\n"]
    seen = set()
    for model in sorted(CASES, key=lambda case: case.LIFECYCLE.key):
        if model.LIFECYCLE.key not in seen:
            seen.add(model.LIFECYCLE.key)
            parts.append(_lifecycle(model))
    return "\n".join(parts)


def _lifecycle(model: type) -> str:
    from qiao.foundation.registry import POLICY

    table = model.LIFECYCLE
    lines = [f"\n## `{table.key}`\n", "```mermaid", "stateDiagram-v2", f"    [*] --> {table.initial}"]
    for transition in table.transitions:
        mark = " ⏰" if transition.by_clock else ""
        lines += [f"    {source} --> {transition.target}: {transition.verb}{mark}" for source in transition.sources]
    lines += [f"    {state} --> [*]" for state in table.final_states]
    lines += ["```\n", "| verb | from | to | who | needs | reason |", "|---|---|---|---|---|---|"]
    for transition in table.transitions:
        who = sorted({str(role) for grant in POLICY.grants(table.action(transition.verb)) for role in grant.roles})
        lines.append(
            f"| `{transition.verb}` | {', '.join(transition.sources)} | {transition.target} | "
            f"{'the clock' if transition.by_clock else ', '.join(who)} | "
            f"{', '.join(f'`{guard.__name__}`' for guard in transition.guards) or '–'} | "
            f"{'yes' if transition.needs_reason else '–'} |"
        )
    if table.limits:
        lines += ["\n| in state | the clock does | when |", "|---|---|---|"]
        lines += [f"| {limit.state} | `{limit.verb}` | `{limit.when.__name__}` |" for limit in table.limits]
    return "\n".join(lines) + "\n"


def _permissions() -> str:
    from qiao.core.access import HUMAN_ROLES
    from qiao.foundation.registry import POLICY

    lines = [
        HEAD + "# Permissions\n",
        "A cell names the condition; `–` means no right. The system may do only the verb that is due.\n",
    ]
    lines.append("| action | " + " | ".join(HUMAN_ROLES) + " |")
    lines.append("|---" * (len(HUMAN_ROLES) + 1) + "|")
    for action in POLICY.actions:
        cells = []
        for role in HUMAN_ROLES:
            found = [grant.where.__name__ for grant in POLICY.grants(action) if role in grant.roles]
            cells.append(" or ".join(found) or "–")
        lines.append(f"| `{action}` | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _rules() -> str:
    from qiao.foundation.registry import RULES

    lines = [
        HEAD + "# Rules that ship\n",
        "Each may be given another value from a day on, per zone (`qiao rule set`). Unverified values are defaults.\n",
        "| rule | value | unit | from | basis | verified | note |",
        "|---|---|---|---|---|---|---|",
    ]
    for rule in sorted(RULES.values(), key=lambda rule: rule.key):
        verified = "yes" if rule.verified else "no"
        cells = (f"`{rule.key}`", rule.value, rule.unit, rule.valid_from, rule.legal_basis, verified, rule.note)
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines) + "\n"


def write() -> int:
    """Write all documents."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in documents().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
        print(f"docs/generated/{name}: {text.count(chr(10))} lines")
    return 0


def check() -> int:
    """0 when the committed documents say what the tables say."""
    drift = 0
    for name, text in documents().items():
        path = FOLDER / name
        committed = path.read_text(encoding="utf-8") if path.exists() else ""
        if committed != text:
            drift += 1
            diff = difflib.unified_diff(
                committed.splitlines(), text.splitlines(), f"committed {name}", "tables", lineterm=""
            )
            print("\n".join(list(diff)[:40]))
    print(f"generated documents: {drift} differ" + ("; run `make generated` and review the change" if drift else ""))
    return 1 if drift else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    import django

    django.setup()
    commands = {"write": write, "check": check}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        sys.exit(__doc__)
    sys.exit(commands[sys.argv[1]]())
