"""An index that is changed in place finds what one built anew finds; interrupted, it takes back or goes on."""

from dataclasses import replace
from pathlib import Path

import pytest

from qiao.core.matching import folder as folders
from qiao.core.matching.allpairs import Task, match_chunks
from qiao.core.matching.candidates import CandidateIndex
from qiao.core.matching.engine import MatchEngine
from qiao.core.matching.folder import Background, Manifest
from qiao.core.matching.parallel import Alone
from qiao.core.matching.reading import Reader
from qiao.core.matching.scoring import ScoringWeights
from qiao.core.matching.statistics import FeatureStatistics
from qiao.core.matching.store import RecordStore
from qiao.core.matching.store_writing import StoreWriter
from qiao.core.matching.texts import MatchText
from qiao.core.matching.tokens import Segmenter, default_segmenter
from tests.core.test_matching_parallel import NEEDS, OFFERS

READER = Reader(default_segmenter())
NOBODY = Background(FeatureStatistics())
CHANGED = [replace(OFFERS[3], title="茶叶机器人采摘末端执行器"), MatchText(900, "轴承缺陷视觉检测专机", role="offer")]
GONE = [OFFERS[5].key, OFFERS[20].key]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    MatchEngine.build(OFFERS, tmp_path / "index")
    return tmp_path / "index"


def found(engine: MatchEngine) -> list[tuple[int, list[tuple[int, int]]]]:
    return [(key, [(m.target_key, m.score_bp) for m in matches]) for key, matches in engine.match_all(NEEDS, 5)]


def test_a_change_is_found_at_once_and_the_old_text_no_more(folder: Path) -> None:
    old = MatchText(1, OFFERS[3].title, role="need")
    assert MatchEngine.open(folder).match(old)[0].target_key == OFFERS[3].key
    folders.change(folder, CHANGED, GONE, {}, READER)
    engine = MatchEngine.open(folder)
    assert len(engine) == len(OFFERS) - 1
    assert engine.match(MatchText(1, "茶叶机器人采摘末端执行器"))[0].target_key == OFFERS[3].key
    assert engine.match(MatchText(1, "轴承缺陷视觉检测专机"))[0].target_key == 900
    everything = {m.target_key for need in NEEDS for m in engine.match(need, 50)}
    assert everything.isdisjoint(GONE)


def test_a_second_run_in_the_same_process_sees_what_changed_since_the_first(folder: Path) -> None:
    task, asked = Task(folder, ScoringWeights(), 5), [MatchText(1, "轴承缺陷视觉检测专机")]

    def first_of() -> int:
        ((_, matches),) = next(iter(match_chunks(task, [asked], Alone())))
        return matches[0].target_key if matches else 0

    assert first_of() != 900
    folders.change(folder, CHANGED, GONE, {}, READER)
    assert first_of() == 900


def test_changed_and_weighed_it_scores_as_if_built_anew(folder: Path, tmp_path: Path) -> None:
    weighed = folders.weigh(folder, folders.change(folder, CHANGED, GONE, {}, READER), NOBODY)
    left = [one for one in OFFERS if one.key not in GONE and one.key != CHANGED[0].key]
    anew = MatchEngine.build([*left, *CHANGED], tmp_path / "anew")
    assert found(MatchEngine.open(folder)) == found(anew)
    assert weighed.added == 0


def test_taken_out_and_put_back_it_is_there_once(folder: Path) -> None:
    folders.change(folder, [], [OFFERS[0].key], {}, READER)
    folders.change(folder, [], [OFFERS[0].key, 12345], {}, READER)
    folders.change(folder, OFFERS[:1], [], {}, READER)
    manifest = Manifest.read(folder)
    assert len(RecordStore(folder, manifest.rows).alive()) == len(MatchEngine.open(folder)) == len(OFFERS)


def test_a_reader_opened_before_a_change_keeps_its_own_view(folder: Path) -> None:
    engine = MatchEngine.open(folder)
    before = found(engine)
    folders.change(folder, CHANGED, GONE, {}, READER)
    folders.weigh(folder, Manifest.read(folder), NOBODY)
    assert found(engine) == before


@pytest.mark.parametrize("after", ["log", "search index"])
def test_an_interrupted_change_is_not_seen_and_is_named_for_the_next(folder: Path, after: str) -> None:
    before = found(MatchEngine.open(folder))
    manifest = Manifest.read(folder)
    writer = StoreWriter(folder, manifest.rows)
    new = next(folders.prepare([CHANGED[1]], Segmenter(), 1))
    if after == "log":
        writer.add(new)
    else:
        with CandidateIndex.open(folder / "index").writing() as entries:
            entries.add(new, writer.add(new))
    writer.close(safely=True)
    assert found(MatchEngine.open(folder)) == before
    assert folders.interrupted_keys(folder, manifest) == {900}
    folders.change(folder, [CHANGED[1]], [], {}, READER)
    engine = MatchEngine.open(folder)
    assert len(engine) == len(OFFERS) + 1
    assert engine.match(MatchText(1, CHANGED[1].title))[0].target_key == 900
    assert folders.interrupted_keys(folder, Manifest.read(folder)) == set()


def test_several_processes_write_the_index_that_one_writes(tmp_path: Path) -> None:
    for name, workers in (("one", 1), ("two", 2)):
        folders.build(tmp_path / name, OFFERS * 1, workers=workers)
    for name in ("keys", "weights", "terms", "times", "rows"):
        assert (tmp_path / "one" / f"{name}.bin").read_bytes() == (tmp_path / "two" / f"{name}.bin").read_bytes()
    assert found(MatchEngine.open(tmp_path / "one")) == found(MatchEngine.open(tmp_path / "two"))


def test_the_statistics_of_the_log_are_those_of_the_texts(folder: Path) -> None:
    counted = FeatureStatistics()
    for offer in OFFERS:
        counted.add(READER.bag_of(offer).keys)
    bag = READER.bag_of(OFFERS[0])
    stored = RecordStore(folder, Manifest.read(folder).rows).count()
    assert stored.records == counted.records
    assert stored.idf(bag.keys).tolist() == counted.idf(bag.keys).tolist()
