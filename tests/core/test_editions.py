"""List editions as values: the difference between two lists, and digests that notice every alteration."""

import hashlib
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiao.core.editions import (
    Balance,
    ChangeKind,
    ListItem,
    UnusableItems,
    apply_difference,
    batch_name,
    difference,
    edition_digest,
    item_digest,
    require_codes,
)

VALUES = st.dictionaries(
    st.sampled_from(["title", "field", "ways", "budget_fen", "deadline_on"]),
    st.none() | st.integers(-3, 3) | st.text(max_size=4) | st.lists(st.text(max_size=2), max_size=2),
    max_size=5,
)
ITEMS = st.lists(
    st.builds(ListItem, st.sampled_from([f"XQ20264{serial:04d}" for serial in range(1, 9)]), VALUES),
    unique_by=lambda item: item.code,
    max_size=8,
)

WIRE = ListItem("XQ202640001", {"title": "铝线退火", "urgency": "一般", "ways": ["联合开发"]})
BOARD = ListItem("XQ202610002", {"title": "电路板检测", "urgency": "紧急"})
FILM = ListItem("XQ202640003", {"title": "隔膜涂布", "urgency": "长期"})


@given(old=ITEMS, new=ITEMS)
def test_the_old_list_and_the_difference_give_the_new_list(old: list[ListItem], new: list[ListItem]) -> None:
    assert list(apply_difference(old, difference(old, new))) == new


@given(old=ITEMS, new=ITEMS)
def test_the_counts_balance(old: list[ListItem], new: list[ListItem]) -> None:
    balance = difference(old, new).balance
    assert balance.holds
    assert (balance.old, balance.new) == (len(old), len(new))
    assert balance.unchanged == sum(item in new for item in old)


@given(items=ITEMS)
def test_a_list_does_not_differ_from_itself_in_any_order(items: list[ListItem]) -> None:
    assert difference(items, items[::-1]).changes == ()


def test_added_changed_and_removed_lines_name_the_fields() -> None:
    urgent = ListItem(WIRE.code, {"title": "铝线退火", "urgency": "紧急", "budget": "面议"})
    found = difference([WIRE, FILM], [BOARD, urgent])
    assert [(change.kind, change.code, change.title) for change in found.changes] == [
        (ChangeKind.ADDED, BOARD.code, "电路板检测"),
        (ChangeKind.CHANGED, WIRE.code, "铝线退火"),
        (ChangeKind.REMOVED, FILM.code, "隔膜涂布"),
    ]
    changed = found.changes[1]
    assert changed.fields == ("budget", "urgency", "ways")
    assert changed.before == {"urgency": "一般", "ways": ["联合开发"]}
    assert changed.after == {"urgency": "紧急", "budget": "面议"}
    assert found.balance == Balance(old=2, added=1, changed=1, removed=1, unchanged=0, new=2)


@pytest.mark.parametrize(
    "balance",
    [
        Balance(old=2, added=1, changed=0, removed=0, unchanged=2, new=2),
        Balance(old=2, added=0, changed=1, removed=0, unchanged=2, new=2),
        Balance(old=1, added=0, changed=0, removed=2, unchanged=-1, new=-1),
    ],
)
def test_counts_that_do_not_add_up_are_noticed(balance: Balance) -> None:
    assert not balance.holds


@pytest.mark.parametrize(
    ("items", "rule", "code"),
    [
        ([WIRE, replace(BOARD, code=WIRE.code)], "item_code_twice", WIRE.code),
        ([replace(WIRE, code=" ")], "item_without_code", "铝线退火"),
        ([ListItem("XQ202640009", {"title": " "})], "item_without_title", "XQ202640009"),
    ],
)
def test_lines_that_cannot_stand_in_a_list_are_named(items: list[ListItem], rule: str, code: str) -> None:
    with pytest.raises(UnusableItems) as refused:
        require_codes(items)
    assert (refused.value.rule, refused.value.code) == (rule, code)


def test_the_digest_of_a_line_is_sha_256_over_sorted_compact_json() -> None:
    written = (
        '{"code":"XQ202610002","position":3,"subject":"catalogue.demand:7",'
        '"values":{"title":"电路板检测","urgency":"紧急"}}'
    )
    assert item_digest(3, BOARD, "catalogue.demand:7") == hashlib.sha256(written.encode()).hexdigest()


@given(values=VALUES, other=VALUES)
def test_lines_have_one_digest_exactly_when_their_content_is_one(
    values: dict[str, object], other: dict[str, object]
) -> None:
    first, second = ListItem("XQ202640001", values), ListItem("XQ202640001", other)
    same = json.dumps(values, sort_keys=True) == json.dumps(other, sort_keys=True)
    assert (item_digest(1, first, "a:1") == item_digest(1, second, "a:1")) is same


def test_position_code_subject_head_and_order_all_count() -> None:
    base = item_digest(1, WIRE, "catalogue.demand:1")
    others = {
        item_digest(2, WIRE, "catalogue.demand:1"),
        item_digest(1, WIRE, "catalogue.demand:2"),
        item_digest(1, replace(WIRE, code="XQ202640002"), "catalogue.demand:1"),
    }
    assert base not in others
    assert len(others) == 3
    head = {"number": "XQ-2026-01"}
    digests = {
        edition_digest(head, ["a", "b"]),
        edition_digest(head, ["b", "a"]),
        edition_digest(head, ["ab"]),
        edition_digest({"number": "XQ-2026-02"}, ["a", "b"]),
    }
    assert len(digests) == 4


@pytest.mark.parametrize(
    ("serial", "name"),
    [
        (1, "第一批"),
        (9, "第九批"),
        (10, "第十批"),
        (11, "第十一批"),
        (20, "第二十批"),
        (35, "第三十五批"),
        (99, "第九十九批"),
        (100, "第100批"),
    ],
)
def test_batches_are_named_in_chinese_numerals(serial: int, name: str) -> None:
    assert batch_name(serial) == name


def test_there_is_no_batch_below_one() -> None:
    with pytest.raises(ValueError, match="0 is below 1"):
        batch_name(0)
