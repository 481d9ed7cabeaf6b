"""The editions of a zone as an Atom feed (RFC 4287)."""

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from datetime import date
from io import BytesIO

from qiao.reports.rendering.characters import RenderWarning, xml_filter
from qiao.reports.rendering.document import EditionDocument
from qiao.reports.rendering.labels import EXAMPLE_MARK, KIND_NAMES, long_date
from qiao.reports.rendering.publication import PublicationSite, PublishedEdition

ATOM = "http://www.w3.org/2005/Atom"


def render_atom(site: PublicationSite, editions: Sequence[PublishedEdition]) -> tuple[bytes, tuple[RenderWarning, ...]]:
    """The feed, newest edition first; an edition keeps its id, a withdrawal only moves ``updated``."""
    clean = xml_filter()
    ordered = sorted(editions, key=lambda one: (one.document.issued_on, one.document.number), reverse=True)
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "zh-Hans"})
    _add(feed, "id", site.tag("editions"))
    _add(feed, "title", clean(site.title))
    # An empty feed still needs a date (RFC 4287 4.1.1): the one that its identifiers are pinned to.
    latest = max((_updated_on(one.document) for one in ordered), default=_pinned_date(site))
    _add(feed, "updated", _instant(latest))
    _add(_add(feed, "author"), "name", clean(site.publisher))
    _add(feed, "link", rel="self", type="application/atom+xml", href=site.feed_url)
    _add(feed, "link", rel="alternate", type="text/html", href=site.home_url)
    for edition in ordered:
        entry = _add(feed, "entry")
        _fill_entry(entry, edition, site)
        for child in entry.iter():
            child.text = clean(child.text) if child.text else child.text
    target = BytesIO()
    ET.ElementTree(feed).write(target, encoding="utf-8", xml_declaration=True)
    return target.getvalue(), clean.warnings()


def _fill_entry(entry: ET.Element, edition: PublishedEdition, site: PublicationSite) -> None:
    document = edition.document
    _add(entry, "id", site.tag(f"editions/{document.number}"))
    mark = EXAMPLE_MARK if document.is_example else ""
    withdrawn = "【已撤回】" if document.withdrawn_on else ""
    _add(entry, "title", f"{withdrawn}{document.title}{mark}")
    _add(entry, "published", _instant(document.issued_on))
    _add(entry, "updated", _instant(_updated_on(document)))
    _add(_add(entry, "author"), "name", document.issuer)
    _add(entry, "category", term=document.kind, label=KIND_NAMES[document.kind])
    # An entry without content needs an alternate (RFC 4287 4.1.1.1): the list of editions if it has no own page.
    _add(entry, "link", rel="alternate", type="text/html", href=document.verification_url or site.home_url)
    for file in edition.files:
        address = site.file_url(document.number, file.name)
        _add(entry, "link", rel="enclosure", type=file.media_type, length=str(file.size), href=address)
    _add(entry, "summary", _summary(document))


def _summary(document: EditionDocument) -> str:
    if document.withdrawn_on:
        return f"{document.number}已于{long_date(document.withdrawn_on)}撤回：{document.withdrawal_reason}"
    return f"{document.number}，{document.document_number}，共{len(document.items)}项。"


def _updated_on(document: EditionDocument) -> date:
    return document.withdrawn_on or document.issued_on


def _pinned_date(site: PublicationSite) -> date:
    parts = [int(part) for part in site.established_on.split("-")]
    return date(*[*parts, 1, 1][:3])


def _instant(day: date) -> str:
    return f"{day.isoformat()}T00:00:00+08:00"  # the beginning of the day in China


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, name, attributes)
    child.text = text
    return child
