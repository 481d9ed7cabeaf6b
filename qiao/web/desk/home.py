"""The first page of the workbench: what waits for the actor, clocks about to end, and for those who watch the rest."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qiao.catalogue.selectors.case_verbs import reminder_days
from qiao.catalogue.selectors.rights import role_drafts
from qiao.catalogue.selectors.tasks import CASES, Task, TaskGroup, late_groups, reminders, task_groups
from qiao.core.access import Actor, Role
from qiao.core.calendar import CHINA
from qiao.foundation.audit_reading import latest_acts
from qiao.foundation.registers import audit_head
from qiao.foundation.wording import text_of
from qiao.matching.lifecycles.introduction import INTRODUCTION
from qiao.matching.selectors.tasks import IntroductionGroup, introduction_groups
from qiao.web.access import signed_in
from qiao.web.acting import ActingRequest
from qiao.web.desk.audit import told_lines
from qiao.web.desk.kinds import BY_KEY, KINDS, address_if_there
from qiao.web.pages import answers_outcomes, render_page

EACH = 5
MOST_REMINDERS = 8
LATEST_ACTS = 10
_WATCHING = (Role.SUPERVISOR, Role.AUDITOR)


@dataclass(frozen=True)
class Item:
    """One case on the page."""

    title: str
    code: str
    unit: str
    url: str
    due_at: datetime | None
    clock: str
    note: str
    step: str = ""


@dataclass(frozen=True)
class Waiting:
    """Cases of one kind in one state: what is to be done with them, how many, and the first of them."""

    key: str
    state: str
    kind_name: str
    steps: tuple[str, ...]
    items: tuple[Item, ...]
    total: int
    late: int
    url: str


@require_safe
@signed_in
@answers_outcomes
def home(request: ActingRequest) -> HttpResponse:
    """What to do now, by role."""
    actor, now = request.actor, request.now
    groups = task_groups(actor, now, EACH)
    waiting = [_waiting(group) for group in groups if not group.is_open]
    waiting += [_introductions(group) for group in introduction_groups(actor, now, EACH)]
    context: dict[str, Any] = {
        "waiting": waiting,
        "under_way": [_waiting(group) for group in groups if group.is_open],
        "total": sum(group.total for group in waiting),
        "late": sum(group.late for group in waiting),
        "watching": actor.role in _WATCHING,
        "starts": [
            (kind, address_if_there(f"{kind.key}-new")) for kind in KINDS.values() if role_drafts(actor, kind.key)
        ],
    }
    if actor.role not in _WATCHING:
        context |= _reminders(actor, now)
    else:
        context["overdue"] = [_waiting(group, overdue=True) for group in late_groups(actor, now, EACH)]
    if actor.role is Role.AUDITOR:
        context |= {"chain": audit_head(), "acts": told_lines(latest_acts(actor, LATEST_ACTS))}
    return render_page(request, "web/desk/home.html", context, section="work-home")


def _reminders(actor: Actor, now: datetime) -> dict[str, Any]:
    days = reminder_days(actor.zone_code, now.astimezone(CHINA).date())
    soon = reminders(actor, now, now + timedelta(days=days), MOST_REMINDERS)
    return {"reminders": [_item(task) for task in soon], "reminder_days": days}


def _waiting(group: TaskGroup, *, overdue: bool = False) -> Waiting:
    key = CASES[group.kind].LIFECYCLE.key
    asked = {"state": group.state, **({"overdue": "1"} if overdue else {})}
    if group.kind == "import":
        base = address_if_there("work-imports")
    else:
        base = address_if_there(f"work-{BY_KEY[group.kind].section}")
    return Waiting(
        key=key,
        state=group.state,
        kind_name=_("Import") if group.kind == "import" else str(BY_KEY[group.kind].one),
        steps=tuple(text_of(f"verb.{key}.{verb}") for verb in group.verbs),
        items=tuple(_item(task) for task in group.tasks),
        total=group.total,
        late=group.late,
        url=f"{base}?{urlencode(asked)}" if base else "",
    )


def _item(task: Task) -> Item:
    key = CASES[task.kind].LIFECYCLE.key
    url = address_if_there("work-import", task.id) if task.kind == "import" else BY_KEY[task.kind].address(task.id)
    listed = task.kind == "edition" and not task.title
    return Item(
        title=text_of(f"edition_kind.{task.note}") if listed else task.title,
        code=task.code,
        unit=task.unit,
        url=url,
        due_at=task.due_at,
        clock=f"{key}.{task.due_verb}" if task.due_verb else "",
        note="" if task.kind in ("edition", "import") else task.note,
    )


def _introductions(group: IntroductionGroup) -> Waiting:
    key = INTRODUCTION.key
    base = address_if_there("work-introductions")
    verbs = dict.fromkeys(verb for task in group.tasks for verb in task.verbs)
    return Waiting(
        key=key,
        state=group.state,
        kind_name=_("Introduction"),
        steps=tuple(text_of(f"verb.{key}.{verb}") for verb in verbs),
        items=tuple(
            Item(
                title=" ↔ ".join(title or "…" for title in (task.need_title, task.offer_title)),
                code="",
                unit="",
                url=address_if_there("work-introduction", task.id),
                due_at=task.due_at,
                clock=f"{key}.{task.due_verb}" if task.due_verb else "",
                note="",
            )
            for task in group.tasks
        ),
        total=group.total,
        late=group.late,
        url=f"{base}?{urlencode({'state': group.state})}" if base else "",
    )
