"""Tokens keep their place in the original text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from qiao.core.matching.tokens import Segmenter, canonical, fold, tokenise

MIXED = st.text(alphabet="镁合金压铸的技术研究（）AZａｚ91D ２.5㎡μ³\n　，·ﬁ㈱Ⅳ酶胆碱", max_size=60)


def spelt(text: str) -> set[str]:
    return {token.text for token in tokenise(text)}


def test_long_word_also_gives_the_words_inside() -> None:
    assert {"镁合金", "合金"} <= spelt("镁合金压铸工艺")


def test_latin_letters_digits_and_units_stay_whole() -> None:
    assert {"az31", "2.5", "260mpa"} <= spelt("AZ31镁合金，密度2.5 g/cm³，强度260MPa")


def test_full_width_and_capital_letters_are_the_same_word() -> None:
    assert fold("ＡＺ３１") == fold("az31") == "az31"


def test_unknown_term_gives_its_character_pairs() -> None:
    # A trade name that no dictionary has: whatever the segmenter makes of it, the pairs are found.
    assert {"汝可", "可心", "心宁"} <= spelt("汝可心宁胶囊")


def test_user_word_is_kept_whole() -> None:
    assert "立方氮化硼" not in {token.text for token in Segmenter().tokenise("立方氮化硼砂轮")}
    assert "立方氮化硼" in {token.text for token in Segmenter(["立方氮化硼"]).tokenise("立方氮化硼砂轮")}


def test_blanks_between_chinese_words_do_not_change_a_phrase() -> None:
    assert canonical("生物质 成型　燃料") == canonical("生物质成型燃料")
    assert canonical("Solid State") == "solid state"
    assert canonical("Solid  State") == "solid state"


@settings(deadline=None)
@given(MIXED)
def test_every_token_stands_where_it_says(text: str) -> None:
    for token in tokenise(text):
        assert 0 <= token.start < token.end <= len(text)
        assert fold(text[token.start : token.end]) == token.text


@settings(deadline=None)
@given(MIXED)
def test_every_letter_is_in_some_token(text: str) -> None:
    covered = {place for token in tokenise(text) for place in range(token.start, token.end)}
    letters = {place for place, char in enumerate(text) if fold(char)[0].isalnum()}
    assert letters <= covered
