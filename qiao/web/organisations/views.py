"""The list of organisations with facets, exports and feed, and the page of one."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qiao.catalogue.selectors.open_organisations import (
    OpenOrganisation,
    every_organisation,
    open_organisation,
    organisation_counts,
    organisations_found,
)
from qiao.core.access import PUBLIC
from qiao.web.acting import ActingRequest
from qiao.web.front.meta import PageMeta, blocks_of, page_meta, site_base
from qiao.web.front.structured import organisation_described
from qiao.web.kept_pages import kept
from qiao.web.listings.asking import ListValues
from qiao.web.listings.exporting import Column, csv_of, xlsx_of
from qiao.web.listings.kinds import BY_KEY
from qiao.web.listings.panels import chips, shown_panels
from qiao.web.organisations.asking import PANELS, SORTS, Asked, asked_for
from qiao.web.organisations.columns import columns
from qiao.web.pages import answers_outcomes, render_page
from qiao.web.templatetags.reading import query

_EXPORTS = ("csv", "xlsx")
FEED_ENTRIES = 50


@require_safe
@kept
def organisations(request: ActingRequest) -> HttpResponse:
    """One page of the organisations that the reader may know of. Faulty input gives a message in place of the rows."""
    given = ListValues(request.GET)
    asked = asked_for(given)
    page, status = None, 400
    if not given.faults:
        page, status = organisations_found(request.actor, asked.search, asked.sort, asked.page), 200
        if asked.page > page.last_number:
            given.page_beyond(asked.page, page.last_number)
            page, status = None, 404
    counts = organisation_counts(request.actor, asked.search) if page else {}
    context = {
        "page": page,
        "asked": asked.values,
        "links": asked.links,
        "filtered": any(value for name, value in asked.links.items() if name != "sort"),
        "panels": shown_panels(PANELS, counts, asked.values) if page else (),
        "chips": chips(PANELS, asked.values),
        "sorts": SORTS.items(),
        "sort": asked.sort,
        "exports": [
            (name, f"{reverse(f'organisations-{name}')}{query(asked.links, sort=asked.sort)}") for name in _EXPORTS
        ],
        "save_url": "",
        "here": reverse("organisations"),
        "kinds": BY_KEY.values(),
        "faults": given.faults,
        "meta": _list_meta(request, asked),
    }
    if request.headers.get("HX-Request") and page:
        response = render(request, "web/organisations/_listing.html", context)
    else:
        response = render_page(request, "web/organisations/list.html", context, section="organisations", status=status)
    patch_vary_headers(response, ("HX-Request",))
    return response


@require_safe
def export(request: ActingRequest, ending: str) -> HttpResponseBase:
    """The whole filtered list as CSV or as an Excel table."""
    given = ListValues(request.GET)
    asked = asked_for(given)
    if given.faults:
        return organisations(request)
    rows = every_organisation(request.actor, asked.search, asked.sort)
    name = f"organisations-{localdate(request.now).isoformat()}.{ending}"
    shown: tuple[Column, ...] = columns()
    if ending == "xlsx":
        return xlsx_of(shown, rows, name, _("Organisations"))
    lines: Iterator[bytes] = csv_of(shown, rows)
    response = StreamingHttpResponse(list(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@kept
def feed(request: ActingRequest) -> HttpResponseBase:
    """The organisations that everybody may know of as an Atom feed, those with the most records first."""
    given = ListValues(request.GET)
    asked = asked_for(given)
    if given.faults:
        return organisations(request)
    base = site_base(request)
    found = Atom1Feed(
        title=_("Organisations"), link=f"{base}{reverse('organisations')}", description="", language="zh-Hans",
        feed_url=f"{base}{reverse('organisations-feed')}{query(asked.links)}".removesuffix("?"),
    )  # fmt: skip
    for row in organisations_found(PUBLIC, asked.search, "-records").rows[:FEED_ENTRIES]:
        address = f"{base}{reverse('organisation', args=[row.pk])}"
        found.add_item(row.name, address, row.profile[:300], unique_id=address, updateddate=row.created_at)
    return HttpResponse(found.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@require_safe
@answers_outcomes
def organisation(request: ActingRequest, key: int) -> HttpResponse:
    """One organisation with its profile and the open records that name it."""
    shown = open_organisation(request.actor, key)
    groups = [
        {
            "kind": kind,
            "rows": shown.records[kind.key],
            "total": getattr(shown.organisation, f"{kind.key}_count"),
            "url": f"{reverse(kind.section)}?organisation={key}",
        }
        for kind in BY_KEY.values()
        if shown.records[kind.key]
    ]
    context = {
        "organisation": shown.organisation,
        "in_register": shown.in_register,
        "groups": groups,
        "meta": _meta(request, shown),
    }
    return render_page(request, "web/organisations/page.html", context, section="organisations")


def _list_meta(request: ActingRequest, asked: Asked) -> PageMeta:
    path = reverse("organisations")
    shown = query(asked.links, page=asked.page if asked.page > 1 else "").removesuffix("?")
    steps = ((_("Organisations"), path),)
    feed_path = f"{reverse('organisations-feed')}{query(asked.links)}".removesuffix("?")
    lead = _("Who offers and who needs technology here: the organisations that open records name.")
    return page_meta(request, f"{path}{shown}", lead, feed=feed_path, blocks=blocks_of(site_base(request), steps))


def _meta(request: ActingRequest, shown: OpenOrganisation) -> PageMeta:
    row, path = shown.organisation, reverse("organisation", args=[shown.organisation.pk])
    base = site_base(request)
    described: dict[str, Any] = organisation_described(row.name, f"{base}{path}", row.profile)
    steps = ((_("Home"), "/"), (_("Organisations"), reverse("organisations")), (row.name, path))
    return page_meta(request, path, row.profile or row.name, kind="profile", blocks=blocks_of(base, steps, described))
