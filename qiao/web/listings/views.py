"""The lists with search, facets, order, exports and feed."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_safe

from qiao.catalogue.filters import PageRequest
from qiao.catalogue.selectors.lists import every_row
from qiao.core.access import PUBLIC
from qiao.foundation.wording import Text
from qiao.web.acting import ActingRequest
from qiao.web.charts.levels import bars
from qiao.web.front.meta import blocks_of, page_meta, site_base
from qiao.web.kept_pages import kept
from qiao.web.labels import choices_of
from qiao.web.listings.asking import Asked, ListValues, asked_for
from qiao.web.listings.exporting import columns_of, csv_lines, xlsx_of
from qiao.web.listings.feeds import list_feed
from qiao.web.listings.kinds import KINDS, ListingKind
from qiao.web.listings.panels import Chip, chips, shown_panels, without
from qiao.web.listings.selectors import FoundList, found_list
from qiao.web.pages import render_page
from qiao.web.searches.offering import offers_saving
from qiao.web.templatetags.reading import query

FEED_ENTRIES = 50


@require_safe
@kept
def listing(request: ActingRequest, section: str) -> HttpResponse:
    """One page of a list. Input that cannot be used gives a message in place of the rows (400; 404 beyond the end)."""
    kind = KINDS[section]
    given = ListValues(request.GET)
    asked = asked_for(kind, given)
    found: FoundList | None = None
    status = 400 if given.faults else 200
    if not given.faults:
        found = found_list(kind, request.actor, asked)
        if asked.page > found.page.pages:
            given.page_beyond(asked.page, found.page.pages)
            found, status = None, 404
    context = _head(request, kind, asked) | _body(request, kind, asked, found) | {"faults": given.faults}
    wants_part = request.headers.get("HX-Request") and not request.headers.get("HX-History-Restore-Request")
    if wants_part and found:
        response = render(request, "web/listings/_listing.html", context)
    else:
        response = render_page(request, "web/listing.html", context, section=kind.section, status=status)
    patch_vary_headers(response, ("HX-Request",))
    return response


@require_safe
def export(request: ActingRequest, section: str, ending: str) -> HttpResponseBase:
    """The whole filtered list as CSV or as an Excel table."""
    kind = KINDS[section]
    given = ListValues(request.GET)
    asked = asked_for(kind, given)
    if given.faults:
        return listing(request, section)
    rows = every_row(kind.key, request.actor, asked.filters, asked.sort)
    name = f"{kind.section}-{localdate(request.now).isoformat()}.{ending}"
    if ending == "xlsx":
        return xlsx_of(columns_of(kind.key), rows, name, str(kind.title))
    lines = _in_language(csv_lines(kind.key, rows), get_language() or "")
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@kept
def feed(request: ActingRequest, section: str) -> HttpResponseBase:
    """The newest records of a filtered list as an Atom feed, as everybody may see them."""
    kind = KINDS[section]
    given = ListValues(request.GET)
    asked = asked_for(kind, given)
    if given.faults:
        return listing(request, section)
    page = kind.page(PUBLIC, asked.filters, PageRequest(size=FEED_ENTRIES))
    content = list_feed(kind, page.rows, site_base(request), query(_for_links(asked)))
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")


def _head(request: ActingRequest, kind: ListingKind, asked: Asked) -> dict[str, Any]:
    path = reverse(kind.section)
    shown = query(_for_links(asked), page=asked.page if asked.page > 1 else "")
    steps = (("", "/"), (str(kind.title), path))
    meta = page_meta(
        request,
        path if shown == "?" else f"{path}{shown}",
        str(kind.lead),
        feed=f"{reverse(f'{kind.section}-feed')}{query(_for_links(asked))}".removesuffix("?"),
        blocks=blocks_of(site_base(request), steps[1:]),
    )
    return {"kind": kind, "meta": meta}


def _body(request: ActingRequest, kind: ListingKind, asked: Asked, found: FoundList | None) -> dict[str, Any]:
    counts = found.counts if found else {}
    links = _for_links(asked)
    return {
        "page": found.page if found else None,
        "asked": asked.values,
        "links": links,
        "filtered": asked.is_filtered,
        "panels": shown_panels(kind.panels, counts, asked.values) if found else (),
        "chips": _chips(kind, asked, found),
        "bars": bars(counts.get("maturity", {})),
        "levels": choices_of("maturity"),
        "sorts": kind.sorts.items(),
        "sort": asked.sort,
        "exports": [(name, f"{reverse(f'{kind.section}-{name}')}{query(links, sort=asked.sort)}") for name in _EXPORTS],
        "save_url": _save_address(kind, links) if offers_saving(request.actor) else "",
        "here": reverse(kind.section),
        "actor": request.actor,
    }


_EXPORTS = ("csv", "xlsx")


def _for_links(asked: Asked) -> dict[str, Any]:
    return {name: value for name, value in asked.values.items() if value}


def _chips(kind: ListingKind, asked: Asked, found: FoundList | None) -> list[Chip]:
    shown = list(chips(kind.panels, asked.values))
    levels = dict(choices_of("maturity"))
    for name, title in _RANGE:
        if level := asked.values.get(name):
            shown.append(Chip(title, f"{level} {levels[level]}", without(asked.values, name)))
    if asked.values["organisation"]:
        label = (found.organisation if found else "") or asked.values["organisation"]
        shown.append(Chip(translation.gettext("Organisation"), label, without(asked.values, "organisation")))
    return shown


_RANGE: tuple[tuple[str, Text], ...] = (
    ("maturity_min", gettext_lazy("Maturity from")),
    ("maturity_max", gettext_lazy("Maturity up to")),
)


def _save_address(kind: ListingKind, links: dict[str, Any]) -> str:
    try:
        return f"{reverse('saved-search-new')}{query({'list': kind.key, **links})}"
    except NoReverseMatch:
        return ""


def _in_language(lines: Iterator[bytes], language: str) -> Iterator[bytes]:
    # The lines are made while the answer is sent, when the language of the request is no longer active.
    while True:
        with translation.override(language):
            line = next(lines, None)
        if line is None:
            return
        yield line
