"""The gate: every check that a change must pass besides the tests, one after the other, all of them reported."""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
PYTHON = str(BIN / "python")
CHECKS = (
    ("format", [str(BIN / "ruff"), "format", "--check", "."]),
    ("lint", [str(BIN / "ruff"), "check", "."]),
    ("types", [str(BIN / "mypy")]),
    ("imports", [str(BIN / "lint-imports"), "--no-cache"]),
    ("migrations", [PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run"]),
    ("settings", [PYTHON, "-m", "django", "check", "--fail-level", "ERROR"]),
    ("messages", [PYTHON, "tools/messages.py", "check"]),
    ("generated documents", [PYTHON, "tools/generated_documents.py", "check"]),
    ("description of the API", [PYTHON, "tools/openapi.py", "check"]),
    ("lock file", [PYTHON, "tools/lock_hosts.py"]),
    ("contracts", [PYTHON, "-m", "pytest", "-q", "tests/contracts"]),
)


def main() -> int:
    """Run all checks; 0 when all hold."""
    failed = []
    for name, command in CHECKS:
        started = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, env=_environment(), capture_output=True, text=True, check=False)
        seconds = time.monotonic() - started
        print(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name} ({seconds:.1f} s)", flush=True)
        if done.returncode:
            failed.append(name)
            print(done.stdout[-6000:], done.stderr[-6000:], sep="\n")
    print(
        f"gate: {len(CHECKS) - len(failed)} of {len(CHECKS)} hold"
        + (f"; broken: {', '.join(failed)}" if failed else "")
    )
    return 1 if failed else 0


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test", "PYTHONPATH": str(ROOT)}


if __name__ == "__main__":
    sys.exit(main())
