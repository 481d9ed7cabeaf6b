"""In which way people are told of something, and when their mails go out. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum

from qiao.core.calendar import CHINA

MONDAY = 0


class Way(StrEnum):
    """How somebody wants one kind of notice; OFF exists only for what nobody needs to know."""

    OFF = "off"
    INSIDE = "inside"
    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"


def mail_due_at(way: Way | str, at: datetime, hour: int) -> datetime | None:
    """When something that happened ``at`` is to be mailed; None for never.

    Daily mails go out at ``hour`` (0 to 23, time of China) of the same or the next day, weekly ones on Mondays.
    """
    if way == Way.AT_ONCE:
        return at
    if way not in (Way.DAILY, Way.WEEKLY):
        return None
    local = at.astimezone(CHINA)
    due = local.replace(hour=hour, minute=0, second=0, microsecond=0)
    if due < local:
        due += timedelta(days=1)
    if way == Way.WEEKLY:
        due += timedelta(days=(MONDAY - due.weekday()) % 7)
    return due.astimezone(at.tzinfo)
