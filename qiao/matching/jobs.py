"""The long work of matching a whole list with another, outside any single transaction."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from qiao.core.access import Actor
from qiao.matching.actions.finish_run import finish_run
from qiao.matching.actions.start_run import start_run
from qiao.matching.indexing import Progress, open_index
from qiao.matching.models import Direction, MatchRun
from qiao.matching.scoring import weights_from
from qiao.matching.selectors.records import matchable, text_chunks

SOURCES_PER_WRITE = 100


def run_matching(
    *,
    actor: Actor,
    zone_code: str,
    direction: str,
    clock: Callable[[], datetime],
    progress: Progress | None = None,
) -> MatchRun:
    """Match every record of one list with another and keep the result as the current run of that direction.

    ``clock`` gives the instants of start and end. Older runs stay as they are; a run that is interrupted is never
    the current one. Raises Denied, and Invalid for an unknown direction.
    """
    run = start_run(actor=actor, zone_code=zone_code, direction=direction, now=clock())
    match_records(run, progress)
    return finish_run(actor=actor, matchrun_id=run.pk, now=clock())


def match_records(run: MatchRun, progress: Progress | None = None) -> None:
    """Compute and store the matches of a started run, in the order of keys and in transactions of many sources."""
    direction = Direction(run.direction)
    engine = open_index(run.zone_code, direction.target_type, weights=weights_from(run.weights), progress=progress)
    total = matchable(run.zone_code, direction.source_type).count()
    done = 0
    for texts in text_chunks(run.zone_code, direction.source_type, SOURCES_PER_WRITE):
        found = list(engine.match_all(texts, run.kept_per_source))
        with transaction.atomic():
            run.add_results(found)
        done += len(texts)
        if progress is not None:
            progress("match", done, total)
