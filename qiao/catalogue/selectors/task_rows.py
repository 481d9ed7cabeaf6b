"""Rows of several tables in the same columns, so that one query lists and counts what waits in all of them."""

from datetime import datetime
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    F,
    OuterRef,
    Subquery,
    TextField,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber

from qiao.catalogue.selectors.cases import MODELS, overdue
from qiao.foundation.models import AuditRow
from qiao.foundation.next_steps import overdue_states

TASK_COLUMNS = ("which", "pk", "name", "number", "unit", "state", "clock_at", "clock_verb", "note")
_NUMBERS = ("in_group", "late_in_group")


def record_columns(kind: str, rows: Any, now: datetime) -> Any:
    """Rows of the catalogue with the columns of a task; a draft with the reason for which it was returned last."""
    model = MODELS[kind]
    returned = AuditRow.objects.filter(
        object_type=model._meta.label_lower, object_id=OuterRef("pk"), action=f"{model.LIFECYCLE.key}.return"
    )
    reason = Subquery(returned.order_by("-pk").values("reason")[:1])
    return rows.annotate(
        which=Value(kind, CharField()),
        name=F("title"),
        number=F("code"),
        unit=Coalesce("organisation__name", "organisation_name"),
        note=Case(When(state=str(model.LIFECYCLE.initial), then=reason), default=Value(None), output_field=TextField()),
        is_late=Case(When(overdue(model, now), then=Value(1)), default=Value(None), output_field=BigIntegerField()),
        **_clock(model),
    )


def edition_columns(rows: Any) -> Any:
    """Editions with the columns of a task; the note is the kind of list."""
    return rows.annotate(
        which=Value("edition", CharField()),
        name=F("title"),
        unit=F("compiled_by"),
        note=F("kind"),
        is_late=Value(None, BigIntegerField()),
        clock_at=F("due_at"),
        clock_verb=F("due_verb"),
    )


def import_columns(rows: Any) -> Any:
    """Imports with the columns of a task; the note is the kind of list."""
    return rows.annotate(
        which=Value("import", CharField()),
        name=F("file_name"),
        number=Value("", CharField()),
        unit=F("source"),
        note=F("kind"),
        is_late=Value(None, BigIntegerField()),
        clock_at=F("due_at"),
        clock_verb=F("due_verb"),
    )


def first_of_each_state(rows: Any, each: int) -> Any:
    """The ``each`` most urgent rows of every state, with how many the state has in all, and how many are late."""
    urgency = [F("clock_at").asc(nulls_last=True), F("pk").desc()]
    rows = rows.annotate(
        turn=Window(RowNumber(), partition_by=F("state"), order_by=urgency),
        in_group=Window(Count("pk"), partition_by=F("state")),
        late_in_group=Window(Count("is_late"), partition_by=F("state")),
    )
    return rows.filter(turn__lte=each).order_by().values_list(*TASK_COLUMNS, *_NUMBERS)


def _clock(model: Any) -> dict[str, Any]:
    """The clock that runs, or the one whose end was reported while the case waits on."""
    verbs = {str(limit.state): limit.verb for limit in model.LIFECYCLE.limits}
    reported = {"due_at": None, "escalated_at__isnull": False}
    waiting = [When(**reported, state=state, then=Value(verbs[state], CharField())) for state in overdue_states(model)]
    return {
        "clock_at": Case(
            When(**reported, state__in=overdue_states(model), then=F("escalated_at")), default=F("due_at")
        ),
        "clock_verb": Case(*waiting, default=F("due_verb"), output_field=CharField()),
    }
