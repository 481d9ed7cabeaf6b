"""Match the real lists of the 2019 contest in a database of its own; print counts, seconds and memory.

Usage: ``.venv/bin/python benchmarks/matching_run.py [direction …]`` (default: all three). The lists are
read from ``../shared/matching`` (another folder by QIAO_SHARED) and inserted in bulk without the import.
"""

import csv
import os
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
LISTS = Path(os.environ.get("QIAO_SHARED", PROJECT.parent / "shared")) / "matching"
ZONE = "benchmark"
NOW = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)


def main() -> int:
    """Run; returns the exit code."""
    if not (LISTS / "demands.csv").exists():
        print(f"skipped: no lists in {LISTS}; set QIAO_SHARED to the folder that holds matching/demands.csv")
        return 0
    with tempfile.TemporaryDirectory(prefix="qiao-benchmark-") as folder:
        os.environ.update(QIAO_DATA=folder, DJANGO_SETTINGS_MODULE="config.settings.base")
        os.environ.pop("DATABASE_URL", None)
        sys.path.insert(0, str(PROJECT))
        prepare()
        return measure(sys.argv[1:])


def prepare() -> None:
    """Make the tables and insert both lists."""
    import django

    django.setup()
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command

    from qiao.catalogue.models import Achievement, Demand

    # Tables straight from the models: the benchmark needs no history of migrations.
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)
    head = {"zone_code": ZONE, "created_at": NOW, "state": "published", "published_at": NOW}
    started = time.perf_counter()
    Demand.objects.bulk_create(
        (Demand(**head, title=row["title"][:500], content=row["text"]) for row in rows("demands.csv")), batch_size=500
    )
    Achievement.objects.bulk_create(
        (Achievement(**head, title=row["title"][:500]) for row in rows("achievements.csv")), batch_size=500
    )
    print(f"inserted    {Demand.objects.count()} demands, {Achievement.objects.count()} achievements", end="")
    print(f" in {time.perf_counter() - started:.1f} s")


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one list."""
    with (LISTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Stopwatch:
    """Notes when each stage last reported."""

    def __init__(self) -> None:
        self.started = time.perf_counter()
        self.stages: dict[str, float] = {}

    def seconds(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self.started

    def note(self, stage: str, *counts: int) -> None:  # noqa: ARG002 -- only the time is of interest
        """Take the time of a stage."""
        self.stages[stage] = self.seconds()


def measure(directions: list[str]) -> int:
    """Run the directions and print what came of it."""
    from qiao.core.access import Actor, Role
    from qiao.matching.jobs import run_matching
    from qiao.matching.models import Direction

    begun = time.perf_counter()
    operator = Actor(Role.ZONE_OPERATOR, "benchmark", zone_code=ZONE)
    for direction in directions or [str(one) for one in Direction]:
        watch = Stopwatch()
        run = run_matching(actor=operator, zone_code=ZONE, direction=direction, clock=lambda: NOW, progress=watch.note)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{direction}")
        print(f"  sources   {run.source_count} with {run.target_count} targets, {run.match_count} matches kept")
        print(f"  best      {run.strong_count} strong, {run.fair_count} fair, {run.weak_count} weak", end="")
        print(f", {run.nothing_count} nothing suitable")
        print(f"  seconds   {watch.seconds():.1f} in all, index ready after {watch.stages.get('index', 0.0):.1f}")
        worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        print(f"  peak RSS  {peak} MiB, of the largest other process at most {worker} MiB")
    print(f"all         {time.perf_counter() - begun:.1f} s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
