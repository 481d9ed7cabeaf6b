"""Several processes give what one gives, in the same order; the stored bags give what the texts give."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qiao.core.matching.allpairs import Task, match_chunks
from qiao.core.matching.engine import IndexUnusable, MatchEngine
from qiao.core.matching.parallel import Processes
from qiao.core.matching.reading import Reader
from qiao.core.matching.scoring import ScoringWeights
from qiao.core.matching.texts import MatchText, Span, full_text, without
from qiao.core.matching.tokens import default_segmenter

THINGS = ("镁合金", "锂电池隔膜", "印染废水", "高温合金叶片", "茶叶", "轴承")
WAYS = ("真空压铸", "陶瓷涂覆", "膜分离", "定向凝固", "机器人采摘", "缺陷视觉检测", "AZ91D 热处理")
OFFERS = [
    MatchText(
        number,
        f"{thing}{way}技术",
        f"用于{thing}的{way}，效率提高{number}%。",
        field=str(1 + number % 4),
        maturity=1 + number % 9,
        region=("320000", "310000", "")[number % 3],
        role="offer",
    )
    for number, (thing, way) in enumerate((thing, way) for thing in THINGS for way in WAYS)
]
NEEDS = [
    MatchText(500 + number, f"{thing}{way}", f"求{way}，解决{thing}的缺陷。", field="2", maturity=5, role="need")
    for number, (thing, way) in enumerate((thing, way) for way in WAYS for thing in THINGS)
]
TEXTS = st.text(alphabet="镁合金压铸的技术研究废水膜（，。；）： AZ91.5㎡\n,()", max_size=40)
CUTS = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 9)), max_size=4)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("matching") / "index"
    MatchEngine.build(OFFERS, place, background=NEEDS)
    return place


def chunks(size: int) -> Iterator[list[MatchText]]:
    return (NEEDS[first : first + size] for first in range(0, len(NEEDS), size))


def test_two_processes_give_what_one_gives_in_the_order_of_the_sources(folder: Path) -> None:
    alone = list(MatchEngine.open(folder).match_all(NEEDS, 5))
    together = list(match_chunks(Task(folder, ScoringWeights(), 5), chunks(4), Processes(2)))
    assert [len(found) for found in together] == [4] * 10 + [2]
    assert [one for found in together for one in found] == alone
    assert any(matches for _, matches in alone)


def test_other_weights_reach_the_processes(folder: Path) -> None:
    strict = ScoringWeights(weak_bp=9000, fair_bp=9500, strong_bp=9900)
    assert [m for found in match_chunks(Task(folder, strict, 5), chunks(50), Processes(1)) for _, m in found] == [
        []
    ] * len(NEEDS)


def test_leaving_off_early_ends_the_processes(folder: Path) -> None:
    found = match_chunks(Task(folder, ScoringWeights(), 5), chunks(1), Processes(2))
    first = next(found)
    found.close()  # type: ignore[attr-defined]
    assert first[0][0] == NEEDS[0].key
    assert list(found) == []


@pytest.mark.parametrize("limit", [1, 3, 20])
def test_the_best_are_those_of_all_pairs(folder: Path, limit: int) -> None:
    engine = MatchEngine.open(folder)
    for need in NEEDS:
        pairs = [(engine.pair_score(need, offer), offer.key) for offer in OFFERS]
        proposed = [pair for pair in pairs if pair[0].score_bp >= engine.weights.weak_bp]
        proposed.sort(key=lambda pair: (-pair[0].score_bp, -pair[0].similarity, pair[1]))
        found = engine.match(need, limit)
        assert [(match.score_bp, match.target_key) for match in found] == [
            (score.score_bp, key) for score, key in proposed[:limit]
        ]


def test_a_cut_file_of_bags_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    MatchEngine.build(OFFERS, folder)
    os.truncate(folder / "keys.bin", 100)
    with pytest.raises(IndexUnusable, match="build it again"):
        MatchEngine.open(folder)


@settings(deadline=None)
@given(TEXTS, TEXTS, st.lists(TEXTS, max_size=2), st.integers(0, 40), st.integers(1, 9))
def test_a_maker_that_has_seen_much_makes_the_same_bag(
    title: str, body: str, keywords: list[str], start: int, length: int
) -> None:
    record = MatchText(1, title, body, tuple(keywords))
    changed = without(record, [Span(start, start + length)])
    used = Reader(default_segmenter())
    used.bag_of(record)
    for text in (record, changed):
        old, fresh = used.bag_of(text), Reader(default_segmenter()).bag_of(text)
        assert old.keys.tolist() == fresh.keys.tolist()
        assert old.weights.tolist() == fresh.weights.tolist()


@given(TEXTS, TEXTS, CUTS)
def test_taking_out_leaves_line_ends_and_all_else(title: str, body: str, cuts: list[tuple[int, int]]) -> None:
    record = MatchText(1, title, body)
    gone = {place for start, length in cuts for place in range(start, start + length)}
    left = full_text(without(record, [Span(start, start + length) for start, length in cuts]))
    # The line end between title and body stays one, taken out or not.
    assert left == "".join("\n" if place in gone else char for place, char in enumerate(full_text(record)))
