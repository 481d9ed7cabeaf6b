"""The clarity of a demand: what raises it, what the guided questions promise, what counts against it."""

from dataclasses import asdict, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiao.core.clarity import ClarityFacts, ClarityWeights, Indicator, clarity_report

GOOD_TEXT = (
    "压铸件壁厚2.5毫米处气孔率为8%，目标低于2%；现有两台1600吨压铸机，真空度只能到90毫巴，模具温度由人工调节。"
    "已试过更换脱模剂和降低浇注速度，废品率仍在11%到13%之间。希望得到一套真空压铸和模温控制的完整方案，"
    "在现有设备上改造，停机不超过15天，单件周期不超过62秒，并提供6个月的驻厂调试和工人培训。"
)
CLEAR = ClarityFacts(
    title="薄壁铝合金压铸件气孔控制",
    content=GOOD_TEXT,
    indicators=(Indicator("气孔率", "8", "≤2", "%"), Indicator("单件周期", "75", "62", "秒")),
    budget_band="from_100_to_500",
    urgency="urgent",
    ways=("joint_development",),
    deadline=date(2026, 12, 31),
    existing_base="两台1600吨压铸机",
    partner_requirements="有真空压铸工程业绩",
    rights_wish="改造成果归双方共有",
    field="4",
    industry="3252",
)
VAGUE = ClarityFacts(title="技术升级", content="提升产品质量。优化工艺。实现智能化。", budget_band="negotiable")

ANSWERS = {
    "title": {"title": "薄壁铝合金压铸件气孔控制技术"},
    "deadline": {"deadline": date(2027, 1, 31)},
    "budget": {"budget_band": "over_1000"},
    "ways": {"ways": ("licence", "transfer")},
    "existing_base": {"existing_base": "中试线一条"},
    "urgency": {"urgency": "ordinary"},
    "partner_requirements": {"partner_requirements": "能驻厂调试"},
    "rights_wish": {"rights_wish": "归需求方所有"},
    "field": {"field": "8"},
    "industry": {"industry": "34"},
}
# Sentences that say the same with a figure, in as many characters.
FIGURES = {"提升产品质量": "次品不过3件", "优化工艺流程": "工序减到12", "实现智能化": "5人减1人"}


def answered(facts: ClarityFacts, code: str) -> ClarityFacts:
    """The facts after a person has answered the question well, in other words than the product's own."""
    if code in ANSWERS:
        return replace(facts, **ANSWERS[code])
    if code == "content":
        return replace(facts, content=f"{facts.content}。{GOOD_TEXT}")
    if code == "precision":
        exact = facts.content
        for vague, figure in FIGURES.items():
            exact = exact.replace(vague, figure)
        return replace(facts, content=exact)
    if code == "indicator_targets" and not facts.indicators:
        return replace(facts, indicators=(Indicator("硬度", "45", "52", "HRC"),))
    changes = {
        "indicator_targets": lambda one: replace(one, name=one.name.strip() or "硬度", target="52"),
        "indicator_currents": lambda one: replace(one, current=one.current if one.current.strip() else "45"),
        "indicator_units": lambda one: replace(one, unit=one.unit if one.unit.strip() else "HRC"),
    }
    return replace(facts, indicators=tuple(changes[code](one) for one in facts.indicators))


SENTENCES = (
    "气孔率由8%降到2%以下",
    "提升产品质量",
    "优化工艺流程",
    "每班产量480件",
    "设备为国产1600吨压铸机",
    "实现智能化",
)
optional = st.sampled_from(("", " ", "45"))
indicator = st.builds(
    Indicator, st.sampled_from(("", "气孔率", "周期")), optional, st.sampled_from(("", "更好", "≤2")), optional
)
facts_strategy = st.builds(
    ClarityFacts,
    title=st.sampled_from(("", "升级", "技术升级", "铝合金压铸件气孔控制")),
    content=st.lists(st.sampled_from(SENTENCES), max_size=12, unique=True).map("。".join),
    indicators=st.lists(indicator, max_size=4).map(tuple),
    budget_band=st.sampled_from(("", "negotiable", "under_50")),
    urgency=st.sampled_from(("", "urgent")),
    ways=st.sampled_from(((), ("transfer",))),
    deadline=st.sampled_from((None, date(2026, 9, 1))),
    existing_base=st.sampled_from(("", "。", "有中试线")),
    partner_requirements=st.sampled_from(("", "驻厂")),
    rights_wish=st.sampled_from(("", "共有")),
    field=st.sampled_from(("", "4")),
    industry=st.sampled_from(("", "32")),
)


def test_a_complete_demand_reaches_the_full_score_and_has_no_question() -> None:
    report = clarity_report(CLEAR)
    assert report.score == 100
    assert report.questions == ()


def test_an_empty_demand_has_no_point() -> None:
    assert clarity_report(ClarityFacts()).score == 0


def test_a_vague_demand_scores_far_below_a_clear_one() -> None:
    assert clarity_report(VAGUE).score < 20


def test_negotiable_budget_counts_half() -> None:
    points = {one.code: one for one in clarity_report(replace(CLEAR, budget_band="negotiable")).components}
    assert points["budget"].points * 2 == points["budget"].weight


def test_a_vague_sentence_costs_points_and_a_figure_gives_them_back() -> None:
    vague = clarity_report(replace(CLEAR, content=f"{GOOD_TEXT}实现全流程智能化。"))
    exact = clarity_report(replace(CLEAR, content=f"{GOOD_TEXT}实现12道工序智能化。"))
    assert vague.score < exact.score == 100
    assert [question.code for question in vague.questions] == ["precision"]


def test_an_indicator_without_a_figure_is_no_target() -> None:
    without = replace(CLEAR, indicators=(Indicator("气孔率", "8", "更低", "%"),))
    assert [question.code for question in clarity_report(without).questions] == ["indicator_targets"]


@given(facts_strategy)
def test_answering_a_question_raises_the_score_by_its_gain(facts: ClarityFacts) -> None:
    report = clarity_report(facts)
    for question in report.questions:
        assert question.gain > 0
        assert clarity_report(answered(facts, question.code)).score == report.score + question.gain, question


@given(facts_strategy)
def test_answering_every_question_in_turn_leads_to_the_full_score(facts: ClarityFacts) -> None:
    for _ in range(20):
        questions = clarity_report(facts).questions
        if not questions:
            break
        facts = answered(facts, questions[0].code)
    assert clarity_report(facts).score == 100


@given(facts_strategy)
def test_questions_come_by_gain_and_components_add_up(facts: ClarityFacts) -> None:
    report = clarity_report(facts)
    gains = [question.gain for question in report.questions]
    assert gains == sorted(gains, reverse=True)
    assert sum(one.points for one in report.components) == report.score
    assert sum(one.weight for one in report.components) == 100
    assert all(0 <= one.points <= one.weight for one in report.components)


def test_weights_must_sum_to_100_and_not_be_negative() -> None:
    assert sum(asdict(ClarityWeights()).values()) == 100
    with pytest.raises(ValueError, match="sum is 101"):
        ClarityWeights(title=7)
    with pytest.raises(ValueError, match="title is negative"):
        ClarityWeights(title=-6, content=28)
