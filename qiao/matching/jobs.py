"""The long work of matching a whole list with another, outside any single transaction."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import transaction

from qiao.core.access import Actor
from qiao.core.matching.parallel import Found, Task, match_chunks
from qiao.matching.actions.finish_run import finish_run
from qiao.matching.actions.start_run import start_run
from qiao.matching.indexing import Progress, index_folder, open_index
from qiao.matching.models import Direction, MatchRun
from qiao.matching.scoring import weights_from
from qiao.matching.selectors.records import matchable, text_chunks

SOURCES_PER_WRITE = 100
# Below this the start of other processes takes longer than it saves.
SHARED_FROM = 300
MOST_WORKERS = 2


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
    total = matchable(run.zone_code, Direction(run.direction).source_type).count()
    done = 0
    for found in _found(run, workers_for(total), progress):
        with transaction.atomic():
            run.add_results(found)
        done += len(found)
        if progress is not None:
            progress("match", done, total)


def workers_for(sources: int) -> int:
    """How many processes share that many sources: one for a short list, else two where the machine has two cores.

    ``QIAO_WORKERS`` in the environment names another number. Raises ValueError when it is not a whole number from 1.
    """
    given = os.environ.get("QIAO_WORKERS", "")
    if given and (not given.isdecimal() or int(given) < 1):
        raise ValueError(f"QIAO_WORKERS {given!r}: not a whole number from 1; name the processes, or leave it empty")
    if sources < SHARED_FROM:
        return 1
    return int(given) if given else min(MOST_WORKERS, len(os.sched_getaffinity(0)))


def _found(run: MatchRun, workers: int, progress: Progress | None) -> Iterator[Found]:
    """The matches of one chunk of sources after the other, the same whoever computes them."""
    direction, weights = Direction(run.direction), weights_from(run.weights)
    chunks = text_chunks(run.zone_code, direction.source_type, SOURCES_PER_WRITE)
    engine = open_index(run.zone_code, direction.target_type, weights=weights, progress=progress)
    if workers == 1:
        return (list(engine.match_all(texts, run.kept_per_source)) for texts in chunks)
    task = Task(index_folder(run.zone_code, direction.target_type), weights, run.kept_per_source)
    return match_chunks(task, chunks, workers)
