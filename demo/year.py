"""The whole year in its order: the acts of the story, and the platform's own weekly work between them."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from demo.story import (
    accounts,
    achievements,
    demand_lives,
    demands,
    editions,
    introductions,
    matching,
    office,
    scenarios,
    supply,
    views,
)
from demo.timeline import Step, in_order, moment
from demo.world import World
from qiao.core.calendar import CHINA, WorkingCalendar
from qiao.foundation.models import OutboxEvent
from qiao.foundation.worker import work_once

FIRST_ROUND, LAST_DAY = moment("2025-11-10 06:00"), date(2026, 10, 30)
EVENING = time(18)
WEEK = timedelta(days=7)


class EventsFailed(Exception):
    """Events were not delivered to their handlers; names the first ones with their errors."""


def steps_of_the_year(calendar: WorkingCalendar, until: date = LAST_DAY) -> list[Step]:
    """Every step up to the evening of a day, in order of time."""
    end = datetime.combine(until, EVENING, CHINA)
    told = in_order(
        [
            *office.steps(),
            *accounts.steps(),
            *achievements.steps(calendar),
            *demands.steps(calendar),
            *demand_lives.steps(),
            *scenarios.steps(calendar),
            *introductions.steps(),
            *supply.steps(calendar),
            *editions.steps(),
            *matching.steps(),
            *views.steps(),
            *_rounds(end),
        ]
    )
    return [step for step in told if step.at <= end]


def _rounds(end: datetime) -> Iterator[Step]:
    at = FIRST_ROUND
    while at < end:
        yield Step(at, "平台后台", work)
        at += WEEK
    yield Step(end, "平台后台", work)


def work(world: World, at: datetime) -> None:
    """Clocks, events and sealing, until nothing is left to do. Raises EventsFailed when an event is not delivered."""
    while True:
        done = work_once(at)
        world.told.clocks += sum(not fired.problem for fired in done.fired)
        world.told.events += done.events.delivered
        if done.events.failed:
            waiting = OutboxEvent.objects.filter(dispatched_at=None).exclude(last_error="").order_by("pk")
            raise EventsFailed("\n".join(f"{event.name}: {event.last_error}" for event in waiting[:3]))
        if not (done.events.delivered or done.sealed_rows):
            return
