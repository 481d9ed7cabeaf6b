"""Public lists with search, filter, order and export, and the page of one record."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from qiao.catalogue.filters import ListingFilters, PageRequest
from qiao.core.access import PUBLIC
from qiao.foundation.clock import now
from qiao.matching.scoring import weights_from
from qiao.web.labels import choices_of
from qiao.web.listings.exporting import csv_lines
from qiao.web.listings.kinds import KINDS, NEWEST, ListingKind
from qiao.web.listings.selectors import all_rows, public_record
from qiao.web.matches.presenting import shown_match
from qiao.web.pages import answers_outcomes, render_page
from qiao.web.reading_input import AddressValues


@dataclass(frozen=True)
class Asked:
    """What the address asks for, as typed (for links and the form) and as the reads take it."""

    values: dict[str, str]
    filters: ListingFilters
    sort: str
    page: int


@require_safe
def listing(request: HttpRequest, section: str) -> HttpResponse:
    """One page of a list. Input that cannot be used gives a message in place of the rows (400; 404 beyond the end)."""
    kind = KINDS[section]
    given = AddressValues(request.GET.dict())
    asked = _asked(kind, given)
    context: dict[str, Any] = {"kind": kind, "asked": asked.values, "filtered": _is_filtered(asked), "page": None}
    status = 400 if given.faults else 200
    if not given.faults:
        page = kind.page(PUBLIC, asked.filters, PageRequest(number=asked.page, sort=asked.sort))
        if asked.page > page.pages:
            given.page_beyond(asked.page, page.pages)
            status = 404
        else:
            context["page"] = page
    context |= {
        "faults": given.faults,
        "fields": choices_of("field"),
        "sorts": kind.sorts.items(),
        "sort": asked.sort,
        "export_url": reverse(f"{kind.section}-export"),
    }
    return render_page(request, "web/listing.html", context, section=kind.section, status=status)


@require_safe
def export(request: HttpRequest, section: str) -> HttpResponseBase:
    """The whole filtered list as CSV."""
    kind = KINDS[section]
    given = AddressValues(request.GET.dict())
    asked = _asked(kind, given)
    if given.faults:
        return listing(request, section)
    lines = csv_lines(kind.key, all_rows(kind, asked.filters, asked.sort))
    response = StreamingHttpResponse(_in_language(lines, get_language() or ""), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{kind.section}-{localdate().isoformat()}.csv"'
    return response


@require_safe
@answers_outcomes
def record(request: HttpRequest, section: str, code: str) -> HttpResponse:
    """One record as everybody may see it, with its current matches and their reasons."""
    kind = KINDS[section]
    shown = public_record(kind, code, now())
    context = {
        "kind": kind,
        "view": shown.view,
        "run": shown.found.run,
        "nothing_suitable": shown.found.nothing_suitable,
        "matches": [shown_match(match) for match in shown.found.matches],
        "score_levels": weights_from(shown.found.run.weights) if shown.found.run else None,
    }
    return render_page(request, f"web/{kind.key}.html", context, section=kind.section)


def _asked(kind: ListingKind, given: AddressValues) -> Asked:
    text = given.search("q")
    field = given.choice("field", dict(choices_of("field")))
    sort = given.choice("sort", {key: str(name) for key, name in kind.sorts.items()})
    page = given.page()
    values = {"q": text, "field": field, "sort": sort}
    return Asked(values, kind.filters(text=text, field=field), sort or NEWEST, page)


def _is_filtered(asked: Asked) -> bool:
    return bool(asked.values["q"] or asked.values["field"])


def _in_language(lines: Iterator[bytes], language: str) -> Iterator[bytes]:
    # The lines are made while the answer is sent, when the language of the request is no longer active.
    while True:
        with translation.override(language):
            line = next(lines, None)
        if line is None:
            return
        yield line
