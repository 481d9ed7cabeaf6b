"""The committed description of the interface for programs: `write` it, or `check` that it says what the code says."""

import difflib
import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SNAPSHOT = ROOT / "docs" / "api" / "openapi.json"


def described() -> str:
    """The description as it is committed."""
    from qiao.api.document import document

    return json.dumps(document(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def write() -> int:
    """Write the snapshot."""
    SNAPSHOT.parent.mkdir(parents=True, exist_ok=True)
    text = described()
    SNAPSHOT.write_text(text, encoding="utf-8")
    print(f"{SNAPSHOT.relative_to(ROOT)}: {text.count(chr(10))} lines")
    return 0


def check() -> int:
    """0 when the committed snapshot equals what the code describes."""
    committed, text = SNAPSHOT.read_text(encoding="utf-8") if SNAPSHOT.exists() else "", described()
    if committed != text:
        lines = difflib.unified_diff(committed.splitlines(), text.splitlines(), "committed", "code", lineterm="", n=2)
        print("\n".join(list(lines)[:60]))
        print("the description differs; run `python tools/openapi.py write` and review the change")
        return 1
    print("description of the interface: up to date")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    import django

    django.setup()
    commands = {"write": write, "check": check}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        sys.exit(__doc__)
    sys.exit(commands[sys.argv[1]]())
