"""The right record first, with true reasons; nothing when nothing suits."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from qiao.core.matching.engine import IndexUnusable, MatchEngine
from qiao.core.matching.results import Match
from qiao.core.matching.texts import MatchText, full_text, parts, without
from qiao.core.matching.tokens import canonical

OFFERS = (
    MatchText(
        1,
        "高强度镁合金真空压铸成型工艺",
        "面向汽车轻量化，AZ91D镁合金压铸件抗拉强度达到260MPa，气孔率低于1%。",
        ("镁合金", "真空压铸"),
        field="4",
        industry="3252",
        maturity=7,
        role="offer",
    ),
    MatchText(
        2,
        "印染废水深度处理膜生物反应器",
        "膜组件抗污染，COD去除率95%，适用于印染园区。",
        field="7",
        role="offer",
    ),
    MatchText(3, "胆碱酯酶的固定化与热稳定化方法", "酶在4至45摄氏度之间活性保持90%以上。", field="2", role="offer"),
    MatchText(4, "铸件表面缺陷视觉检测系统", "深度学习识别裂纹和砂眼，准确率99%。", field="1", role="offer"),
    MatchText(5, "锂电池隔膜陶瓷涂覆技术", "热收缩率小于2%，用于动力电池。", field="4", role="offer"),
    MatchText(6, "茶叶自动采摘机器人", "末端执行器识别嫩芽，每小时采摘5公斤。", field="8", role="offer"),
    MatchText(7, "Perovskite solar cell module", "Roll-to-roll coating of perovskite solar cells.", role="offer"),
)
NEEDS = (
    (
        1,
        MatchText(101, "镁合金压铸件气孔问题", "汽车支架镁合金压铸时气孔多，抗拉强度不足220MPa。", role="need"),
    ),
    (2, MatchText(102, "印染企业废水提标改造", "现有生化处理后COD仍高，求膜生物反应器。", role="need")),
    (3, MatchText(103, "如何克服外界温度对胆碱酯酶活性的影响", "", role="need")),
    (4, MatchText(104, "铸件外观质量自动检测", "人工看裂纹、砂眼效率低，希望视觉检测代替。", role="need")),
    (5, MatchText(105, "动力电池隔膜耐热性提升", "隔膜热收缩大，需要陶瓷涂覆。", role="need")),
    (6, MatchText(106, "春茶采摘缺工", "求能识别嫩芽的采摘机器人。", role="need")),
    (7, MatchText(107, "Solar cell supplier wanted", "We look for perovskite solar cells.", role="need")),
)
UNRELATED = MatchText(200, "幼儿园绘本阅读课程", "亲子共读，节日主题活动与手工游戏。", role="need")


@pytest.fixture(scope="module")
def engine() -> MatchEngine:
    return MatchEngine.build(OFFERS, background=[need for _, need in NEEDS])


def assert_true(match: Match, source: MatchText, target: MatchText) -> None:
    """Check everything a match says about its own texts."""
    for phrase in match.phrases:
        assert phrase.in_source
        assert phrase.in_target
        for record, spans in ((source, phrase.in_source), (target, phrase.in_target)):
            for span in spans:
                assert canonical(full_text(record)[span.start : span.end]) == canonical(phrase.text)
    shares = [phrase.share_bp for phrase in match.phrases] + [field.share_bp for field in match.fields]
    assert sum(share for share in shares if share > 0) <= 10_000


@pytest.mark.parametrize(("right", "need"), NEEDS, ids=[str(right) for right, _ in NEEDS])
def test_right_offer_ranks_first_with_true_reasons(engine: MatchEngine, right: int, need: MatchText) -> None:
    first = engine.match(need)[0]
    assert first.target_key == right
    assert first.level in {"strong", "fair"}
    assert_true(first, need, OFFERS[right - 1])


def test_other_direction_finds_the_demand() -> None:
    engine = MatchEngine.build([need for _, need in NEEDS], background=OFFERS)
    for right, need in NEEDS:
        assert engine.match(OFFERS[right - 1])[0].target_key == need.key


def test_strongest_phrase_is_the_one_an_official_would_mark(engine: MatchEngine) -> None:
    phrases = engine.match(NEEDS[0][1])[0].phrases
    assert "镁合金压铸" in phrases[0].text
    assert "抗拉强度" in {phrase.text for phrase in phrases}
    text = full_text(OFFERS[0])
    marked = {text[span.start : span.end] for phrase in phrases for span in phrase.in_target}
    assert {phrase.text for phrase in phrases} == marked


def test_latin_phrase_is_found_as_words(engine: MatchEngine) -> None:
    first = engine.match(NEEDS[6][1])[0]
    assert any(canonical(phrase.text) == "perovskite solar cells" for phrase in first.phrases)


def test_nothing_suitable_is_said(engine: MatchEngine) -> None:
    assert engine.match(UNRELATED) == []
    assert engine.match(MatchText(201, "", "")) == []
    assert engine.match(MatchText(202, "技术研究开发应用", "关键技术研发与产业化示范")) == []


def test_facts_alone_make_no_match(engine: MatchEngine) -> None:
    alike = replace(UNRELATED, field="4", industry="3252", maturity=7)
    assert engine.match(alike) == []
    assert engine.pair_score(alike, OFFERS[0]).score_bp < engine.weights.weak_bp


def test_naming_the_phrases_away_lowers_the_score(engine: MatchEngine) -> None:
    for right, need in NEEDS:
        target = OFFERS[right - 1]
        match = engine.explain(need, target)
        spans = [span for phrase in match.phrases for span in phrase.in_target]
        assert engine.pair_score(need, without(target, spans)).score_bp < match.score_bp


def test_missing_facts_are_named(engine: MatchEngine) -> None:
    match = engine.explain(NEEDS[2][1], OFFERS[2])
    assert "source.body" in match.missing
    assert {"source.maturity", "target.maturity", "source.field"} <= set(match.missing)
    assert "target.field" not in match.missing
    assert "target.body" not in match.missing


def test_same_input_same_output(engine: MatchEngine, tmp_path: Path) -> None:
    needs = [need for _, need in NEEDS]
    again = MatchEngine.build(OFFERS, tmp_path / "index", background=needs)
    assert list(again.match_all(needs)) == list(engine.match_all(needs))
    assert list(MatchEngine.open(tmp_path / "index").match_all(needs)) == list(engine.match_all(needs))


def test_equal_records_are_ordered_by_key_even_beyond_the_limit() -> None:
    copies = [replace(OFFERS[0], key=key) for key in (9, 3, 12, 5, 7, 1)]
    engine = MatchEngine.build(copies)
    assert [match.target_key for match in engine.match(NEEDS[0][1], 2, candidates=2)] == [1, 3]


def test_rebuilding_replaces_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    MatchEngine.build(OFFERS, folder)
    MatchEngine.build(OFFERS[:2], folder)
    assert len(MatchEngine.open(folder)) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["index"]


def test_failed_build_leaves_the_old_index(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    MatchEngine.build(OFFERS, folder)
    with pytest.raises(ValueError, match="key 1: given twice"):
        MatchEngine.build([*OFFERS, OFFERS[0]], folder)
    assert len(MatchEngine.open(folder)) == len(OFFERS)


def test_unusable_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable, match="build it again"):
        MatchEngine.open(tmp_path / "none")
    folder = tmp_path / "index"
    MatchEngine.build(OFFERS, folder)
    manifest = (folder / "manifest.json").read_text(encoding="utf-8")
    (folder / "manifest.json").write_text(manifest.replace('"format": 3', '"format": 99'), encoding="utf-8")
    with pytest.raises(IndexUnusable, match="99"):
        MatchEngine.open(folder)
    (folder / "manifest.json").write_text(manifest, encoding="utf-8")
    shutil.rmtree(folder / "index")
    with pytest.raises(IndexUnusable, match="build it again"):
        MatchEngine.open(folder)


def test_empty_list_finds_nothing() -> None:
    assert MatchEngine.build([]).match(NEEDS[0][1]) == []


def test_user_words_survive_reopening(tmp_path: Path) -> None:
    MatchEngine.build(OFFERS, tmp_path / "index", user_words=["砂眼缺陷"])
    source = MatchText(1, "砂眼缺陷")
    reopened = MatchEngine.open(tmp_path / "index")
    assert [match.target_key for match in reopened.match(source)][:1] == [4]


def test_limit_is_checked(engine: MatchEngine) -> None:
    with pytest.raises(ValueError, match="limit 0"):
        engine.match(NEEDS[0][1], 0)


def test_parts_stand_where_they_say() -> None:
    record = OFFERS[0]
    for part in parts(record):
        assert full_text(record)[part.offset :].startswith(part.text)
    assert [part.text for part in parts(record)] == [record.title, record.body, *record.keywords]
