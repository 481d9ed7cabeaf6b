"""Finding the column that a header stands for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiao.foundation.intake.cells import text_up_to
from qiao.foundation.intake.kinds import KINDS, ColumnSpec, ImportContext, ImportKind, RecordWriter, register_kind
from qiao.foundation.intake.mapping import missing_columns, suggest_mapping, unknown_keys


def _no_writer(context: ImportContext) -> RecordWriter:
    raise AssertionError("nothing is written here")


KIND = ImportKind(
    key="tests.mapping",
    columns=(
        ColumnSpec("external_number", ("外部编号", "External number", "demand_id"), text_up_to(100)),
        ColumnSpec("title", ("需求名称", "Title"), text_up_to(500), required=True),
        ColumnSpec("budget", ("预算(万元)", "Budget"), text_up_to(10)),
    ),
    identity=lambda values: str(values["title"]),
    writer=_no_writer,
)


def test_headers_are_known_in_chinese_and_english_whatever_their_width_case_and_star() -> None:
    headers = ("外部 编号", "需求名称*", "预算（万元）", "备注")
    assert suggest_mapping(headers, KIND) == {
        "外部 编号": "external_number",
        "需求名称*": "title",
        "预算（万元）": "budget",
    }
    assert suggest_mapping(("DEMAND_ID", "title"), KIND) == {"DEMAND_ID": "external_number", "title": "title"}


def test_a_saved_choice_comes_first_and_can_leave_a_header_out() -> None:
    saved = {"课题": "title", "需求名称": "", "预算": "budget"}
    assert suggest_mapping(("课题", "需求名称", "Budget"), KIND, saved) == {"课题": "title", "Budget": "budget"}


def test_the_first_heading_of_a_column_comes_before_its_other_names() -> None:
    assert suggest_mapping(("Title", "需求名称"), KIND) == {"需求名称": "title"}


def test_marks_that_nobody_sees_do_not_hide_a_header() -> None:
    assert suggest_mapping(("\ufeff外部编号", "需求\u200b名称"), KIND) == {
        "\ufeff外部编号": "external_number",
        "需求\u200b名称": "title",
    }


def test_missing_and_unknown_columns_are_named() -> None:
    assert missing_columns({"demand_id": "external_number"}, KIND) == ["需求名称"]
    assert unknown_keys({"a": "title", "b": "title", "c": "nothing", "d": ""}, KIND) == ["nothing", "title"]


@given(st.lists(st.sampled_from([*KIND.headings, "备注", "其他", ""]), unique=True))
def test_no_column_is_used_twice(headers: list[str]) -> None:
    keys = list(suggest_mapping(headers, KIND).values())
    assert len(keys) == len(set(keys))


def test_a_kind_is_registered_once_and_its_headings_mean_one_thing() -> None:
    twins = (KIND.columns[0], ColumnSpec("other", ("外部编号",), text_up_to(5)))
    with pytest.raises(ValueError, match="外部编号"):
        register_kind(ImportKind("tests.twins", twins, KIND.identity, _no_writer))
    assert "tests.twins" not in KINDS
    known = next(iter(KINDS.values()))
    with pytest.raises(ValueError, match=known.key):
        register_kind(ImportKind(known.key, KIND.columns, KIND.identity, _no_writer))
