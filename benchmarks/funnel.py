"""How fast the figures and the rows of the honest funnel are read in a large zone.

    python -m benchmarks.funnel [views] [achievements]        500,000 and 100,000 unless told otherwise

Builds the same invented zone in every run (SQLite in a temporary folder; PostgreSQL with DATABASE_URL, whose database
must be empty): achievements, a tenth as many demands, a twentieth as many introductions and what came of them, and
views spread over the year so far. Prints milliseconds, the better of two readings, for both views and several readers.
"""

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

VIEWS, ACHIEVEMENTS = 500_000, 100_000
NOW = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
DAYS, CHUNK, ZONE, OWNER = 150, 5_000, "JH", 7
LEVELS = ("public",) * 8 + ("masked", "targeted")
STATES = ("published",) * 9 + ("withdrawn",)


def write(model: Any, rows: Iterable[Any]) -> None:
    """Insert without the use cases: the funnel reads tables only."""
    rows = iter(rows)
    while chunk := list(islice(rows, CHUNK)):
        model.objects.bulk_create(chunk)


def build(views: int, achievements: int) -> None:
    """The tables that the funnel reads."""
    from django.core.management import call_command
    from django.db import connection

    from qiao.catalogue.models import Achievement, Demand, RecordViewDay
    from qiao.foundation.shipped import load_shipped_data
    from qiao.parties.models import Organisation

    call_command("migrate", run_syncdb=True, verbosity=0)
    load_shipped_data()
    chance, demands = random.Random(20260601), achievements // 10
    write(
        Organisation,
        (
            Organisation(pk=key, zone_code=ZONE, name=f"第{key}单位", kind="enterprise", created_at=NOW)
            for key in range(1, 901)
        ),
    )
    for model, count in ((Achievement, achievements), (Demand, demands)):
        write(model, (_record(model, number, chance) for number in range(1, count + 1)))
    met = achievements // 20
    _meetings(met, achievements, demands, chance)
    write(RecordViewDay, (_view(number, achievements, demands, chance) for number in range(views)))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _record(model: Any, number: int, chance: random.Random) -> Any:
    at = NOW - timedelta(minutes=chance.randrange(1, DAYS * 1440))
    return model(
        pk=number, zone_code=ZONE, created_at=at, published_at=at, code=f"{model.SERIES}{number:09d}",
        title=f"记录{number}", state=chance.choice(STATES), field=str(chance.randint(1, 8)), region="320000",
        disclosure=chance.choice(LEVELS), organisation_id=chance.randint(1, 900),
    )  # fmt: skip


def _view(number: int, achievements: int, demands: int, chance: random.Random) -> Any:
    from qiao.catalogue.models import RecordViewDay

    kind, most = ("achievement", achievements) if chance.random() < 0.8 else ("demand", demands)
    day = (NOW - timedelta(days=chance.randrange(DAYS))).date()
    # Some records are opened often, most seldom.
    key = 1 + int(most * chance.random() ** 3)
    return RecordViewDay(object_type=kind, object_id=key, day=day, viewer=f"{number:032d}", audience="public")


def _meetings(count: int, achievements: int, demands: int, chance: random.Random) -> None:
    from qiao.foundation.models import AuditRow
    from qiao.matching.models import Introduction, Outcome
    from qiao.reports.funnel.covering import INTRODUCTION_TYPE, STARTED

    met, acts, outcomes = [], [], []
    for key in range(1, count + 1):
        at = NOW - timedelta(minutes=chance.randrange(1, DAYS * 1440))
        accepted = at if chance.random() < 0.6 else None
        met.append(
            Introduction(
                pk=key, zone_code=ZONE, created_at=at, state="concluded", demand_id=1 + key % demands,
                achievement_id=1 + chance.randrange(achievements), proposed_at=at, active_at=at,
                demand_accepted_at=accepted, supply_accepted_at=accepted,
            )
        )  # fmt: skip
        if accepted and chance.random() < 0.5:
            acts.append(
                AuditRow(at=at, action=STARTED, object_type=INTRODUCTION_TYPE, object_id=key, actor_role="expert")
            )
            answer = chance.choice(("confirmed", "confirmed", "disputed"))
            contract = chance.random() < 0.5
            outcomes.append(
                Outcome(
                    introduction_id=key, kind="contract" if contract else "visit", claimed_side="demand",
                    amount_fen=10_000_000 if contract else None, claimed_at=at, answer=answer, answered_at=at,
                )
            )  # fmt: skip
    for rows, model in ((met, Introduction), (acts, AuditRow), (outcomes, Outcome)):
        write(model, rows)


def timed(read: Callable[[], Any]) -> float:
    """Milliseconds of the better of two readings."""
    found = []
    for _ in range(2):
        began = time.perf_counter()
        read()
        found.append((time.perf_counter() - began) * 1000)
    return min(found)


def measure() -> None:
    """Print how long figures, one page of the rows of each stage, and sleeping records take."""
    from qiao.core.access import PUBLIC, Actor, Role
    from qiao.core.funnel import FunnelStage, View, period_of
    from qiao.reports.funnel.asking import Question, RowsAsked, reader_of
    from qiao.reports.funnel.selectors_counts import funnel_counts
    from qiao.reports.funnel.selectors_rows import funnel_rows
    from qiao.reports.funnel.selectors_sleeping import sleeping_page

    editor = Actor(Role.ORGANISATION_EDITOR, "某人", zone_code=ZONE, organisation_id=OWNER)
    readers = {
        "zone": reader_of(Actor(Role.ZONE_OPERATOR, "某人", zone_code=ZONE), ZONE),
        "own": reader_of(editor, ZONE, own=True),
        "open": reader_of(PUBLIC, ZONE),
    }
    stages = (FunnelStage.PUBLISHED, FunnelStage.VIEWED, FunnelStage.CONTACTED, FunnelStage.SIGNED)
    print(f"{'ms':24}{'figures':>9}" + "".join(f"{stage:>12}" for stage in stages) + f"{'sleeping':>10}")
    for view in View:
        for name, reader in readers.items():
            asked = Question(period=period_of("2026"), until=NOW.date(), view=view)
            took = [timed(lambda: funnel_counts(reader, asked, NOW))]  # noqa: B023
            for stage in stages:
                took.append(timed(lambda: funnel_rows(reader, asked, RowsAsked(stage))))  # noqa: B023
            took.append(timed(lambda: sleeping_page(reader, asked, NOW)))  # noqa: B023
            widths = (9, *(12,) * len(stages), 10)
            row = "".join(f"{ms:{width}.0f}" for ms, width in zip(took, widths, strict=True))
            print(f"{view!s:12}{name:12}{row}", flush=True)


def main(views: int, achievements: int) -> None:
    """Build the zone and measure."""
    with tempfile.TemporaryDirectory(prefix="qiao-funnel-") as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")
        os.environ["QIAO_DATA"] = folder
        import django

        django.setup()
        from django.db import connection

        began = time.perf_counter()
        build(views, achievements)
        took = time.perf_counter() - began
        print(f"{connection.vendor}: {views:,} views, {achievements:,} achievements, built in {took:.0f} s")
        measure()


if __name__ == "__main__":
    counts = [int(argument) for argument in sys.argv[1:3]]
    main(*(counts + [VIEWS, ACHIEVEMENTS][len(counts) :]))
