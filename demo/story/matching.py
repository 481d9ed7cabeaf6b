"""The matching of everything with everything, each quarter and at the end of the year."""

import time
from collections.abc import Iterator
from datetime import datetime

from demo.timeline import Step, moment, step
from demo.world import ZONE, World
from qiao.matching.jobs import run_matching
from qiao.matching.models import Direction

RUNS = ("2025-12-22 10:30", "2026-03-27 15:30", "2026-06-24 10:30", "2026-09-23 10:40", "2026-10-26 09:30")


def steps() -> Iterator[Step]:
    """All three directions at each date."""
    for at in RUNS:
        yield step(moment(at), "全量匹配", _match)


def _match(world: World, at: datetime) -> None:
    for direction in Direction:
        began = time.perf_counter()
        run = run_matching(actor=world.operator(at), zone_code=ZONE, direction=str(direction), clock=lambda: at)
        world.told.run_seconds[run.pk] = time.perf_counter() - began
