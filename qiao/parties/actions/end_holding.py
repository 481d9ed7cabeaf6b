"""Let a role end."""

from datetime import date, datetime, timedelta

from qiao.core.access import Actor
from qiao.core.calendar import CHINA
from qiao.core.outcomes import Invalid, Problem, Refused
from qiao.foundation.acting import authorise, change, emit, lock, record, use_case
from qiao.parties.events import HoldingEnded
from qiao.parties.models import Holding
from qiao.parties.selectors.facts import holding_facts

ACTION = "parties.holding.end"
_DAY = timedelta(days=1)


@use_case(ACTION)
def end_holding(*, actor: Actor, holding_id: int, now: datetime, reason: str, ends_on: date | None = None) -> Holding:
    """Set the last day of a holding; without one it ends at once, so that yesterday was the last.

    What was done under it before stays valid, so no earlier day is taken. Raises Missing, Denied,
    Refused("reason_needed", "holding_ended"), Invalid.
    """
    holding = lock(Holding, holding_id)
    authorise(actor, ACTION, holding_facts(holding))
    yesterday = now.astimezone(CHINA).date() - _DAY
    if not reason.strip():
        raise Refused("reason_needed", action=ACTION)
    if holding.ends_on is not None and holding.ends_on <= yesterday:
        raise Refused("holding_ended", action=ACTION)
    last = max(yesterday, holding.starts_on - _DAY) if ends_on is None else ends_on
    problems = _problems(holding, last, yesterday)
    if problems:
        raise Invalid(*problems)
    before = change(holding, ends_on=last)
    record(actor, ACTION, holding, before, now, reason=reason)
    emit(HoldingEnded(holding.pk, holding.person_id, holding.role), now)
    return holding


def _problems(holding: Holding, last: date, yesterday: date) -> list[Problem]:
    earliest = max(yesterday, holding.starts_on - _DAY)
    if last < earliest:
        return [Problem("ends_on", "ends_too_early", str(last), {"earliest": str(earliest)})]
    if holding.ends_on is not None and last > holding.ends_on:
        return [Problem("ends_on", "ends_after_present_end", str(last), {"ends_on": str(holding.ends_on)})]
    return []
