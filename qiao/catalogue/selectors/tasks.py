"""What waits for somebody: the cases that the actor can carry onward now, counted and listed, and clocks about to end.

Which states those are follows from the lifecycles and the grants (`qiao.foundation.next_steps`). Records that concern
their makers alone (drafts, and what was closed again) wait for the office only where no organisation can act on them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Q

from qiao.catalogue.disclosure import REVIEWERS, masked_view
from qiao.catalogue.lifecycles.facts import Stage
from qiao.catalogue.models import Edition
from qiao.catalogue.selectors.cases import MODELS, concerning_rows, overdue, states_of
from qiao.catalogue.selectors.related import without_rights
from qiao.catalogue.selectors.rights import own_steps
from qiao.catalogue.selectors.task_rows import (
    TASK_COLUMNS,
    edition_columns,
    first_of_each_state,
    import_columns,
    record_columns,
)
from qiao.core.access import Actor, Role
from qiao.foundation.models import ImportBatch
from qiao.foundation.next_steps import granted_onward

CASES: Mapping[str, Any] = {**MODELS, "edition": Edition, "import": ImportBatch}


@dataclass(frozen=True)
class Task:
    """One case that waits. ``note`` is why it was returned; for editions and imports the kind of list."""

    kind: str
    id: int
    title: str
    code: str
    unit: str
    state: str
    due_at: datetime | None
    due_verb: str
    note: str


@dataclass(frozen=True)
class TaskGroup:
    """The cases of a kind that wait in one state, the most urgent first, and how many there are and are late in all.

    ``is_open`` when they are published and under way rather than waiting for a decision.
    """

    kind: str
    state: str
    verbs: tuple[str, ...]
    tasks: tuple[Task, ...]
    total: int
    late: int
    is_open: bool


def task_groups(actor: Actor, now: datetime, each: int) -> tuple[TaskGroup, ...]:
    """What the actor can carry onward, by kind and state, the first ``each`` of every group.

    One query; one more for each group under review where masked records keep their unit from the actor.
    """
    groups = _grouped(actor, [first_of_each_state(part, each) for part in _waiting(actor, now)])
    if actor.role not in REVIEWERS:
        return groups
    return tuple(replace(group, tasks=_masked(actor, group)) if _under_review(group) else group for group in groups)


def late_groups(actor: Actor, now: datetime, each: int) -> tuple[TaskGroup, ...]:
    """What has waited longer than it should in the actor's zone, for those who watch and do not act. One query."""
    parts = [
        first_of_each_state(record_columns(kind, concerning_rows(kind, actor).filter(overdue(model, now)), now), each)
        for kind, model in MODELS.items()
    ]
    return _grouped(actor, parts)


def reminders(actor: Actor, now: datetime, until: datetime, most: int) -> tuple[Task, ...]:
    """The clocks that end between now and then on cases of the actor, the first first; one query."""
    if actor.role in (Role.EXPERT, Role.DEPARTMENT, Role.PLATFORM_ADMIN):
        return ()
    parts = []
    for kind in MODELS:
        rows = concerning_rows(kind, actor).filter(due_at__gte=now, due_at__lt=until)
        if actor.role is Role.TECHNOLOGY_MANAGER:
            rows = rows.filter(_in_charge(actor))
        parts.append(record_columns(kind, rows, now).values_list(*TASK_COLUMNS))
    rows = parts[0].union(*parts[1:], all=True).order_by("clock_at", "which", "pk")[:most]
    return tuple(_task(row) for row in rows)


def _grouped(actor: Actor, parts: Sequence[Any]) -> tuple[TaskGroup, ...]:
    if not parts:
        return ()
    rows: dict[tuple[str, str], list[tuple[Any, ...]]] = defaultdict(list)
    for row in parts[0].union(*parts[1:], all=True):
        rows[row[0], row[5]].append(row)
    return tuple(_group(actor, kind, state, rows[kind, state]) for kind, state in sorted(rows, key=_place))


def _group(actor: Actor, kind: str, state: str, rows: list[tuple[Any, ...]]) -> TaskGroup:
    case = CASES[kind]
    if kind in MODELS:
        verbs = own_steps(case, actor).get(state, ())
    else:
        verbs = tuple(step.verb for step in granted_onward(case, actor.role).get(state, ()))
    tasks = sorted((_task(row) for row in rows), key=lambda task: (task.due_at is None, task.due_at, -task.id))
    stages = getattr(case, "STAGES", {})
    return TaskGroup(kind, state, verbs, tuple(tasks), rows[0][-2], rows[0][-1], stages.get(state) is Stage.OPEN)


def _task(row: tuple[Any, ...]) -> Task:
    kind, key, title, code, unit, state, due_at, due_verb, note = row[:9]
    return Task(kind, key, title, code, unit or "", state, due_at, due_verb, note or "")


def _place(group: tuple[str, str]) -> tuple[int, int]:
    """Kinds in their order, states as the lifecycle has them."""
    kind, state = group
    return list(CASES).index(kind), [str(each) for each in CASES[kind].LIFECYCLE.states].index(state)


def _under_review(group: TaskGroup) -> bool:
    return group.kind in MODELS and MODELS[group.kind].STAGES[group.state] is Stage.REVIEW


def _masked(actor: Actor, group: TaskGroup) -> tuple[Task, ...]:
    """The tasks with title and unit as the actor may read them; one query."""
    model = MODELS[group.kind]
    rows = without_rights(model.objects.visible_to(actor).select_related("organisation"))
    views = {record.pk: masked_view(record, actor) for record in rows.filter(pk__in=[task.id for task in group.tasks])}
    return tuple(
        replace(task, title=views[task.id]["title"], unit=views[task.id]["organisation_name"])
        for task in group.tasks
        if task.id in views
    )


def _waiting(actor: Actor, now: datetime) -> Iterator[Any]:
    for kind, model in MODELS.items():
        states = tuple(own_steps(model, actor))
        if states:
            rows = concerning_rows(kind, actor).filter(state__in=states).exclude(_left_to_makers(model, actor))
            yield record_columns(kind, rows, now)
    states = _states(Edition, actor.role)
    if states:
        rows = Edition.objects.visible_to(actor).filter(zone_code=actor.zone_code, state__in=states)
        yield edition_columns(rows.exclude(_own_to_approve(actor)))
    states = _states(ImportBatch, actor.role)
    if states:
        yield import_columns(_imports(actor).filter(state__in=states))


def _states(case: Any, role: Role) -> tuple[str, ...]:
    return tuple(granted_onward(case, role))


def _left_to_makers(model: Any, actor: Actor) -> Q:
    """What an organisation keeps to itself: the office steps in only where no organisation stands behind the record."""
    if actor.role is not Role.ZONE_OPERATOR:
        return Q(pk__in=())
    made = set(_states(model, Role.ORGANISATION_EDITOR)) & set(states_of(model, Stage.DRAFT, Stage.CLOSED))
    return Q(state__in=sorted(made), organisation__isnull=False)


def _own_to_approve(actor: Actor) -> Q:
    """Editions that wait for approval and that the actor compiled: four eyes."""
    waiting = Q(state="submitted")
    return waiting if actor.person_id is None else waiting & Q(compiled_by_person=actor.person_id)


def _imports(actor: Actor) -> Any:
    rows = ImportBatch.objects.filter(zone_code=actor.zone_code)
    return rows.filter(organisation_key=actor.organisation_id or 0) if actor.role is Role.ORGANISATION_EDITOR else rows


def _in_charge(actor: Actor) -> Q:
    return Q(manager_person=actor.person_id) | Q(created_by_holding=actor.holding_id)
