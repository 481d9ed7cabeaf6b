"""What is measured at one size, and how it grows."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from benchmarks.matching.database import NOW, ZONE, fill
from benchmarks.matching.measuring import at, each, machine, peak_mb, timed
from qiao.catalogue.models import Achievement
from qiao.core.matching.allpairs import Task, candidates_of, match_chunks, state_of
from qiao.core.matching.candidates import telling
from qiao.core.matching.engine import MatchEngine
from qiao.core.matching.parallel import Processes
from qiao.core.matching.products import unpacked_best
from qiao.core.matching.texts import MatchText
from qiao.foundation.models import AuditRow
from qiao.matching.index_folders import index_folder
from qiao.matching.indexing import build_index, follow_everywhere, open_index
from qiao.matching.selectors.records import stream_texts

WARM, ASKED, TOP = 50, 200, 20
CHANGES = 5
EXPLAINED = 500


@dataclass(frozen=True)
class Figures:
    """What one size cost: seconds of indexing, median ms of a question, ms for each source of all pairs."""

    records: int
    index: float
    question: float
    pair: float


def measure(folder: str, records: int, demands: int) -> Figures:
    """Measure one size and print it."""
    _, seconds, _ = timed(lambda: fill(folder, records, demands))
    print(f"\n== {records:,} achievements, {demands:,} demands (written in {seconds:.0f} s); {machine()}")
    index = _index(records)
    engine = open_index(ZONE, "achievement")
    needs = list(stream_texts(ZONE, "demand"))
    bare = _live(engine, needs)
    _change()
    pair = _all_pairs(open_index(ZONE, "achievement"), needs, bare)
    return Figures(records, index, bare, pair)


def growth(figures: list[Figures]) -> None:
    """Print by how much each cost grew when the records grew tenfold."""
    for less, more in pairwise(figures):
        times = more.records / less.records
        print(f"\nfrom {less.records:,} to {more.records:,} ({times:.0f} times): ", end="")
        print(f"index {more.index / less.index:.1f}, bare question {more.question / less.question:.1f}, ", end="")
        print(f"a source of all pairs {more.pair / less.pair:.1f} times")


def _index(records: int) -> float:
    build_index(ZONE, "demand")
    engine, seconds, cpu = timed(lambda: build_index(ZONE, "achievement"))
    size = sum(file.stat().st_size for file in index_folder(ZONE, "achievement").rglob("*") if file.is_file())
    print(f"index from the database   {seconds:.0f} s, {seconds / records * 1e6:.0f} µs a record "
          f"(processor time of the writing process {cpu:.0f} s), disk {size / 1e6:,.0f} MB, {peak_mb()}")  # fmt: skip
    assert len(engine) == records
    return seconds


def _live(engine: MatchEngine, needs: list[MatchText]) -> float:
    """One demand at a time: top 20 with reasons, beside the bare query of the same terms."""
    asked = needs[WARM : WARM + ASKED]
    terms = [telling(engine.reader.read(need), engine.statistics) for need in asked]
    queries = [engine.index.query(some) for some in terms]
    for need, query in zip(needs[:WARM], queries[:WARM], strict=False):
        engine.match(need, TOP)
        engine.index.bare(query, TOP)
    bare, bare_cpu = each(queries, lambda query: engine.index.bare(query, TOP))
    ours, ours_cpu = each(asked, lambda need: engine.match(need, TOP))
    whole, _ = each(asked[:50], lambda need: open_index(ZONE, "achievement").match(need, TOP))
    print(f"bare tantivy, top {TOP}      p50 {at(bare, 0.5):.1f}  p95 {at(bare, 0.95):.1f} ms "
          f"({np.mean([len(some) for some in terms]):.0f} terms; processor p95 {at(bare_cpu, 0.95):.1f})")  # fmt: skip
    print(f"top {TOP} with reasons       p50 {at(ours, 0.5):.1f}  p95 {at(ours, 0.95):.1f} ms "
          f"(processor p95 {at(ours_cpu, 0.95):.1f}); ratio of p95 {at(ours, 0.95) / at(bare, 0.95):.1f}")  # fmt: skip
    print(f"the same with the look for changes  p50 {at(whole, 0.5):.1f}  p95 {at(whole, 0.95):.1f} ms, {peak_mb()}")
    return at(bare, 0.5)


def _change() -> None:
    """Change records and see when the worker has made them searchable."""
    took = []
    for number in range(1, CHANGES + 1):
        record = Achievement.objects.get(pk=number)
        title = f"水下焊接机器人第{number}型"
        Achievement.objects.filter(pk=number).update(title=title, version=record.version + 1)
        AuditRow.objects.create(
            at=NOW, action="benchmark", actor_role="zone_operator", actor_name="", zone_code=ZONE,
            object_type="catalogue.achievement", object_id=number, object_label="", digest=f"{number}",
        )  # fmt: skip
        _, seconds, _ = timed(lambda: follow_everywhere(NOW))
        found, opening, _ = timed(lambda title=title: open_index(ZONE, "achievement").match(MatchText(0, title), 1))
        assert found[0].target_key == number
        took.append(seconds + opening)
    print(f"changed record searchable after {max(took):.2f} s at most (of {CHANGES}, worker and reader together)")


def _all_pairs(engine: MatchEngine, needs: list[MatchText], bare_ms: float) -> float:
    """Every demand with every achievement."""
    pool = Processes(2)
    list(pool.map(abs, range(4)))  # the start of the processes is told apart
    best, seconds, _ = timed(
        lambda: candidates_of(Task(engine.folder, engine.weights, TOP, TOP), needs, pool, state_of(engine.folder))
    )
    each_ms = seconds / len(needs) * 1000
    print(f"all pairs, top {TOP}         {seconds:.1f} s, {each_ms:.2f} ms a demand, "
          f"{bare_ms / each_ms:.1f} times the bare loop of one thread; {peak_mb()}")  # fmt: skip
    _, ranking, _ = timed(lambda: _rerank(engine, needs, best))
    whole = (seconds + ranking) / len(needs) * 1000
    print(f"re-ranked in one process  {ranking:.1f} s; together {whole:.2f} ms a demand, {bare_ms / whole:.1f} times")
    print(f"same records in the top {TOP}: {_agreement(engine, needs, best):.2%} of places")
    some = needs[:EXPLAINED]
    chunks = [some[first : first + 100] for first in range(0, len(some), 100)]
    task = Task(engine.folder, engine.weights, TOP)
    _, seconds, _ = timed(lambda: list(match_chunks(task, chunks, pool)))
    print(f"nightly run, 200 candidates, {TOP} with reasons: {seconds / len(some) * 1000:.1f} ms a demand "
          f"in two processes (of {len(some)} demands, start of the processes included)")  # fmt: skip
    return whole


def _rerank(engine: MatchEngine, needs: list[MatchText], best: np.ndarray) -> None:
    alive = engine.store.alive()
    for need, line in zip(needs, best, strict=True):
        numbers, values = unpacked_best(line)
        engine.rank(need, alive[numbers], values, TOP)


def _agreement(engine: MatchEngine, needs: list[MatchText], best: np.ndarray) -> float:
    """Return the share of places of the bare query's top 20 that the sparse product's top 20 has too."""
    keys = engine.store.rows["key"][engine.store.alive()]
    same = places = 0
    for need, line in list(zip(needs, best, strict=True))[:ASKED]:
        query = engine.index.query(telling(engine.reader.read(need), engine.statistics))
        wanted = engine.index.bare(query, TOP)
        got = set(keys[unpacked_best(line)[0]].tolist())
        same += len(got & set(wanted))
        places += len(wanted)
    return same / places
