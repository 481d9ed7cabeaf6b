"""The long work of matching a whole list with another, outside any single transaction."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime

from django.db import transaction

from qiao.core.access import Actor
from qiao.core.matching.allpairs import Found, Task, match_chunks
from qiao.core.matching.parallel import Alone, Cluster, Pool, Processes
from qiao.matching.actions.finish_run import finish_run
from qiao.matching.actions.start_run import start_run
from qiao.matching.index_folders import index_folder
from qiao.matching.indexing import Progress, open_index
from qiao.matching.models import Direction, MatchRun
from qiao.matching.scoring import weights_from
from qiao.matching.selectors.records import matchable, text_chunks
from qiao.matching.sharing import shared_by

SOURCES_PER_WRITE = 100
# Below this the start of other processes takes longer than it saves.
SHARED_FROM = 300


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
    """How many processes share that many sources; see `shared_by`."""
    return shared_by(sources, SHARED_FROM)


def _found(run: MatchRun, workers: int, progress: Progress | None) -> Iterator[Found]:
    """The matches of one chunk of sources after the other, the same whoever computes them."""
    direction, weights = Direction(run.direction), weights_from(run.weights)
    chunks = text_chunks(run.zone_code, direction.source_type, SOURCES_PER_WRITE)
    open_index(run.zone_code, direction.target_type, weights=weights, progress=progress, thorough=True)
    task = Task(index_folder(run.zone_code, direction.target_type), weights, run.kept_per_source)
    with closing(pool_of(workers)) as pool:
        yield from match_chunks(task, chunks, pool)


def pool_of(workers: int) -> Pool:
    """Who does the work: the Dask cluster that ``QIAO_DASK`` names by its address, else processes of this machine."""
    address = os.environ.get("QIAO_DASK", "")
    if address:
        return Cluster(address)
    return Alone() if workers == 1 else Processes(workers)
