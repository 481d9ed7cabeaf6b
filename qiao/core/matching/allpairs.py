"""Every record of one list matched with another: candidates by sparse products, then scores and reasons.

The result depends on the records alone: not on who does which part, on how many there are, or on who dies meanwhile.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qiao.core.matching.candidates import telling
from qiao.core.matching.engine import CANDIDATES, MatchEngine
from qiao.core.matching.folder import IndexUnusable, Manifest
from qiao.core.matching.parallel import Pool
from qiao.core.matching.products import (
    BLOCK,
    Asked,
    Best,
    BlockTask,
    CountTask,
    Questions,
    Records,
    asked_of,
    count_block,
    mean_lengths,
    merged,
    search_block,
    unpacked_best,
)
from qiao.core.matching.results import Match
from qiao.core.matching.scoring import ScoringWeights
from qiao.core.matching.store import Places
from qiao.core.matching.texts import MatchText

Found = list[tuple[int, list[Match]]]
State = tuple[str, int, int]
"""The build of an index, the change whose statistics count, and how many changes there were when the run began."""
# Sources searched for together: 10,000 of 96 terms and 200 candidates take some 30 MB for each block under way.
WAVE = 10_000
PER_READING = 250


@dataclass(frozen=True)
class Task:
    """What is asked: the folder of a complete index, the weights, how many matches to keep, of how many candidates."""

    folder: Path
    weights: ScoringWeights
    limit: int
    candidates: int = CANDIDATES


@dataclass(frozen=True)
class _ReadingTask:
    task: Task
    state: State
    sources: list[MatchText]


@dataclass(frozen=True)
class _ChunkTask:
    task: Task
    state: State
    sources: list[MatchText]
    places: list[Places]
    bm25: list[NDArray[np.float64]]


def match_chunks(task: Task, chunks: Iterable[list[MatchText]], pool: Pool) -> Iterator[Found]:
    """Yield the matches of each chunk of sources in turn.

    Raises IndexUnusable when there is no complete index or when it is replaced meanwhile.
    """
    state = state_of(task.folder)
    alive = _engine(task, state).store.alive()
    for wave in _waves(chunks):
        best = candidates_of(task, [source for chunk in wave for source in chunk], pool, state)
        yield from pool.map(_match_chunk, _chunk_tasks(task, state, wave, best, alive))


def candidates_of(task: Task, sources: list[MatchText], pool: Pool, state: State) -> Best:
    """Return the best records for each source by BM25 over its most telling words and pairs.

    Records that are written after ``state`` do not count: one run sees one list from its first source to its last.
    """
    engine = _engine(task, state)
    parts = [sources[first : first + PER_READING] for first in range(0, len(sources), PER_READING)]
    reading = (_ReadingTask(task, state, part) for part in parts)
    questions = Questions.of([terms for found in pool.map(_read, reading) for terms in found])
    alive = engine.store.alive()
    records = Records(engine.folder, state[0], len(engine.store.rows), *mean_lengths(engine.store, alive))
    blocks = range((len(alive) + BLOCK - 1) // BLOCK)
    frequencies = np.zeros(len(questions.keys), dtype=np.int64)
    for counted in pool.map(count_block, (CountTask(records, block, questions.keys) for block in blocks)):
        frequencies += counted
    weighed = questions.times_idf(frequencies, len(alive))
    best = np.zeros((len(sources), task.candidates), dtype=np.uint64)
    for found in pool.map(search_block, (BlockTask(records, block, weighed, task.candidates) for block in blocks)):
        best = merged(best, found, task.candidates)
    return best


def _read(one: _ReadingTask) -> list[Asked]:
    """Return what each source asks for; made where there is a processor for it, since words are cut there."""
    engine = _engine(one.task, one.state)
    return [asked_of(telling(engine.reader.read(source), engine.statistics)) for source in one.sources]


def _waves(chunks: Iterable[list[MatchText]]) -> Iterator[list[list[MatchText]]]:
    """Yield chunks together until there are enough sources for one pass over the records."""
    source = iter(chunks)
    for first in source:
        wave, size = [first], len(first)
        while size < WAVE and (more := list(islice(source, 1))):
            wave += more
            size += len(more[0])
        yield wave


def _chunk_tasks(
    task: Task, state: State, wave: list[list[MatchText]], best: Best, alive: Places
) -> Iterator[_ChunkTask]:
    line = 0
    for chunk in wave:
        found = [unpacked_best(best[number]) for number in range(line, line + len(chunk))]
        line += len(chunk)
        places, values = [alive[numbers] for numbers, _ in found], [values for _, values in found]
        yield _ChunkTask(task, state, chunk, places, values)


def _match_chunk(one: _ChunkTask) -> Found:
    engine = _engine(one.task, one.state)
    return [
        (source.key, engine.match_among(source, places, bm25, one.task.limit))
        for source, places, bm25 in zip(one.sources, one.places, one.bm25, strict=True)
    ]


def state_of(folder: Path) -> State:
    """Return the present state of an index. Raises IndexUnusable."""
    manifest = Manifest.read(folder)
    return manifest.identity, manifest.weighed, manifest.changes


@lru_cache(maxsize=1)
def _engine(task: Task, state: State) -> MatchEngine:
    """The index with the statistics that the run began with, opened once for a run in each process."""
    engine = MatchEngine(task.folder, task.weights, weighed=state[1])
    if engine.statistics_name != state[:2]:
        raise IndexUnusable(f"index folder {task.folder}: built anew during the run; run it again")
    return engine
