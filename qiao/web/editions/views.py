"""Issued editions: list, one edition, its files, feed and catalogue."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qiao.catalogue.lifecycles.edition import EditionKind
from qiao.catalogue.selectors.editions import EditionDetail, EditionFilters, editions_page
from qiao.core.access import PUBLIC
from qiao.foundation.files import FileAltered, intact_path
from qiao.reports.models import EditionFile
from qiao.reports.open_data import zone_catalog, zone_feed
from qiao.reports.rendering.publication import MEDIA_TYPES
from qiao.web.acting import ActingRequest
from qiao.web.editions.selectors import PublicEdition, public_edition, published_file
from qiao.web.editions.tabulating import changes_shown, columns_shown, lines_shown
from qiao.web.front.meta import PageMeta, blocks_of, page_meta, site_base
from qiao.web.front.selectors import zone_code
from qiao.web.kept_pages import kept
from qiao.web.pages import answers_outcomes, render_page
from qiao.web.reading_input import AddressValues

LINES_PER_PAGE = 50


@require_safe
@kept
def editions(request: ActingRequest) -> HttpResponse:
    """One page of the issued editions, newest first."""
    given = AddressValues(request.GET.dict())
    text, kind, number = given.search("q"), given.choice("kind", kind_names()), given.page()
    status, page = (400, None) if given.faults else (200, None)
    if not given.faults:
        found = editions_page(PUBLIC, EditionFilters(kind=kind, text=text, zone_code=zone_code()), number)
        if number > found.pages:
            given.page_beyond(number, found.pages)
            status = 404
        else:
            page = found
    context = {
        "page": page,
        "faults": given.faults,
        "asked": {"q": text, "kind": kind},
        "filtered": bool(text or kind),
        "kinds": kind_names(),
        "meta": page_meta(request, reverse("editions"), _("Issued editions"), feed=reverse("edition-feed")),
    }
    return render_page(request, "web/editions.html", context, section="editions", status=status)


@require_safe
@answers_outcomes
def edition(request: ActingRequest, number: str) -> HttpResponse:
    """One edition: head, state, downloads, lines, and what changed since the one before."""
    shown = public_edition(number, request.now)
    given = AddressValues(request.GET.dict())
    lines = Paginator(shown.detail.items, LINES_PER_PAGE)
    wanted = given.page()
    status = 400 if given.faults else 200
    if wanted > lines.num_pages:
        given.page_beyond(wanted, lines.num_pages)
        wanted, status = 1, 404
    columns = columns_shown(shown.detail.edition)
    context = {
        "edition": shown.detail.edition,
        "kinds": kind_names(),
        "previous": shown.detail.previous,
        "files": _by_format(shown.files),
        "as_issued": _by_format(shown.as_issued),
        "faults": given.faults,
        "columns": columns,
        "all_columns": len(shown.detail.edition.columns),
        "lines": lines_shown(tuple(lines.page(wanted)), columns, shown.live),
        "page": lines.page(wanted),
        "difference": _difference(shown.detail, shown),
        "meta": _meta(request, shown),
    }
    return render_page(request, "web/edition.html", context, section="editions", status=status)


@require_safe
@answers_outcomes
def edition_file(request: ActingRequest, number: str, name: str) -> HttpResponseBase:
    """A file of an edition, after its hash was checked; an altered file is not handed out."""
    file, stored = published_file(number, name, request.now)
    try:
        path = intact_path(stored)
    except FileAltered:
        return render_page(request, "web/file_altered.html", {"file": file, "number": number}, status=500)
    response = FileResponse(path.open("rb"), as_attachment=True, filename=file.name, content_type=file.media_type)
    response["ETag"] = f'"{file.sha256}"'
    return response


@require_safe
@answers_outcomes
def feed(request: HttpRequest) -> HttpResponse:
    """The editions as an Atom feed."""
    return HttpResponse(zone_feed(zone_code(), site_base(request)), content_type="application/atom+xml; charset=utf-8")


@require_safe
@answers_outcomes
def catalog(request: HttpRequest) -> HttpResponse:
    """The editions as a DCAT catalogue."""
    return HttpResponse(zone_catalog(zone_code(), site_base(request)), content_type="application/ld+json")


def kind_names() -> dict[str, str]:
    """The kinds of list with their names in the active language."""
    return {
        str(EditionKind.DEMANDS): _("List of technology demands"),
        str(EditionKind.SCENARIOS): _("List of application scenarios"),
        str(EditionKind.SUPPLY): _("Customised supply list"),
    }


def _meta(request: HttpRequest, shown: PublicEdition) -> PageMeta:
    issued = shown.detail.edition
    path = reverse("edition", args=[issued.number])
    base = site_base(request)
    described = {
        "@type": "Dataset",
        "name": issued.title,
        "identifier": issued.number,
        "url": f"{base}{path}",
        "description": f"{issued.title} {issued.document_number}",
        "datePublished": issued.issued_on.isoformat() if issued.issued_on else "",
    }
    steps = ((_("Home"), "/"), (_("Issued editions"), reverse("editions")), (issued.number, path))
    about = f"{issued.title} {issued.number} {issued.document_number}"
    return page_meta(request, path, about, kind="article", blocks=blocks_of(base, steps, described))


def _by_format(files: Iterable[EditionFile]) -> list[tuple[str, EditionFile]]:
    """The files with the names of their formats, what people read first; an unknown format goes by its file name."""
    names = {
        "pdf": _("Notice as PDF"),
        "docx": _("Notice as Word"),
        "xlsx": _("Table as Excel"),
        "csv": _("Table as CSV"),
        "json": _("Data as JSON"),
    }
    order = [MEDIA_TYPES[ending] for ending in names]
    by_type = dict(zip(order, names.values(), strict=True))
    known = sorted(files, key=lambda file: order.index(file.media_type) if file.media_type in by_type else len(order))
    return [(by_type.get(file.media_type, file.name), file) for file in known]


def _difference(detail: EditionDetail, shown: PublicEdition) -> dict[str, Any] | None:
    if detail.difference is None:
        return None
    changes = changes_shown(detail.edition, detail.difference, shown.live)
    return {"balance": detail.difference.balance, **changes}
