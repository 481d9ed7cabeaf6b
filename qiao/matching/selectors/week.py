"""Who takes on what this week: the waiting cases of a zone given to its technology managers, in names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from qiao.core.access import Actor, Role
from qiao.core.assignment import NEED, Candidate, Conflict, OutOfTime
from qiao.core.calendar import CHINA
from qiao.core.outcomes import Denied, Refused
from qiao.foundation.rules import rule_values
from qiao.matching.programmes.lines import Naming, Result, refusal_of, result_of
from qiao.matching.programmes.week import Manager, Week, WeekPlan, check_plan, week
from qiao.matching.rules_limits import WEEK_LIMITS
from qiao.matching.selectors.waiting_cases import NamedCase, waiting_cases
from qiao.parties.models import Holding

ACTION = "matching.week"
MOST_OMITTED = 50


@dataclass(frozen=True)
class ShownTask:
    """A case of a manager's week; ``in_charge`` and ``same_field`` say what speaks for this manager."""

    manager: str
    named: NamedCase
    counts_bp: int
    in_charge: bool
    same_field: bool


@dataclass(frozen=True)
class WeekPage:
    """The week with what its limits cost."""

    plan: WeekPlan
    tasks: tuple[ShownTask, ...]
    managers: int
    waiting: int
    result: Result


def week_plan(zone_code: str, on: date, **chosen: int | None) -> WeekPlan:
    """A plan with the limits in force that day where none were ``chosen``; `week_page` checks it."""
    values = rule_values(WEEK_LIMITS.values(), zone_code, on)
    numbers = {name: int(values[key]) for name, key in WEEK_LIMITS.items()}
    return WeekPlan(**{**numbers, **{name: value for name, value in chosen.items() if value is not None}})


def week_page(actor: Actor, plan: WeekPlan, now: datetime) -> WeekPage:
    """The week of the actor's zone; six queries however many cases.

    Raises Denied for everybody but the operator, Invalid for a plan that is out of range or contradicts itself, and
    Refused when no week was found in time.
    """
    if actor.role is not Role.ZONE_OPERATOR:
        raise Denied("no_right", action=ACTION, role=str(actor.role))
    check_plan(plan)
    on = now.astimezone(CHINA).date()
    names, managers = _managers(actor.zone_code, on)
    cases = waiting_cases(actor, now, plan.plain_bp)
    try:
        found = week((named.case for named in cases.values()), managers.values(), plan)
    except OutOfTime as slow:
        raise Refused("limits_take_too_long") from slow
    if isinstance(found, Conflict):
        raise refusal_of(found)
    tasks = (
        ShownTask(
            manager=names[task.person_id],
            named=cases[task.case.key],
            counts_bp=task.counts_bp,
            in_charge=task.person_id in task.case.in_charge,
            same_field=task.case.field in managers[task.person_id].fields,
        )
        for task in found.tasks
    )
    return WeekPage(plan, tuple(tasks), len(managers), len(cases), _result(found, names, cases))


def _managers(zone_code: str, on: date) -> tuple[dict[int, str], dict[int, Manager]]:
    holdings = Holding.objects.in_force(on).filter(zone_code=zone_code, role=str(Role.TECHNOLOGY_MANAGER))
    people = [holding.person for holding in holdings.select_related("person").order_by("person_id")]
    managers = {person.pk: Manager(person.pk, frozenset(map(str, person.fields))) for person in people}
    return {person.pk: person.name for person in people}, managers


def _result(found: Week, names: Mapping[int, str], cases: Mapping[str, NamedCase]) -> Result:
    def group(kind: str, value: str) -> str:
        return names[int(value)] if kind == "offer" else value

    def pair(candidate: Candidate) -> str:
        named = cases[candidate.need]
        return f"{named.need_title} – {named.offer_title} ({names[int(candidate.offer)]})"

    return result_of(found.answer, Naming(group, pair), NEED, MOST_OMITTED)
