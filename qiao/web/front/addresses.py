"""Addresses for programs: the sitemap, what robots may read, and how a browser searches here."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from xml.sax.saxutils import escape

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qiao.catalogue.selectors.open_organisations import open_organisations
from qiao.catalogue.selectors.overview import (
    address_numbers,
    edition_addresses,
    every_record_address,
    record_addresses,
)
from qiao.core.access import PUBLIC
from qiao.web.acting import ActingRequest
from qiao.web.front.meta import site_base
from qiao.web.front.selectors import shown_zone, zone_code
from qiao.web.kept_pages import kept
from qiao.web.listings.kinds import BY_KEY

MOST_ADDRESSES = 50_000
"""How many addresses one file may hold (sitemaps.org)."""
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
Address = tuple[str, datetime | None]


@require_safe
@kept
def sitemap(request: ActingRequest) -> HttpResponse:
    """Every public address in one file, or the list of the files when there are more than one may hold."""
    base = site_base(request)
    numbers = _numbers()
    if sum(numbers.values()) <= MOST_ADDRESSES:
        return _addresses(base, _everything())
    files = [
        f"{base}{reverse('sitemap-part', args=[part, number])}"
        for part, total in numbers.items()
        for number in range(1, -(-total // MOST_ADDRESSES) + 1)
    ]
    entries = "".join(f"<sitemap><loc>{escape(file)}</loc></sitemap>\n" for file in files)
    return _xml(f'<sitemapindex xmlns="{_NAMESPACE}">\n{entries}</sitemapindex>\n')


@require_safe
@kept
def sitemap_part(request: ActingRequest, part: str, number: int) -> HttpResponse:
    """One of the files of a long sitemap."""
    if part not in _PARTS or not 1 <= number <= max(1, -(-_numbers()[part] // MOST_ADDRESSES)):
        raise Http404("no_such_object")
    return _addresses(site_base(request), _PARTS[part]((number - 1) * MOST_ADDRESSES, MOST_ADDRESSES))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What robots may read: everything that is public, but neither searches nor the pages of people who work."""
    lines = ["User-agent: *", "Disallow: /work/", "Disallow: /accounts/", "Disallow: /search/", "Disallow: /language/"]
    lines += ["Disallow: /*/export.", f"Sitemap: {site_base(request)}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def search_description(request: HttpRequest) -> HttpResponse:
    """How a browser or another program searches here (OpenSearch 1.1)."""
    zone, base = shown_zone(), site_base(request)
    name = zone.name if zone else _("Technology transfer")
    content = (
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">'
        f"<ShortName>{escape(name[:16])}</ShortName><Description>{escape(name)}</Description>"
        "<InputEncoding>UTF-8</InputEncoding>"
        f'<Url type="text/html" method="get" template="{escape(base)}/search/?q={{searchTerms}}"/>'
        "</OpenSearchDescription>\n"
    )
    return HttpResponse(_XML + content, content_type="application/opensearchdescription+xml; charset=utf-8")


def _numbers() -> dict[str, int]:
    return {"pages": len(_PAGES), **address_numbers(), "edition": 1}


def _everything() -> Iterator[Address]:
    yield from _pages(0, MOST_ADDRESSES)
    yield from ((reverse(kind, args=[code]), at) for kind, code, at in every_record_address())
    yield from _organisations(0, MOST_ADDRESSES)
    yield from _editions(0, MOST_ADDRESSES)


_PAGES = ("home", "demands", "achievements", "scenarios", "organisations", "editions", "match", "about-simulated")


def _pages(first: int, most: int) -> Iterator[Address]:
    yield from ((reverse(name), None) for name in _PAGES[first : first + most])


def _records(kind: str) -> Callable[[int, int], Iterator[Address]]:
    def found(first: int, most: int) -> Iterator[Address]:
        yield from ((reverse(kind, args=[code]), at) for code, at in record_addresses(kind, first, most))

    return found


def _organisations(first: int, most: int) -> Iterator[Address]:
    keys = open_organisations(PUBLIC).order_by("pk").values_list("pk", flat=True)[first : first + most]
    yield from ((reverse("organisation", args=[key]), None) for key in keys)


def _editions(first: int, most: int) -> Iterator[Address]:
    found = edition_addresses(zone_code(), first, most)
    yield from ((reverse("edition", args=[number]), at) for number, at in found)


_PARTS: Mapping[str, Callable[[int, int], Iterator[Address]]] = {
    "pages": _pages,
    **{kind: _records(kind) for kind in BY_KEY},
    "organisation": _organisations,
    "edition": _editions,
}


def _addresses(base: str, addresses: Iterable[Address]) -> HttpResponse:
    lines = [
        f"<url><loc>{escape(base + path)}</loc>{f'<lastmod>{at.date().isoformat()}</lastmod>' if at else ''}</url>\n"
        for path, at in addresses
    ]
    return _xml(f'<urlset xmlns="{_NAMESPACE}">\n{"".join(lines)}</urlset>\n')


def _xml(content: str) -> HttpResponse:
    return HttpResponse(_XML + content, content_type="application/xml; charset=utf-8")
