"""Home, search over everything, what is simulated."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qiao.catalogue.selectors.overview import Hits, numbered, search_everything
from qiao.core.taxonomy import HiTechField
from qiao.web.acting import ActingRequest
from qiao.web.front.meta import page_meta, site_base
from qiao.web.front.selectors import Overview, overview
from qiao.web.front.structured import data_block, zone_described
from qiao.web.kept_pages import kept
from qiao.web.labels import name_of
from qiao.web.listings.kinds import BY_KEY
from qiao.web.pages import page_context, render_page
from qiao.web.reading_input import AddressValues
from qiao.web.templatetags.reading import query

HITS_SHOWN = 5
FIELD_ICONS = {
    HiTechField.ELECTRONICS: "cpu",
    HiTechField.BIOMEDICINE: "dna-2",
    HiTechField.AEROSPACE: "plane",
    HiTechField.MATERIALS: "atom-2",
    HiTechField.SERVICES: "headset",
    HiTechField.ENERGY: "solar-panel",
    HiTechField.ENVIRONMENT: "leaf",
    HiTechField.MANUFACTURING: "robot",
}


@require_safe
@kept
def home(request: ActingRequest) -> HttpResponse:
    """What the zone offers: search, numbers with links, what is newest, fields of technology."""
    frame = page_context(request, "home")
    zone = frame["zone"]
    found = overview(request.actor, zone)
    base = site_base(request)
    name = zone.name if zone else _("Technology transfer")
    context = {
        "overview": found,
        "stats": _stats(found),
        "tiles": _tiles(found),
        "meta": page_meta(request, "/", name, blocks=(data_block(zone_described(name, base)),)),
    }
    return render(request, "web/home.html", frame | context)


@require_safe
def search(request: ActingRequest) -> HttpResponse:
    """What fits the words, by kind; an exact number leads straight to its page."""
    given = AddressValues(request.GET.dict())
    text = given.search("q")
    groups: list[dict[str, Any]] = []
    frame = page_context(request, "search")
    zone = frame["zone"]
    if text and zone:
        exact = numbered(request.actor, zone.code, text)
        if exact:
            return HttpResponseRedirect(reverse(exact[0], args=[exact[1]]))
        groups = [_group(hits, text) for hits in search_everything(request.actor, zone.code, text, HITS_SHOWN)]
    context = {
        "text": text,
        "groups": groups,
        "faults": given.faults,
    }
    return render(request, "web/search.html", frame | context, status=400 if given.faults else 200)


@require_safe
def about_simulated(request: HttpRequest) -> HttpResponse:
    """What is simulated or not connected."""
    return render_page(request, "web/about_simulated.html", {}, section="about")


def _stats(found: Overview) -> list[dict[str, Any]]:
    shown = [
        {"value": found.total(kind.key), "label": kind.title, "url": reverse(kind.section), "icon": kind.icon}
        for kind in BY_KEY.values()
    ]
    organisations = {
        "value": found.organisations, "label": _("Organisations"), "url": reverse("organisations"), "icon": "building",
    }  # fmt: skip
    return [*shown, organisations]


def _tiles(found: Overview) -> list[dict[str, Any]]:
    """The eight fields of technology, each with how many achievements and demands lie in it."""
    tiles = []
    for field in HiTechField:
        numbers = {kind: found.numbers[kind].get(field.value, 0) for kind in found.numbers}
        tiles.append({
            "code": field.value, "name": name_of(field), "icon": FIELD_ICONS[field], "total": sum(numbers.values()),
            "lists": [
                {"title": kind.title, "number": numbers[kind.key], "url": f"{reverse(kind.section)}?field={field}"}
                for kind in BY_KEY.values()
            ],
        })  # fmt: skip
    return tiles


def _group(hits: Hits, text: str) -> dict[str, Any]:
    if hits.kind in BY_KEY:
        kind = BY_KEY[hits.kind]
        url = f"{reverse(kind.section)}{query({'q': text})}"
        return {"hits": hits, "title": kind.title, "icon": kind.icon, "url": url}
    section = "organisations" if hits.kind == "organisation" else "editions"
    title, icon = {
        "organisations": (_("Organisations"), "building"),
        "editions": (_("Issued editions"), "file-certificate"),
    }[section]
    return {"hits": hits, "title": title, "icon": icon, "url": f"{reverse(section)}{query({'q': text})}"}
