"""All files of one edition, and the feed and catalogue of a zone, written to a folder."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from qiao.reports.rendering.catalog_dcat import render_dcat
from qiao.reports.rendering.characters import RenderWarning
from qiao.reports.rendering.data_json import render_json
from qiao.reports.rendering.document import EditionDocument
from qiao.reports.rendering.feed_atom import render_atom
from qiao.reports.rendering.fonts import NoticeFonts
from qiao.reports.rendering.notice_docx import render_docx
from qiao.reports.rendering.notice_pdf import render_pdf
from qiao.reports.rendering.publication import MEDIA_TYPES, PublicationSite, PublishedEdition, PublishedFile
from qiao.reports.rendering.table_csv import render_csv
from qiao.reports.rendering.table_xlsx import render_xlsx

_Content = tuple[bytes, tuple[RenderWarning, ...]]


@dataclass(frozen=True)
class WrittenFile:
    """One file on disk; ``size`` in bytes, ``sha256`` in hex, ``warnings`` what its reader must know."""

    path: Path
    media_type: str
    size: int
    sha256: str
    warnings: tuple[RenderWarning, ...] = ()

    def published(self) -> PublishedFile:
        """The same file as feed and catalogue name it."""
        return PublishedFile(self.path.name, self.media_type, self.size, self.sha256)


def write_edition(
    document: EditionDocument, folder: Path, fonts: NoticeFonts, notice: EditionDocument | None = None
) -> list[WrittenFile]:
    """Write XQ-2026-01.docx, .pdf, .xlsx, .csv and .json; equal documents give equal bytes.

    ``notice`` is what Word and PDF print when the paper has no room for every column of the document.
    Everything is made before the first file appears, and each file appears whole.
    Raises UnusableDocument when a frozen value does not fit its column, OSError when the folder refuses.
    """
    contents: dict[str, _Content] = {
        "docx": render_docx(notice or document, fonts),
        "pdf": render_pdf(notice or document, fonts),
        "xlsx": render_xlsx(document),
        "csv": render_csv(document),
        "json": (render_json(document), ()),
    }
    return [_write(folder / f"{document.number}.{ending}", *content) for ending, content in contents.items()]


def write_zone_catalogue(
    site: PublicationSite, editions: Sequence[PublishedEdition], folder: Path
) -> list[WrittenFile]:
    """Write editions.atom (RFC 4287) and editions.jsonld (DCAT) for all published editions of a zone."""
    return [
        _write(folder / "editions.atom", *render_atom(site, editions)),
        _write(folder / "editions.jsonld", render_dcat(site, editions), ()),
    ]


def _write(path: Path, content: bytes, warnings: tuple[RenderWarning, ...]) -> WrittenFile:
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as target:
        try:
            target.write(content)
            target.flush()
            os.fchmod(target.fileno(), 0o644)  # published files are read by the web server
            os.replace(target.name, path)
        except BaseException:
            os.unlink(target.name)
            raise
    media_type = MEDIA_TYPES[path.suffix.removeprefix(".")]
    return WrittenFile(path, media_type, len(content), hashlib.sha256(content).hexdigest(), warnings)
