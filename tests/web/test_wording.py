"""Amounts and clocks in words: one form of each, wherever they stand."""

from datetime import date, datetime, timedelta

import pytest
from django.utils.translation import override

from qiao.core.calendar import CHINA, WorkingCalendar
from qiao.core.time_left import time_left
from qiao.web.clocks import clock_words
from qiao.web.labels import amount_name

NOW = datetime(2026, 9, 28, 10, 0, tzinfo=CHINA)
"""A Monday; the National Day holiday of this calendar is 1 to 7 October, and 10 October is worked."""
CALENDAR = WorkingCalendar(
    years=frozenset({2026}),
    exceptions={**{date(2026, 10, day): False for day in range(1, 8)}, date(2026, 10, 10): True},
)


def end_of(day: int, month: int = 10) -> datetime:
    """24:00 of that day."""
    return datetime(2026, month, day, tzinfo=CHINA) + timedelta(days=1)


@pytest.mark.parametrize(
    ("fen", "zh", "en"),
    [
        (None, "", ""), (0, "0 万元", "CNY 0"), (60_000_000, "60 万元", "CNY 600,000"),
        (123_450_000, "123.45 万元", "CNY 1,234,500"), (1_234_567, "12,345.67 元", "CNY 12,345.67"),
        (1_234_560, "12,345.60 元", "CNY 12,345.60"), (123_456_700, "1,234,567 元", "CNY 1,234,567"),
        (999_900, "9,999 元", "CNY 9,999"), (1_234_500_000_000, "1,234,500 万元", "CNY 12,345,000,000"),
    ],
)  # fmt: skip
def test_an_amount_has_one_form_and_loses_no_fen(fen: int | None, zh: str, en: str) -> None:
    for language, expected in (("zh-hans", zh), ("en", en)):
        with override(language):
            assert amount_name(fen) == expected


@pytest.mark.parametrize(
    ("due", "natural", "working"),
    [
        (end_of(28, 9), (0, False), (0, False)),
        (end_of(29, 9), (1, False), (1, False)),
        # 29 and 30 September, then 8, 9 and 10 October are worked: five days over a holiday of seven.
        (end_of(10), (12, False), (5, False)),
        (end_of(27, 9), (1, True), (1, True)),
        (end_of(25, 9), (3, True), (1, True)),
        (NOW - timedelta(minutes=1), (0, True), (0, True)),
    ],
)
def test_days_are_counted_as_the_rule_counts_them(
    due: datetime, natural: tuple[int, bool], working: tuple[int, bool]
) -> None:
    plain, office = time_left(due, NOW), time_left(due, NOW, lambda: CALENDAR)
    assert (plain.days, plain.is_over) == natural
    assert (office.days, office.is_over) == working


def test_a_year_without_calendar_is_counted_in_natural_days() -> None:
    left = time_left(datetime(2027, 1, 5, tzinfo=CHINA), NOW, lambda: CALENDAR)
    assert (left.days, left.working) == (98, False)


@pytest.mark.parametrize(
    ("action", "due", "said", "tone"),
    [
        ("catalogue.demand.escalate", end_of(10), "Screening · 5 working days left", "secondary"),
        ("catalogue.demand.escalate", end_of(25, 9), "Screening · 1 working day overdue", "red"),
        ("catalogue.achievement.expire", end_of(10), "Validity · 12 days left", "secondary"),
        ("matching.introduction.lapse", end_of(28, 9), "Answers of both sides · due today", "yellow"),
        ("", NOW - timedelta(hours=1), "overdue since today", "red"),
    ],
)
def test_a_clock_says_what_is_to_be_done_and_how_long(action: str, due: datetime, said: str, tone: str) -> None:
    with override("en"):
        words = clock_words(action, due, NOW, lambda: CALENDAR)
    assert (words.text, words.tone) == (said, tone)
