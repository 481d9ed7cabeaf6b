"""The score: bounded, monotone, neutral to what is unknown; facts compared by their own rules."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qiao.core.matching.engine import MatchEngine
from qiao.core.matching.facts import FactVerdict, compare_facts
from qiao.core.matching.results import FactName, Verdict
from qiao.core.matching.scoring import ScoringWeights, combine
from qiao.core.matching.texts import MatchText, Role, full_text, without
from qiao.core.matching.tokens import canonical

NEED = MatchText(1, "镁合金压铸", role="need")
OFFER = MatchText(2, "镁合金压铸", role="offer")
BARE = MatchText(3, "镁合金压铸")
WEIGHTS = ScoringWeights()
ENGINE = MatchEngine.build(
    [
        MatchText(1, "镁合金压铸工艺", "汽车轻量化"),
        MatchText(2, "废水处理 MBR 膜", "COD 95%"),
        MatchText(3, "胆碱酯酶检测"),
    ]
)

TEXTS = st.text(alphabet="镁合金压铸的技术研究酶胆碱废水膜（） AZ91mbr2.5㎡\n，", max_size=40)
RECORDS = st.builds(
    MatchText,
    key=st.integers(0, 9),
    title=TEXTS,
    body=TEXTS,
    keywords=st.lists(TEXTS, max_size=3).map(tuple),
    field=st.sampled_from(["", "1", "4"]),
    industry=st.sampled_from(["", "32", "3252", "3311"]),
    region=st.sampled_from(["", "320000", "320500", "310000"]),
    maturity=st.none() | st.integers(1, 9),
    ways=st.frozensets(st.sampled_from(["licence", "transfer"])),
    role=st.sampled_from(["need", "offer", ""]),
)
VERDICTS: st.SearchStrategy[Verdict] = st.sampled_from(["agrees", "near", "differs", "unknown"])
NAMES: tuple[FactName, ...] = ("field", "industry", "maturity", "region", "ways")


def verdict(name: str, source: MatchText, target: MatchText) -> str:
    return next(fact.verdict for fact in compare_facts(source, target) if fact.name == name)


def factless(record: MatchText) -> MatchText:
    return replace(record, field="", industry="", region="", maturity=None, ways=frozenset())


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("3252", "3252", "agrees"),
        ("3252", "3259", "agrees"),
        ("3252", "3240", "near"),
        ("3252", "32", "near"),
        ("3252", "3311", "differs"),
        ("", "3252", "unknown"),
    ],
)
def test_industry_by_group_and_division(source: str, target: str, expected: str) -> None:
    assert verdict("industry", replace(NEED, industry=source), replace(OFFER, industry=target)) == expected


@pytest.mark.parametrize(
    ("expects", "has", "expected"),
    [
        (6, 6, "agrees"),
        (6, 9, "agrees"),
        (6, 5, "near"),
        (6, 4, "near"),
        (6, 3, "differs"),
        (6, None, "unknown"),
    ],
)
def test_offer_must_be_as_mature_as_the_need_expects(expects: int, has: int | None, expected: str) -> None:
    need, offer = replace(NEED, maturity=expects), replace(OFFER, maturity=has)
    assert verdict("maturity", need, offer) == expected
    assert verdict("maturity", offer, need) == expected


@pytest.mark.parametrize(
    ("level", "expected"), [(5, "agrees"), (7, "agrees"), (8, "near"), (3, "near"), (1, "differs")]
)
@pytest.mark.parametrize("role", ["", "offer"])
def test_records_of_one_role_compare_evenly(level: int, expected: str, role: Role) -> None:
    here = replace(BARE, maturity=6 if level != 1 else 5, role=role)
    assert verdict("maturity", here, replace(BARE, maturity=level, role=role)) == expected


def test_region_field_and_ways() -> None:
    assert verdict("region", replace(NEED, region="320500"), replace(OFFER, region="320000")) == "agrees"
    assert verdict("region", replace(NEED, region="310000"), replace(OFFER, region="320000")) == "differs"
    assert verdict("field", replace(NEED, field="4"), replace(OFFER, field="8")) == "differs"
    both, one, other = frozenset({"licence", "transfer"}), frozenset({"licence"}), frozenset({"shares"})
    assert verdict("ways", replace(NEED, ways=both), replace(OFFER, ways=one)) == "agrees"
    assert verdict("ways", replace(NEED, ways=one), replace(OFFER, ways=other)) == "differs"
    assert verdict("ways", replace(NEED, ways=one), OFFER) == "unknown"


def test_agreeing_facts_raise_and_differing_facts_lower() -> None:
    plain = combine(0.1, [FactVerdict("field", "unknown", "", "4")], WEIGHTS).score_bp
    agrees = combine(0.1, [FactVerdict("field", "agrees", "4", "4")], WEIGHTS).score_bp
    differs = combine(0.1, [FactVerdict("field", "differs", "1", "4")], WEIGHTS).score_bp
    # 1000 of similarity is 2500 of score (calibration point); t(1 - t) = 0.1875, effects +20 % and -30 %.
    assert (plain, agrees, differs) == (2500, 2875, 1938)


def test_levels_begin_at_their_thresholds() -> None:
    assert [WEIGHTS.level(bp) for bp in (0, 999, 1000, 2199, 2200, 4199, 4200, 10000)] == (
        ["none", "none", "weak", "weak", "fair", "fair", "strong", "strong"]
    )


def test_impossible_weights_are_refused() -> None:
    with pytest.raises(ValueError, match="thresholds"):
        ScoringWeights(weak_bp=3000)
    with pytest.raises(ValueError, match="calibration"):
        ScoringWeights(calibration=((0, 0), (500, 900), (400, 1000)))
    with pytest.raises(ValueError, match="effects"):
        ScoringWeights(effects=(("field", "agrees", 6000), ("ways", "differs", -5000)))


@given(st.lists(VERDICTS, min_size=5, max_size=5), st.floats(0, 1), st.floats(0, 1))
def test_score_is_bounded_and_rises_with_similarity(verdicts: list[Verdict], one: float, other: float) -> None:
    facts = [FactVerdict(name, verdict, "", "") for name, verdict in zip(NAMES, verdicts, strict=True)]
    low, high = sorted((one, other))
    lower, higher = combine(low, facts, WEIGHTS).score_bp, combine(high, facts, WEIGHTS).score_bp
    assert 0 <= lower <= higher <= 10_000
    assert combine(0.0, facts, WEIGHTS).score_bp == 0


@settings(deadline=None)
@given(RECORDS, RECORDS)
def test_unknown_facts_are_neutral_from_either_side(source: MatchText, target: MatchText) -> None:
    plain = ENGINE.pair_score(factless(source), factless(target)).score_bp
    assert ENGINE.pair_score(source, factless(target)).score_bp == plain
    assert ENGINE.pair_score(factless(source), target).score_bp == plain


@settings(deadline=None)
@given(RECORDS, RECORDS)
def test_score_is_the_same_in_both_directions(source: MatchText, target: MatchText) -> None:
    assert abs(ENGINE.pair_score(source, target).score_bp - ENGINE.pair_score(target, source).score_bp) <= 1


@settings(max_examples=300, deadline=None)
@given(RECORDS, RECORDS)
def test_reasons_are_true(source: MatchText, target: MatchText) -> None:
    match = ENGINE.explain(source, target)
    assert 0 <= match.score_bp <= 10_000
    assert bool(match.phrases) == (match.score_bp > 0)
    for phrase in match.phrases:
        for record, spans in ((source, phrase.in_source), (target, phrase.in_target)):
            assert spans
            for span in spans:
                assert canonical(full_text(record)[span.start : span.end]) == canonical(phrase.text)
    shares = [phrase.share_bp for phrase in match.phrases] + [field.share_bp for field in match.fields]
    assert sum(share for share in shares if share > 0) <= 10_000
    if match.score_bp:
        named = [span for phrase in match.phrases for span in phrase.in_target]
        assert ENGINE.pair_score(source, without(target, named)).score_bp < match.score_bp
