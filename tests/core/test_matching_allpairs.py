"""The nightly run finds what the live search finds, whoever computes it and whoever dies meanwhile."""

import os
import pickle
import random
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from qiao.core.matching import allpairs, products
from qiao.core.matching import folder as folders
from qiao.core.matching.allpairs import Task, candidates_of, match_chunks, state_of
from qiao.core.matching.engine import MatchEngine
from qiao.core.matching.folder import Background, Manifest
from qiao.core.matching.parallel import Alone, Cluster, ClusterUnusable, Pool, Processes
from qiao.core.matching.products import unpacked_best
from qiao.core.matching.scoring import ScoringWeights
from qiao.core.matching.statistics import FeatureStatistics
from qiao.core.matching.texts import MatchText
from tests.core.test_matching_parallel import NEEDS, OFFERS, THINGS, WAYS, chunks

DEPTH = 20


def written_by(dice: random.Random, key: int) -> MatchText:
    """A record of some sentences on the same few subjects; long ones beyond the lengths that are told apart."""
    said = [f"{dice.choice(THINGS)}{dice.choice(WAYS)}第{dice.randint(1, 30)}号" for _ in range(dice.randint(1, 25))]
    return MatchText(key, said[0], "，".join(said), role="offer")


@pytest.fixture(scope="module")
def records() -> list[MatchText]:
    dice = random.Random(20260601)
    return [written_by(dice, key) for key in dice.sample(range(10_000), 700)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, records: list[MatchText]) -> Path:
    place = tmp_path_factory.mktemp("matching") / "index"
    MatchEngine.build(records, place, background=NEEDS)
    return place


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (allpairs, products):
        monkeypatch.setattr(module, "BLOCK", 97)


def keys_and_values(engine: MatchEngine, depth: int) -> list[tuple[list[int], list[float]]]:
    alive = engine.store.alive()
    task = Task(engine.folder, ScoringWeights(), depth, candidates=depth)
    found = [unpacked_best(line) for line in candidates_of(task, NEEDS, Alone(), state_of(task.folder))]
    return [(engine.store.rows["key"][alive[numbers]].tolist(), values.tolist()) for numbers, values in found]


def test_candidates_are_those_of_the_live_search_with_the_same_values(folder: Path) -> None:
    engine = MatchEngine.open(folder)
    for need, (keys, values) in zip(NEEDS, keys_and_values(engine, DEPTH), strict=True):
        live = engine.index.top(engine.reader.read(need), engine.statistics, DEPTH)
        assert np.allclose(values, [hit.bm25 for hit in live], rtol=1e-5)
        clear = [hit.key for hit in live if sum(abs(hit.bm25 - v) < 1e-4 for v in values) == 1][:-1]
        assert set(clear) <= set(keys)
        assert clear


@pytest.mark.usefixtures("small_blocks")
def test_blocks_change_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = MatchEngine.open(folder)
    in_blocks = keys_and_values(engine, DEPTH)
    monkeypatch.setattr(products, "BLOCK", 10_000)
    monkeypatch.setattr(allpairs, "BLOCK", 10_000)
    assert keys_and_values(engine, DEPTH) == in_blocks


@pytest.mark.usefixtures("small_blocks")
def test_of_equal_records_the_first_keys_are_kept_whatever_the_blocks(tmp_path: Path) -> None:
    dice = random.Random(1)
    copies = [replace(OFFERS[0], key=key) for key in dice.sample(range(1000), 300)]
    MatchEngine.build(copies, tmp_path / "index", background=NEEDS)
    found = keys_and_values(MatchEngine.open(tmp_path / "index"), 5)
    assert next(keys for keys, _ in found if keys) == sorted(copy.key for copy in copies)[:5]


def test_a_changed_index_gives_what_a_new_one_gives(folder: Path, records: list[MatchText], tmp_path: Path) -> None:
    from tests.core.test_matching_folder import READER

    nobody = Background(FeatureStatistics())
    folders.build(tmp_path / "changed", records[:-60])
    folders.change(tmp_path / "changed", [replace(records[0], title="别的"), *records[-60:]], [], {}, READER)
    folders.change(tmp_path / "changed", [records[0]], [], {}, READER)
    folders.weigh(tmp_path / "changed", Manifest.read(tmp_path / "changed"), nobody)
    folders.build(tmp_path / "anew", records)
    assert stored(tmp_path / "changed", Alone()) == stored(tmp_path / "anew", Alone())


def stored(folder: Path, pool: Pool) -> bytes:
    """What a run would store, as bytes."""
    found = list(match_chunks(Task(folder, ScoringWeights(), 5), chunks(4), pool))
    assert [key for part in found for key, _ in part] == [need.key for need in NEEDS]
    assert any(matches for part in found for _, matches in part)
    # Pickle notes which equal parts are one object; that is no part of the result.
    return pickle.dumps(repr(found))


def test_two_processes_give_the_bytes_of_one(folder: Path) -> None:
    assert stored(folder, Processes(2)) == stored(folder, Alone())


def die_once(task: tuple[Path, int]) -> int:
    """Kill the own process when a certain task is met for the first time."""
    marker, number = task
    if number == 3 and not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def die(_task: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def test_a_killed_process_changes_nothing_but_the_time(tmp_path: Path) -> None:
    tasks = [(tmp_path / "died", number) for number in range(9)]
    assert list(Processes(2).map(die_once, tasks)) == [number * number for number in range(9)]
    assert (tmp_path / "died").exists()


def test_a_task_that_always_kills_is_given_up() -> None:
    with pytest.raises(Exception, match="terminated abruptly"):
        list(Processes(1).map(die, [1]))


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """Two worker processes behind a scheduler of this machine."""
    distributed = pytest.importorskip("distributed", reason="Dask is not installed; install qiao[cluster]")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as started:
        yield started.scheduler_address


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_gives_the_bytes_of_one_process(folder: Path, cluster: str) -> None:
    assert stored(folder, Cluster(cluster)) == stored(folder, Alone())


@pytest.mark.filterwarnings("ignore")
def test_a_killed_worker_of_a_cluster_changes_nothing(tmp_path: Path, cluster: str) -> None:
    tasks = [(tmp_path / "died", number) for number in range(9)]
    assert list(Cluster(cluster).map(die_once, tasks)) == [number * number for number in range(9)]
    assert (tmp_path / "died").exists()


def test_a_cluster_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ClusterUnusable, match="QIAO_DASK 'nonsense://'"):
        list(Cluster("nonsense://").map(abs, [1]))
