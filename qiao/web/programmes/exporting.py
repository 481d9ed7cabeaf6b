"""Lists under limits as CSV; no cell runs as a formula."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from qiao.web.labels import label_of, maturity_name
from qiao.web.listings.exporting import Column, csv_of
from qiao.web.programmes.wording import points


def roadshow_columns() -> tuple[Column, ...]:
    """The columns of a programme, headings in the active language."""
    return (
        (_("Session"), lambda slot: slot.session),
        (_("Slot"), lambda slot: slot.place),
        (_("Number"), lambda slot: slot.code),
        (_("Achievement"), lambda slot: slot.title),
        (_("Organisation"), lambda slot: slot.organisation_name),
        (_("Technical field"), lambda slot: label_of(slot.field, "field")),
        (_("Maturity"), lambda slot: maturity_name(slot.maturity)),
        (_("For demand"), lambda slot: slot.demand_code),
        (_("Score"), lambda slot: points(slot.score_bp)),
    )


def week_columns() -> tuple[Column, ...]:
    """The columns of a week."""
    return (
        (_("Manager"), lambda task: task.manager),
        (_("Introduction"), lambda task: task.named.introduction_id or ""),
        (_("What is needed"), lambda task: task.named.need_title),
        (_("What is offered"), lambda task: task.named.offer_title),
        (_("Due by"), lambda task: localtime(task.named.due_at).strftime("%Y-%m-%d") if task.named.due_at else ""),
        (_("Counts"), lambda task: points(task.counts_bp)),
    )


def supply_columns() -> tuple[Column, ...]:
    """The columns of a supply list."""
    return (
        (_("Slot"), lambda entry: entry.position),
        (_("Achievement"), lambda entry: entry.name),
        (_("Organisation"), lambda entry: entry.organisation_name),
        (_("Technical field"), lambda entry: label_of(entry.field, "field")),
        (_("For demand"), lambda entry: ", ".join(entry.demand_codes)),
        (_("Link of the chain"), lambda entry: entry.link),
        (_("Score"), lambda entry: points(entry.score_bp)),
        (_("Checked on"), lambda entry: entry.checked_on or ""),
    )


def file_of(columns: Iterable[Column], rows: Iterable[Any], name: str) -> HttpResponseBase:
    """The rows as a file of this name and day, in the language of the reader."""
    response = StreamingHttpResponse(list(csv_of(columns, rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{localdate().isoformat()}.csv"'
    return response
