"""How many processes share a run, and that their number changes nothing of what is stored."""

from datetime import datetime
from typing import Any

import pytest

from qiao.core.matching.parallel import ClusterUnusable
from qiao.matching import jobs
from qiao.matching.jobs import SHARED_FROM, run_matching, workers_for
from qiao.matching.models import Direction, Match, MatchedSource
from qiao.matching.selectors.runs import current_run
from tests.matching.conftest import ZONE, Parties, make_achievement, make_demand


def test_a_short_list_is_matched_by_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QIAO_WORKERS", "4")
    assert (workers_for(0), workers_for(SHARED_FROM - 1), workers_for(SHARED_FROM)) == (1, 1, 4)


@pytest.mark.parametrize(("cores", "expected"), [(1, 1), (2, 2), (16, 2)])
def test_without_a_setting_there_are_two_processes_where_there_are_cores(
    monkeypatch: pytest.MonkeyPatch, cores: int, expected: int
) -> None:
    monkeypatch.delenv("QIAO_WORKERS", raising=False)
    monkeypatch.setattr("os.sched_getaffinity", lambda process: set(range(cores)))
    assert workers_for(12_000) == expected


@pytest.mark.parametrize("given", ["0", "-1", "two", "1.5"])
def test_an_impossible_number_of_processes_is_named(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("QIAO_WORKERS", given)
    with pytest.raises(ValueError, match=f"QIAO_WORKERS '{given}'"):
        workers_for(12_000)


def stored(parties: Parties, now: datetime) -> tuple[list[Any], list[Any], list[Any]]:
    """Match the demands; what was kept, and what progress was told."""
    told: list[tuple[str, int, int]] = []
    run = run_matching(
        actor=parties.operator,
        zone_code=ZONE,
        direction=str(Direction.DEMAND_TO_ACHIEVEMENTS),
        clock=lambda: now,
        progress=lambda stage, done, total: told.append((stage, done, total)),
    )
    matches = Match.objects.filter(run=run).order_by("pk")
    sources = MatchedSource.objects.filter(run=run).order_by("pk")
    return (
        list(matches.values_list("source_id", "target_id", "rank", "score_bp", "level", "reasons")),
        list(sources.values_list("source_id", "level", "match_count")),
        [step for step in told if step[0] == "match"],
    )


def test_two_processes_store_what_one_stores(parties: Parties, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, way in enumerate(("定向凝固", "精密铸造", "激光增材", "探伤", "涂层")):
        make_demand(f"高温合金叶片{way}", parties.firm, content=f"叶片{way}时开裂")
        make_achievement(f"单晶叶片{way}工艺", parties.college, field=str(number))
    make_demand("茶叶萎凋槽自动翻料", parties.firm)
    monkeypatch.setenv("QIAO_WORKERS", "2")
    monkeypatch.setattr(jobs, "SOURCES_PER_WRITE", 2)
    alone = stored(parties, now)
    monkeypatch.setattr(jobs, "SHARED_FROM", 1)
    assert stored(parties, now) == alone
    matches, sources, steps = alone
    assert matches
    assert len(sources) == 6
    assert steps == [("match", 2, 6), ("match", 4, 6), ("match", 6, 6)]


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_by_its_address_stores_what_one_process_stores(
    parties: Parties, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    distributed = pytest.importorskip("distributed", reason="Dask is not installed; install qiao[cluster]")
    for number, way in enumerate(("定向凝固", "精密铸造", "激光增材", "探伤", "涂层")):
        make_demand(f"高温合金叶片{way}", parties.firm, content=f"叶片{way}时开裂")
        make_achievement(f"单晶叶片{way}工艺", parties.college, field=str(number))
    monkeypatch.setattr(jobs, "SOURCES_PER_WRITE", 2)
    alone = stored(parties, now)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as cluster:
        monkeypatch.setenv("QIAO_DASK", cluster.scheduler_address)
        assert stored(parties, now) == alone
    assert alone[0]


def test_a_cluster_that_does_not_answer_leaves_the_older_run(
    parties: Parties, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_demand("高温合金叶片定向凝固", parties.firm)
    make_achievement("单晶叶片定向凝固工艺", parties.college)
    alone = stored(parties, now)
    monkeypatch.setenv("QIAO_DASK", "nonsense://")
    with pytest.raises(ClusterUnusable, match="QIAO_DASK"):
        stored(parties, now)
    assert current_run(ZONE, str(Direction.DEMAND_TO_ACHIEVEMENTS)).match_count == len(alone[0])  # type: ignore[union-attr]
