"""What a public page tells programs about itself: its lasting address, a description, its feed, data blocks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from qiao.reports.editions import public_base
from qiao.web.front.structured import data_block, trail_described

DESCRIPTION_CHARACTERS = 150
Steps = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PageMeta:
    """Lasting address, description, address of the Atom feed ("" for none), JSON-LD blocks.

    ``kind`` is the Open Graph type.
    """

    base: str
    canonical: str
    description: str
    feed: str = ""
    kind: str = "website"
    blocks: tuple[SafeString, ...] = ()


def site_base(request: HttpRequest) -> str:
    """The public address of the platform without a slash at the end; while none is set, the one the reader used."""
    return (public_base(settings.BASE_URL) or request.build_absolute_uri("/")).rstrip("/")


def page_meta(request: HttpRequest, address: str, description: str, **more: Any) -> PageMeta:
    """The meta data of a page at ``address`` (path and query); ``more`` are further values of `PageMeta`."""
    base = site_base(request)
    short = Truncator(" ".join(description.split())).chars(DESCRIPTION_CHARACTERS)
    return PageMeta(base, f"{base}{address}", short, **more)


def blocks_of(base: str, steps: Steps, *described: Mapping[str, Any]) -> tuple[SafeString, ...]:
    """Data blocks of the descriptions and of the way from the home page (names and paths)."""
    trail = trail_described([(name, f"{base}{path}") for name, path in steps])
    return tuple(data_block(each) for each in (*described, trail))


def address_if_there(path: str) -> str:
    """The path when this installation has such a page, otherwise ""."""
    try:
        resolve(path)
    except Resolver404:
        return ""
    return path
