"""Where and as what editions are published: the input of feed and catalogue."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from qiao.reports.rendering.document import EditionDocument, UnusableDocument

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "json": "application/json",
    "atom": "application/atom+xml",
    "jsonld": "application/ld+json",
}


@dataclass(frozen=True)
class PublishedFile:
    """One downloadable file; ``size`` in bytes, ``sha256`` in hex."""

    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True)
class PublishedEdition:
    """An edition with its files."""

    document: EditionDocument
    files: tuple[PublishedFile, ...]


@dataclass(frozen=True)
class PublicationSite:
    """The public place of a zone: addresses of its home, feed and files, title, publisher and licence.

    ``established_on`` (a year or a date) pins the tag URIs, which stay the same when the host changes hands
    (RFC 4151). Raises UnusableDocument for an address that is not http(s).
    """

    title: str
    publisher: str
    home_url: str
    feed_url: str
    files_url: str
    established_on: str
    licence_url: str = ""

    def __post_init__(self) -> None:
        for name in ("home_url", "feed_url", "files_url"):
            address = urlsplit(getattr(self, name))
            if address.scheme not in ("http", "https") or not address.hostname:
                raise UnusableDocument(name, getattr(self, name), "an http or https address", "give the public one")

    def tag(self, name: str) -> str:
        """The permanent identifier of something on this site (RFC 4151)."""
        return f"tag:{urlsplit(self.home_url).hostname},{self.established_on}:{name}"

    def file_url(self, number: str, name: str) -> str:
        """The address of one file of an edition."""
        return f"{self.files_url.rstrip('/')}/{quote(number)}/{quote(name)}"
