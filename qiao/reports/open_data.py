"""Feed and catalogue over all issued editions of a zone."""

from collections import defaultdict

from qiao.catalogue.models import Edition
from qiao.catalogue.selectors.editions import issued_editions, line_stubs, zone_of
from qiao.core.calendar import CHINA
from qiao.parties.models import Zone
from qiao.reports.editions import document_of
from qiao.reports.rendering.catalog_dcat import render_dcat
from qiao.reports.rendering.document import EditionItem
from qiao.reports.rendering.feed_atom import render_atom
from qiao.reports.rendering.publication import PublicationSite, PublishedEdition, PublishedFile
from qiao.reports.selectors import current_files


def zone_feed(zone_code: str, base_url: str) -> bytes:
    """The Atom feed (RFC 4287) of a zone's editions, newest first. Raises Missing for an unknown zone."""
    zone = zone_of(zone_code)
    content, _ = render_atom(_site(zone, base_url), _published(zone, base_url))
    return content


def zone_catalog(zone_code: str, base_url: str) -> bytes:
    """The DCAT catalogue (JSON-LD) of a zone's editions with their files. Raises Missing for an unknown zone."""
    zone = zone_of(zone_code)
    return render_dcat(_site(zone, base_url), _published(zone, base_url))


def _site(zone: Zone, base_url: str) -> PublicationSite:
    base = base_url.rstrip("/")
    return PublicationSite(
        title=f"{zone.name}清单发布",
        publisher=zone.office,
        home_url=f"{base}/editions/",
        feed_url=f"{base}/editions/feed.atom",
        files_url=f"{base}/editions",
        established_on=zone.created_at.astimezone(CHINA).date().isoformat(),
    )


def _published(zone: Zone, base_url: str) -> list[PublishedEdition]:
    editions = list(issued_editions(zone.code))
    files = defaultdict(list)
    for file in current_files(editions):
        files[file.edition_id].append(PublishedFile(file.name, file.media_type, file.size, file.sha256))
    # Feed and catalogue name editions and count their lines; what the lines say is in the files.
    lines = defaultdict(list)
    for edition_id, position, code, digest in line_stubs(zone.code):
        lines[edition_id].append(EditionItem(position, code, {}, digest))
    return [_edition(edition, lines[edition.pk], files[edition.pk], base_url) for edition in editions]


def _edition(edition: Edition, lines: list[EditionItem], files: list[PublishedFile], base_url: str) -> PublishedEdition:
    return PublishedEdition(document_of(edition, lines, None, base_url), tuple(files))
