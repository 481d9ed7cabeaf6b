"""`python -m demo`: the example zone, built through the same use cases that everybody has."""

import argparse
import os
import sys
from datetime import date
from pathlib import Path


def main() -> int:
    """Run the demonstration; 0 when it is complete and verifies, 1 otherwise."""
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    parser.add_argument("--out", default="out", help="folder for the issued lists (default: out)")
    parser.add_argument("--until", type=date.fromisoformat, help="tell the story only up to this day (YYYY-MM-DD)")
    parser.add_argument("--quiet", action="store_true", help="print nothing but errors")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")
    import django

    django.setup()
    from demo.datafolder import FolderInUse
    from demo.running import run_demonstration
    from demo.year import LAST_DAY, EventsFailed

    try:
        findings = run_demonstration(Path(options.out), until=options.until or LAST_DAY, quiet=options.quiet)
    except (FolderInUse, EventsFailed) as problem:
        print(problem, file=sys.stderr)  # noqa: T201
        return 1
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
