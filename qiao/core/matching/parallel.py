"""Matching shared among processes: each opens the index by itself, and the results come in the order of the sources."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from qiao.core.matching.engine import MatchEngine
from qiao.core.matching.results import Match
from qiao.core.matching.scoring import ScoringWeights
from qiao.core.matching.texts import MatchText

Found = list[tuple[int, list[Match]]]
# Chunks handed out beyond those at work, so that no process waits and memory stays bounded.
AHEAD = 2

_engine: list[MatchEngine] = []


@dataclass(frozen=True)
class Task:
    """What every process needs: the folder of a complete index, the weights, and how many matches to keep."""

    folder: Path
    weights: ScoringWeights
    limit: int


def match_chunks(task: Task, chunks: Iterable[list[MatchText]], workers: int) -> Iterator[Found]:
    """Yield the matches of each chunk of sources in turn, computed by that many new processes.

    Raises IndexUnusable when there is no complete index, BrokenProcessPool when a process is killed.
    """
    # A new interpreter holds no open database connection and no lock of its parent, as a forked one would.
    context = get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_open, initargs=(task,)) as pool:
        waiting: deque[Future[Found]] = deque()
        try:
            for chunk in chunks:
                waiting.append(pool.submit(_match, chunk, task.limit))
                if len(waiting) >= workers + AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _open(task: Task) -> None:
    _engine[:] = [MatchEngine.open(task.folder, weights=task.weights)]


def _match(sources: list[MatchText], limit: int) -> Found:
    return list(_engine[0].match_all(sources, limit))
