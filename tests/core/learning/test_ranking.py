"""What the learned ranking says, and that it says it whatever the order of the lists."""

from itertools import product

import pytest

from qiao.core.matching.learning.ranking import Ranking, Verdict
from qiao.core.matching.learning.records import Grade, Need, Offer
from qiao.core.matching.learning.teaching import learn
from tests.core.learning.lists import TRADES, grades, needs, offers


@pytest.fixture(scope="module")
def ranking() -> Ranking:
    return learn(needs(), offers(), grades())


def without(trade: int) -> list[Grade]:
    return [grade for grade in grades() if not grade.need.startswith(f"D{trade}")]


@pytest.mark.parametrize("trade", range(0, len(TRADES), 3))
def test_a_demand_without_grades_gets_the_fitting_title_first(trade: int) -> None:
    asked = [(f"D{trade}a", offer.key) for offer in offers()]
    found = dict(zip(asked, learn(needs(), offers(), without(trade)).verdicts(needs(), offers(), asked), strict=True))
    best = sorted(found, key=lambda pair: -found[pair].score)[:2]
    assert {key for _, key in best} == {f"A{trade}0", f"A{trade}1"}


def test_every_verdict_is_within_its_bounds_and_agrees_with_itself(ranking: Ranking) -> None:
    asked = list(product([need.key for need in needs()], [offer.key for offer in offers()]))
    found = ranking.verdicts(needs(), offers(), asked)
    assert len(found) == len(asked)
    for verdict in found:
        assert verdict.probability is not None
        assert verdict.expected is not None
        assert 0.0 <= verdict.probability <= 1.0
        assert 1.0 <= verdict.expected <= 4.0
        assert (verdict.level >= 3) == (verdict.probability > 0.5)


def test_grades_of_a_demand_carry_over_to_like_titles_of_the_same_demand() -> None:
    """What an expert thinks of 釉料 for this demand is known from another title with it, against the words."""
    extra = [*offers(), Offer("X1", "区域 陶瓷 统计 年报"), Offer("X2", "陶瓷 区域 统计")]
    loved = [*grades(), *(Grade("D6a", key, 4) for key in ("X1", "A64"))]
    hated = [*grades(), *(Grade("D6a", key, 1) for key in ("X1", "A64"))]
    high, low = (
        learn(needs(), extra, list(one)).verdicts(needs(), extra, [("D6a", "X2")])[0] for one in (loved, hated)
    )
    assert high.score > low.score + 0.3


def test_a_demand_with_the_words_of_a_graded_one_is_judged_as_that_one() -> None:
    twin = [*needs(), Need("T", TRADES[0][1], TRADES[0][2])]
    ranking = learn(twin, offers(), grades())
    asked = [(key, offer.key) for key in ("D0a", "T") for offer in offers()]
    found = [verdict.score for verdict in ranking.verdicts(twin, offers(), asked)]
    assert found[: len(offers())] == pytest.approx(found[len(offers()) :])


def test_the_order_of_lists_and_grades_changes_nothing(ranking: Ranking) -> None:
    asked = [(need.key, offer.key) for need in needs()[:4] for offer in offers()]
    turned = learn(needs()[::-1], offers()[::-1], grades()[::-1])
    assert turned.verdicts(needs(), offers(), asked) == ranking.verdicts(needs(), offers(), asked)


def test_verdicts_come_in_the_order_of_the_pairs_and_pairs_may_repeat(ranking: Ranking) -> None:
    asked = [("D0a", offer.key) for offer in offers()]
    found = dict(zip(asked, ranking.verdicts(needs(), offers(), asked), strict=True))
    again = ranking.verdicts(needs(), offers(), [*asked[::-1], asked[0]])
    assert [one.score for one in again] == pytest.approx([found[pair].score for pair in [*asked[::-1], asked[0]]])


def test_without_grades_the_texts_alone_rank() -> None:
    asked = [(f"D{trade}a", f"A{other}0") for trade in range(3) for other in range(8)]
    found = learn(needs(), offers(), []).verdicts(needs(), offers(), asked)
    for trade in range(3):
        scores = [verdict.score for verdict in found[trade * 8 : trade * 8 + 8]]
        assert max(scores) == scores[trade]
    assert {verdict.probability for verdict in found} == {None}
    assert {verdict.level for verdict in found} <= {1, 2, 3, 4}


def test_experts_who_disagree_are_met_between(ranking: Ranking) -> None:
    def expected(*levels: int) -> float:
        own = [grade for grade in grades() if (grade.need, grade.offer) != ("D3a", "A32")]
        own += [Grade("D3a", "A32", level) for level in levels]
        found: Verdict = learn(needs(), offers(), own).verdicts(needs(), offers(), [("D3a", "A32")])[0]
        return found.score

    assert expected(1, 1) < expected(1, 4) < expected(4, 4)


ODD = {
    "empty": Need("ODD", "", ""),
    "one character": Need("ODD", "鱼", ""),
    "very long": Need("ODD", "鱼病检测", "池塘鱼病检测试剂。" * 11_200),
    "English": Need("ODD", "Rapid test for fish disease", "We need a portable reagent for ponds."),
    "traditional": Need("ODD", "魚病檢測試劑", "池塘裏魚病頻發，需要快速檢測病原"),
    "mixed": Need("ODD", "AI视觉 fish 检测 ＰＣＲ", "用PCR检测鱼病①②③，pH≥7"),
    "marks only": Need("ODD", "？！……", "——\n\n\t；；"),
}


@pytest.mark.parametrize("odd", ODD.values(), ids=list(ODD))
def test_an_odd_demand_gets_an_answer_for_every_title(ranking: Ranking, odd: Need) -> None:
    nameless = [*offers(), Offer("EMPTY", ""), Offer("DOT", "。"), Offer("LONG", "鱼病 检测 " * 300)]
    found = ranking.verdicts([odd], nameless, [("ODD", offer.key) for offer in nameless])
    assert all(1.0 <= verdict.score <= 4.0 for verdict in found)


def test_odd_demands_do_not_stop_learning() -> None:
    odd = [Need(f"ODD{place}", one.title, one.text) for place, one in enumerate(ODD.values())]
    more = [Grade(need.key, "A00", 1) for need in odd]
    learned = learn([*needs(), *odd], [*offers(), Offer("EMPTY", "")], [*grades(), *more, Grade("D0a", "EMPTY", 1)])
    best = learned.verdicts(needs(), offers(), [("D1a", "A10"), ("D1a", "A25")])
    assert best[0].score > best[1].score


@pytest.mark.parametrize("few", [1, 2, 3])
def test_very_few_grades_do_not_make_it_certain(few: int) -> None:
    found = learn(needs(), offers(), grades()[:few]).verdicts(needs(), offers(), [("D5a", "A50"), ("D0a", "A00")])
    assert all(verdict.probability is not None and 0.0 < verdict.probability < 1.0 for verdict in found)


def test_lists_without_any_word_are_answered() -> None:
    found = learn([Need("D", "", "")], [Offer("A", "")], [Grade("D", "A", 2)])
    assert 1.0 <= found.verdicts([Need("D", "", "")], [Offer("A", "")], [("D", "A")])[0].score <= 4.0


def test_no_pairs_give_no_verdicts(ranking: Ranking) -> None:
    assert ranking.verdicts(needs(), offers(), []) == []


@pytest.mark.parametrize("level", [0, 5, -1])
def test_a_grade_outside_one_to_four_is_refused(level: int) -> None:
    with pytest.raises(ValueError, match=f"level {level}: grades are 1 to 4"):
        Grade("D0a", "A00", level)


def test_an_unknown_key_is_refused(ranking: Ranking) -> None:
    with pytest.raises(KeyError):
        ranking.verdicts(needs(), offers(), [("D0a", "nobody")])
    with pytest.raises(KeyError):
        learn(needs(), offers(), [Grade("nobody", "A00", 1)])
