"""The week of the technology managers: which waiting case goes to whom. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from qiao.core import assignment
from qiao.core.assignment import NEED, OFFER, Answer, Bound, Candidate, Conflict, Limit
from qiao.core.outcomes import Invalid, Problem

MOST_CASES, MOST_BP = 500, 10_000


@dataclass(frozen=True)
class WeekPlan:
    """At most ``per_manager`` cases for each manager, at least ``per_field`` in each field where any wait (0: any).

    A case counts its score, and more for the manager in charge of one of its records (``in_charge_bp``), for one who
    knows its field (``same_field_bp``), and when it falls due within the week (``due_bp``). An introduction made by
    hand has no score: somebody thought that the two fit, so it counts ``plain_bp``.
    """

    per_manager: int
    per_field: int
    in_charge_bp: int
    same_field_bp: int
    due_bp: int
    plain_bp: int


@dataclass(frozen=True)
class WaitingCase:
    """An introduction or a match that waits: ``in_charge`` are the people in charge of its records.

    A ``restricted`` case (定向) goes to nobody else.
    """

    key: str
    field: str
    score_bp: int
    falls_due: bool
    in_charge: frozenset[int]
    restricted: bool


@dataclass(frozen=True)
class Manager:
    """A technology manager by the key of the person, with the fields he or she knows."""

    person_id: int
    fields: frozenset[str]


@dataclass(frozen=True)
class Task:
    """A case given to a manager, with what it counts for."""

    person_id: int
    case: WaitingCase
    counts_bp: int


@dataclass(frozen=True)
class Week:
    """The tasks of all managers, those that count most first, with the prices of the limits."""

    tasks: tuple[Task, ...]
    answer: Answer


def check_plan(plan: WeekPlan) -> None:
    """Raises Invalid naming every number that is out of range."""
    bounds = {"per_manager": (1, MOST_CASES), "per_field": (0, MOST_CASES)}
    bounds |= dict.fromkeys(("in_charge_bp", "same_field_bp", "due_bp", "plain_bp"), (0, MOST_BP))
    wrong = [name for name, (least, most) in bounds.items() if not least <= getattr(plan, name) <= most]
    if wrong:
        ranges = {name: {"least": bounds[name][0], "most": bounds[name][1]} for name in wrong}
        raise Invalid(*(Problem(name, "outside_range", str(getattr(plan, name)), ranges[name]) for name in wrong))


def week(cases: Iterable[WaitingCase], managers: Iterable[Manager], plan: WeekPlan) -> Week | Conflict:
    """The distribution with the largest total, or the limits that contradict each other.

    Each case goes to one manager at most. Raises OutOfTime.
    """
    best_first = sorted(cases, key=lambda case: (-case.score_bp, case.key))
    people = sorted(managers, key=lambda manager: manager.person_id)
    candidates = [
        Candidate(case.key, _key(manager), _counts(case, manager, plan), _groups(case), precedence=place)
        for place, case in enumerate(best_first)
        for manager in people
        if not case.restricted or manager.person_id in case.in_charge
    ]
    answer = assignment.answer(candidates, limits_of(plan))
    if isinstance(answer, Conflict):
        return answer
    return Week(tuple(_tasks(answer, {case.key: case for case in best_first})), answer)


def limits_of(plan: WeekPlan) -> list[Limit]:
    """The limits of a plan as the assignment takes them."""
    limits = [Limit("once", NEED, Bound.MOST, 1, fixed=True), Limit("per_manager", OFFER, Bound.MOST, plan.per_manager)]
    if plan.per_field:
        limits.append(Limit("per_field", "field", Bound.LEAST, plan.per_field))
    return limits


def _key(manager: Manager) -> str:
    return f"{manager.person_id:012}"


def _groups(case: WaitingCase) -> frozenset[tuple[str, str]]:
    return frozenset({("field", case.field)} if case.field else ())


def _counts(case: WaitingCase, manager: Manager, plan: WeekPlan) -> int:
    in_charge = plan.in_charge_bp if manager.person_id in case.in_charge else 0
    same_field = plan.same_field_bp if case.field in manager.fields else 0
    return case.score_bp + in_charge + same_field + (plan.due_bp if case.falls_due else 0)


def _tasks(answer: Answer, cases: Mapping[str, WaitingCase]) -> Iterator[Task]:
    chosen = sorted(answer.assignment.chosen, key=lambda one: (int(one.offer), -one.score_bp, one.need))
    for one in chosen:
        yield Task(int(one.offer), cases[one.need], one.score_bp)
