"""The order of events: every step of the story has its fixed instant, and they are taken in that order."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Concatenate, ParamSpec

from demo.world import World
from qiao.core.calendar import CHINA, WorkingCalendar
from qiao.core.outcomes import Outcome

P = ParamSpec("P")
DESK_HOURS = (
    time(9, 5), time(9, 40), time(10, 20), time(11, 5), time(14, 10), time(14, 50), time(15, 35), time(16, 20),
)  # fmt: skip
"""When somebody at a desk gets one thing after another done."""


@dataclass(frozen=True)
class Step:
    """What somebody does at an instant; ``what`` names it when it cannot be done."""

    at: datetime
    what: str
    act: Callable[[World, datetime], object]


class StoryBroken(Exception):
    """A step of the story was refused; names instant, step and outcome."""

    def __init__(self, step: Step, outcome: Outcome) -> None:
        super().__init__(f"{step.at:%Y-%m-%d %H:%M} {step.what}: {outcome}")


def step(
    at: datetime, what: str, act: Callable[Concatenate[World, datetime, P], object], *args: P.args, **kwargs: P.kwargs
) -> Step:
    """A step whose act takes, after world and instant, the further arguments."""
    return Step(at, what, lambda world, now: act(world, now, *args, **kwargs))


def moment(text: str) -> datetime:
    """The instant of ``2025-11-03 09:30`` in China."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=CHINA)


def desk_times(calendar: WorkingCalendar, first_day: date) -> Iterator[datetime]:
    """One desk time after another on working days, beginning with the given one."""
    day = first_day
    while True:
        for hour in DESK_HOURS:
            yield datetime.combine(day, hour, tzinfo=CHINA)
        day = calendar.next_working_day(day)


def later(calendar: WorkingCalendar, at: datetime, days: int, minutes: int = 0) -> datetime:
    """The same time of day some working days on, moved by minutes within the day."""
    day = calendar.add_working_days(at.astimezone(CHINA).date(), days)
    hour = at.astimezone(CHINA).hour * 60 + at.astimezone(CHINA).minute + minutes
    return datetime.combine(day, time(hour // 60, hour % 60), tzinfo=CHINA)


def in_order(steps: Iterable[Step]) -> list[Step]:
    """By instant; steps of the same instant in the order in which they were told."""
    return sorted(steps, key=lambda step: step.at)


def take(world: World, step: Step) -> None:
    """Do the step. Raises StoryBroken when it is denied or refused."""
    try:
        step.act(world, step.at)
    except Outcome as outcome:
        raise StoryBroken(step, outcome) from outcome
