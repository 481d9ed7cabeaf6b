"""Lists under limits in the terminal: the programme, the week, and a supply list chosen anew with other limits."""

from pathlib import Path

import pytest

from tests.console.office import as_json, done, qiao
from tests.console.test_lists_out import lists

__all__ = ["lists"]


@pytest.fixture
def matched(lists: Path) -> Path:
    done("match", "run")
    return lists


def test_a_programme_before_the_first_matching_says_what_to_do(lists: Path) -> None:
    result = qiao("match", "programme")
    assert result.exit_code == 1
    assert "qiao match run" in result.stderr


def test_a_programme_lists_its_slots_and_the_price_of_each_limit(matched: Path) -> None:
    found = as_json("match", "programme", "--slots", "1", "--per-field", "0")
    assert len(found["rows"]) == 1
    assert found["status"] == "optimal"
    prices = {limit["key"]: limit["gain_bp"] for limit in found["limits"]}
    both = as_json("match", "programme", "--slots", "2", "--per-field", "0")
    assert prices["slots"] == both["total_bp"] - found["total_bp"]
    printed = done("match", "programme")
    assert found["rows"][0]["demand_code"][:6] in printed


def test_a_wrong_session_is_named_with_the_choices(matched: Path) -> None:
    result = qiao("match", "programme", "--session", "9")
    assert result.exit_code == 1
    for part in ("9", "0, 1, 2"):
        assert part in result.stderr


def test_a_week_without_managers_is_empty_and_fits_the_screen(matched: Path) -> None:
    assert as_json("match", "week")["rows"] == []
    assert max(len(line) for line in done("match", "week").splitlines()) <= 80


def test_a_supply_list_is_chosen_anew_with_other_limits_and_shows_what_they_cost(matched: Path) -> None:
    office = "江海示范区建设办公室"
    done("supply", "place", "供给清单", "--provider", office, "--deliver-by", "2099-12-31", "--per-field", "0")
    (order,) = as_json("supply", "list")["rows"]
    shown = done("supply", "show", str(order["id"]))
    again = done("supply", "compile", str(order["id"]), "--per-demand", "1")
    for text in (shown, again):
        assert "总分" in text
    assert "per_demand" not in again
