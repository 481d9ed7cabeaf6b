"""The definitions, rates and periods of the funnel."""

from datetime import date, datetime

import pytest

from qiao.core.calendar import CHINA
from qiao.core.funnel import (
    COLLECTED,
    DEFINITIONS,
    FunnelStage,
    View,
    cut_off,
    figures,
    period_of,
    rate_bp,
    recent_periods,
)

S = FunnelStage
COUNTS = {S.PUBLISHED: 7, S.VIEWED: 5, S.CONTACTED: 3, S.NEGOTIATING: 2, S.SIGNED: 1}
CLAIMS = {S.CONTACTED: 1, S.NEGOTIATING: 0, S.SIGNED: 4}


def test_the_stages_stand_in_their_order_and_each_is_defined_once() -> None:
    assert [one.stage for one in DEFINITIONS] == list(FunnelStage)


@pytest.mark.parametrize(
    ("count", "denominator", "rate"), [(1, 3, 3333), (2, 3, 6666), (3, 3, 10_000), (0, 3, 0), (0, 0, None)]
)
def test_rates_are_rounded_down_and_there_is_none_without_a_denominator(
    count: int, denominator: int, rate: int | None
) -> None:
    assert rate_bp(count, denominator) == rate


@pytest.mark.parametrize(("count", "denominator"), [(2, 1), (1, 0), (-1, 3)])
def test_what_is_no_part_of_the_denominator_has_no_rate(count: int, denominator: int) -> None:
    with pytest.raises(ValueError, match="no part"):
        rate_bp(count, denominator)


def test_stages_that_are_not_collected_have_no_figure_rather_than_a_zero() -> None:
    found = {figure.stage: figure for figure in figures(View.COHORT, COUNTS, CLAIMS)}
    assert {stage for stage, figure in found.items() if figure.count is None} == set(FunnelStage) - set(COLLECTED)
    assert all(found[stage].rates == () for stage in (S.LISTED, S.REGISTERED, S.PERFORMED))


def test_every_rate_names_its_denominator() -> None:
    signed = next(figure for figure in figures(View.COHORT, COUNTS, CLAIMS) if figure.stage is S.SIGNED)
    assert [(rate.of, rate.denominator, rate.bp) for rate in signed.rates] == [
        (S.PUBLISHED, 7, 1428),
        (S.NEGOTIATING, 2, 5000),
    ]
    assert signed.not_counted == 4


def test_the_view_by_period_has_no_rates_because_its_stages_count_different_records() -> None:
    assert all(figure.rates == () for figure in figures(View.PERIOD, COUNTS, CLAIMS))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_is_a_year_a_quarter_or_a_month(text: str, first: date, last: date) -> None:
    period = period_of(text)
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize("text", ["", "26", "2026Q5", "2026-13", "2026-00", "2026-7", "9999", "２０２６", "2026 "])
def test_anything_else_is_no_period(text: str) -> None:
    with pytest.raises(ValueError, match="no year"):
        period_of(text)


def test_a_period_ends_with_its_last_day_in_china() -> None:
    period = period_of("2026-03")
    assert period.begins_at == datetime(2026, 3, 1, tzinfo=CHINA)
    assert period.ends_at == datetime(2026, 4, 1, tzinfo=CHINA)


def test_only_periods_that_have_begun_are_offered() -> None:
    offered = [period.text for period in recent_periods(date(2026, 5, 3), years=2)]
    assert offered[:4] == ["2026", "2025", "2026Q2", "2026Q1"]
    assert "2026-05" in offered
    assert "2026-06" not in offered


def test_the_last_day_that_counts_lies_neither_after_today_nor_before_the_period() -> None:
    period, today = period_of("2026Q1"), date(2026, 6, 1)
    assert cut_off(period, None, today) == today
    assert cut_off(period, date(2026, 4, 1), today) == date(2026, 4, 1)
    assert cut_off(period, date(2027, 1, 1), today) == today
    assert cut_off(period, date(2025, 1, 1), today) == period.first
