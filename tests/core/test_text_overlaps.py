"""Near duplicates of texts: the measure, the passages, and finding one text among many."""

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qiao.core.near_duplicates.overlap import Bounds, Degree, overlap_of
from qiao.core.near_duplicates.plain_text import ComparedText, plain_text
from qiao.core.near_duplicates.shingles import shingles
from qiao.core.near_duplicates.sketches import NOTHING, sketch_of

BOUNDS = Bounds(same_bp=10_000, near_bp=6_000, part_bp=5_000, passage_characters=50)
ANY_BOUND = Bounds(same_bp=10_000, near_bp=1, part_bp=1, passage_characters=12)
CASTING = ComparedText(
    "薄壁铝合金压铸件气孔控制",
    ("压铸件壁厚2.5毫米处气孔率为8%，目标低于2%，需在现有1600吨压铸机上改造，保持节拍不变并验证一年。",),
)
TRUCKS = ComparedText("港口无人集卡测试", ("夜间集卡转运缺人，希望低速无人驾驶车辆在封闭堆场内完成短驳。",))

WORDS = st.text(alphabet="压铸气孔控制真空度mmABC123 ，。（）\n", max_size=60)
TEXTS = st.builds(ComparedText, WORDS, st.lists(WORDS, max_size=3).map(tuple))


@given(TEXTS, TEXTS)
def test_exchanging_the_texts_exchanges_the_answer(one: ComparedText, other: ComparedText) -> None:
    there, back = overlap_of(one, other, ANY_BOUND), overlap_of(other, one, ANY_BOUND)
    if there is None or back is None:
        assert there is back
        return
    assert (there.degree, there.likeness_bp) == (back.degree, back.likeness_bp)
    assert (there.first_share_bp, there.second_share_bp) == (back.second_share_bp, back.first_share_bp)
    assert (there.first_marks, there.second_marks) == (back.second_marks, back.first_marks)
    assert {(p.first, p.second) for p in there.passages} == {(p.second, p.first) for p in back.passages}


@given(TEXTS)
def test_a_text_is_wholly_the_same_as_itself(text: ComparedText) -> None:
    found = overlap_of(text, text, BOUNDS)
    if not plain_text(text).total:
        assert found is None
        return
    assert found is not None
    assert (found.degree, found.likeness_bp) == (Degree.SAME, 10_000)
    assert (found.first_share_bp, found.second_share_bp) == (10_000, 10_000)
    assert sketch_of(text) == sketch_of(text)


@given(TEXTS, TEXTS)
def test_what_is_marked_and_told_stands_in_both_texts(one: ComparedText, other: ComparedText) -> None:
    found = overlap_of(one, other, ANY_BOUND)
    if found is None:
        return
    assert 0 < found.likeness_bp <= 10_000
    for passage in found.passages:
        ours, theirs = one.shown[slice(*passage.first)], other.shown[slice(*passage.second)]
        assert plain_text(ComparedText(ours)).signs == plain_text(ComparedText(theirs)).signs != ""
    for text, marks in ((one, found.first_marks), (other, found.second_marks)):
        assert all(0 <= start < end <= len(text.shown) for start, end in marks)
        assert all(before[1] < after[0] for before, after in itertools.pairwise(marks))


@given(TEXTS, st.text(alphabet=" ，。；、（）-—\t", max_size=5))
def test_punctuation_blanks_and_width_make_no_difference(text: ComparedText, marks: str) -> None:
    wide = ComparedText(marks + text.title.replace("A", "Ａ").replace("1", "１"), tuple(t + marks for t in text.body))
    found = overlap_of(text, wide, BOUNDS)
    assert (found is None) == (not plain_text(text).total)
    assert found is None or found.degree is Degree.SAME
    assert sketch_of(wide) == sketch_of(text)


def naive_shares(one: ComparedText, other: ComparedText, characters: int) -> tuple[int, int]:
    """The shares worked out sign by sign from their definition, for texts of Chinese characters in one field."""
    a, b = (plain_text(ComparedText("", text.body)).signs for text in (one, other))

    def covered(text: str, by: str) -> int:
        marked: set[int] = set()
        for start in range(len(text) - characters + 1):
            if text[start : start + characters] in by:
                marked |= set(range(start, start + characters))
        return len(marked) * 10_000 // len(text)

    return covered(a, b), covered(b, a)


@settings(max_examples=60)
@given(
    st.text(alphabet="压铸气孔控制", min_size=4, max_size=40), st.text(alphabet="压铸气孔控制", min_size=4, max_size=40)
)
def test_the_shares_are_those_of_the_definition(one: str, other: str) -> None:
    first, second = ComparedText("", (one,)), ComparedText("", (other,))
    found = overlap_of(first, second, ANY_BOUND)
    expected = naive_shares(first, second, 4)
    if found is None:
        assert expected == (0, 0)
    elif found.degree is not Degree.PASSAGE:
        assert (found.first_share_bp, found.second_share_bp) == expected


def test_a_changed_word_leaves_it_nearly_the_same_and_shows_where() -> None:
    changed = ComparedText(CASTING.title, (CASTING.body[0].replace("1600吨", "2500吨"),))
    found = overlap_of(CASTING, changed, BOUNDS)
    assert found is not None
    assert found.degree is Degree.NEARLY
    unmarked = [
        CASTING.shown[i] for i in range(len(CASTING.shown)) if not any(s <= i < e for s, e in found.first_marks)
    ]
    assert set("".join(unmarked)) <= set("1600\n。，")
    assert overlap_of(CASTING, TRUCKS, BOUNDS) is None


def test_the_title_weighs_more_than_the_text() -> None:
    other_title = ComparedText("港口无人集卡测试平台建设", CASTING.body)
    other_tail = ComparedText(CASTING.title, (CASTING.body[0][:-12] + "港口无人集卡测试平台建设",))
    by_title, by_tail = (overlap_of(CASTING, text, ANY_BOUND) for text in (other_title, other_tail))
    assert by_title is not None
    assert by_tail is not None
    assert by_title.likeness_bp < by_tail.likeness_bp


def test_a_passage_taken_over_is_found_in_a_text_about_something_else() -> None:
    taken = ComparedText(TRUCKS.title, (TRUCKS.body[0] * 4 + CASTING.body[0],))
    found = overlap_of(CASTING, taken, BOUNDS)
    assert found is not None
    assert found.degree is Degree.PASSAGE
    assert found.second_share_bp < found.first_share_bp
    longest = found.passages[0]
    assert CASTING.shown[slice(*longest.first)] == taken.shown[slice(*longest.second)]
    assert "目标低于2%" in CASTING.shown[slice(*longest.first)]


def test_short_set_phrases_do_not_make_two_english_texts_alike() -> None:
    one = ComparedText("Porosity control", ("The porosity of thin-walled castings is to be lowered to two per cent.",))
    other = ComparedText("Quay crane drives", ("The wear of the drives of our cranes must be found before they fail.",))
    assert overlap_of(one, other, BOUNDS) is None
    same = ComparedText("POROSITY  CONTROL", ("The porosity of thin walled castings is to be lowered to two per cent",))
    found = overlap_of(one, same, BOUNDS)
    assert found is not None
    assert found.degree is Degree.SAME


@pytest.mark.parametrize("text", [ComparedText(""), ComparedText(" ，\n"), ComparedText("", ("", "——"))])
def test_nothing_is_like_nothing(text: ComparedText) -> None:
    assert overlap_of(text, text, BOUNDS) is None
    assert sketch_of(text) == (NOTHING,)
    assert len(shingles(plain_text(text), 4).keys) == 0


def test_one_character_is_itself_and_no_other() -> None:
    one = ComparedText("铸")
    found = overlap_of(one, one, BOUNDS)
    assert found is not None
    assert found.first_marks == ((0, 1),)
    assert overlap_of(one, ComparedText("压"), BOUNDS) is None
    assert sketch_of(one) != sketch_of(ComparedText("压"))


@pytest.mark.parametrize("unit", ["哈", "ab", "压铸件气孔率为8%。", ""])
def test_a_hundred_thousand_characters_take_a_bounded_time(unit: str) -> None:
    varied = "".join(chr(0x4E00 + i * i * 7919 % 20_000) for i in range(100_000))
    text = (unit * 100_000)[:100_000] if unit else varied
    one, other = ComparedText("长文", (text,)), ComparedText("长文", (text[:50_000] + "改动之处" + text[50_000:],))
    began = time.process_time()
    found = overlap_of(one, other, BOUNDS)
    assert found is not None
    assert found.degree in (Degree.SAME, Degree.NEARLY)
    assert 1 <= len(sketch_of(one)) <= 26
    assert time.process_time() - began < 10


def test_near_texts_share_keys_and_others_do_not() -> None:
    changed = ComparedText(CASTING.title + "技术", (CASTING.body[0].replace("一年", "两年"),))
    assert len(set(sketch_of(CASTING)) & set(sketch_of(changed))) >= 3
    assert not set(sketch_of(CASTING)) & set(sketch_of(TRUCKS))


def test_keys_do_not_change_from_one_day_to_the_next() -> None:
    """They are kept in the database: another way of making them needs all of them anew."""
    assert sketch_of(ComparedText("压铸件气孔控制")) == (
        5290454032381706618,
        6763987743443013613,
        -3852457663405827846,
    )


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ((9_000, 9_500, 5_000, 50), "near_bp"),
        ((10_001, 6_000, 5_000, 50), "same_bp"),
        ((10_000, 6_000, 0, 50), "part_bp"),
        ((10_000, 6_000, 5_000, 11), "passage_characters"),
    ],
)
def test_figures_that_cannot_be_bounds_are_named(figures: tuple[int, int, int, int], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Bounds(*figures)
