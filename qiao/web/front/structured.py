"""Descriptions for search engines: schema.org as JSON-LD in a data block, which no browser runs. Pure."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from qiao.web.labels import label_of, region_name

CONTEXT = "https://schema.org"
# As in Django's json_script: nothing in the block can end it or begin another element.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
_TYPES: Mapping[str, str] = {"demand": "Demand", "achievement": "Offer", "scenario": "Demand"}


def data_block(value: Mapping[str, Any]) -> SafeString:
    """The description as a ``<script type="application/ld+json">`` block."""
    text = json.dumps({"@context": CONTEXT, **value}, ensure_ascii=False, default=_plain).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def zone_described(name: str, base: str) -> dict[str, Any]:
    """The platform of a zone, with its search."""
    return {
        "@type": "WebSite",
        "name": name,
        "url": f"{base}/",
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{base}/search/?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def record_described(view: Mapping[str, Any], address: str, description: str) -> dict[str, Any]:
    """A record as shown: an achievement is an offer, a demand and a scenario are demands (schema.org)."""
    found = {
        "@type": _TYPES[view["record"]],
        "identifier": view["code"],
        "name": view["title"],
        "description": description,
        "url": address,
        "inLanguage": "zh-Hans",
        "category": label_of(view["field"], "field"),
        "keywords": list(view["keywords"]),
        "datePublished": _plain(view["published_at"]),
        "areaServed": region_name(view["region"]),
        "validThrough": _plain(view["valid_until"]),
    }
    if view["organisation_id"] is not None:
        found["seller" if view["record"] == "achievement" else "buyer"] = {
            "@type": "Organization",
            "name": view["organisation_name"],
        }
    return {name: value for name, value in found.items() if value not in ("", None, [])}


def organisation_described(name: str, address: str, profile: str) -> dict[str, Any]:
    """An organisation."""
    found = {"@type": "Organization", "name": name, "url": address, "description": profile}
    return {key: value for key, value in found.items() if value}


def trail_described(steps: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Where a page stands: names and addresses from the home page on."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": str(name), "item": address}
            for number, (name, address) in enumerate(steps, start=1)
        ],
    }


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value or "")
