"""How clearly a free text says what is needed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiao.core.clarity_of_texts import ASPECTS, MOST_QUESTIONS, clarity_of_text, facts_of_text, with_answers

VAGUE = "我们想提升产品质量，实现智能化。"
FULL = (
    "铝合金压铸件内部气孔率目前为5%，希望降到1%以下；压铸后由两人抽检，节拍25秒，车间温度较高、粉尘大。"
    "计划预算100万元，与高校合作开发在线检测装置，要求检出直径0.3 mm以上的气孔，漏检率不超过0.5%，"
    "设备能装进现有生产线，连续工作，不影响单班三千件的产量，操作人员经过一天培训即可使用。"
)
ANSWERS = {
    "target": "漏检率不超过0.5%",
    "current": "目前漏检率为8%",
    "material": "6061壳体",
    "process": "压铸之后",
    "condition": "在线，粉尘大",
    "base": "两人抽检",
    "ways": "合作开发",
    "budget": "100万元",
}


def test_a_vague_text_scores_low_and_is_asked_for_the_target_first() -> None:
    found = clarity_of_text(VAGUE)
    assert found.score < 15
    assert found.stated == ()
    assert found.lacking == ASPECTS
    assert len(found.questions) == MOST_QUESTIONS
    assert found.questions[0].code == "target"
    gains = [question.gain for question in found.questions]
    assert gains == sorted(gains, reverse=True)


def test_a_full_text_states_every_aspect_and_is_asked_nothing() -> None:
    found = clarity_of_text(FULL, "4")
    assert found.lacking == ()
    assert found.questions == ()
    assert found.score >= 90


def test_answers_to_the_questions_raise_the_clarity_of_a_vague_text() -> None:
    text, answered, scores = VAGUE, (), [clarity_of_text(VAGUE).score]
    while questions := clarity_of_text(text, answered=answered).questions:
        text = with_answers(text, {question.code: ANSWERS[question.code] for question in questions})
        answered += tuple(question.code for question in questions)
        scores.append(clarity_of_text(text, answered=answered).score)
        assert scores[-1] > scores[-2]
        assert len(scores) < 10
    assert scores[-1] >= scores[0] + 60


@pytest.mark.parametrize("code", [code for code in ASPECTS if code != "current"])
def test_each_answer_by_itself_raises_the_clarity(code: str) -> None:
    before = clarity_of_text(VAGUE)
    after = clarity_of_text(with_answers(VAGUE, {code: ANSWERS[code]}), answered=(code,))
    assert after.score > before.score
    assert code in after.stated


def test_a_target_without_a_figure_is_not_taken_for_one() -> None:
    text = with_answers(VAGUE, {"target": "越小越好"})
    assert "target" in clarity_of_text(text, answered=("target",)).lacking


def test_figures_become_indicators_with_present_value_and_unit() -> None:
    (one,) = facts_of_text("气孔率目前为5%，希望降到1%以下，预算100万元。").indicators
    assert (one.current, one.target, one.unit) == ("5%", "1%", "%")


def test_answers_stand_as_sentences_after_the_text() -> None:
    assert with_answers("要检测气孔", {"material": " 铝 \n 合金 ", "budget": ""}) == "要检测气孔\n铝 合金。"
    assert with_answers("要检测气孔", {}) == "要检测气孔"


@given(st.text(max_size=300), st.sampled_from(["", "4"]), st.lists(st.sampled_from(ASPECTS), max_size=4))
def test_any_text_has_a_clarity_between_0_and_100(text: str, field: str, answered: list[str]) -> None:
    found = clarity_of_text(text, field, tuple(answered))
    assert 0 <= found.score <= 100
    assert {*found.stated, *found.lacking} == set(ASPECTS)
    assert all(question.code in found.lacking for question in found.questions)
