"""Writing the files of an edition and keeping them in the file store.

The notice (Word, PDF) prints the columns that find room on paper; the data files carry all of them.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from qiao.catalogue.models import Edition
from qiao.catalogue.selectors.editions import issued_edition
from qiao.foundation.files import store_file
from qiao.reports.editions import as_issued, edition_document, notice_document
from qiao.reports.rendering.bundle import WrittenFile, write_edition
from qiao.reports.rendering.document import EditionDocument
from qiao.reports.rendering.fonts import NoticeFonts, load_notice_fonts


def publish_edition(edition_id: int, folder: Path, now: datetime) -> list[WrittenFile]:
    """Write every format of an issued edition into the folder and store it; a withdrawn one carries the mark.

    The same edition gives the same bytes, and the same bytes are kept once. Raises Missing unless the edition was
    issued, FontsMissing when the fonts of the notice are not installed.
    """
    edition = issued_edition(edition_id)
    return _publish(edition, edition_document(edition_id), folder, now)


def publish_as_issued(edition_id: int, folder: Path, now: datetime) -> list[WrittenFile]:
    """The same without the mark of a later withdrawal."""
    edition = issued_edition(edition_id)
    return _publish(edition, as_issued(edition_document(edition_id)), folder, now)


def notice_fonts() -> NoticeFonts:
    """The fonts of the settings: names for Word, embedded open families for the PDF."""
    names: dict[str, Any] = settings.NOTICE_FONTS
    return replace(load_notice_fonts(settings.OPEN_FONTS, settings.OWN_FONTS), **names)


def _publish(edition: Edition, document: EditionDocument, folder: Path, now: datetime) -> list[WrittenFile]:
    written = write_edition(document, folder, notice_fonts(), notice_document(document, edition))
    _keep(edition, written, now, marked=document.withdrawn_on is not None)
    return written


def _keep(edition: Edition, written: Sequence[WrittenFile], now: datetime, *, marked: bool) -> None:
    for file in written:
        store_file(file.path, file.path.name, file.media_type, now)
        edition.files.get_or_create(
            is_marked=marked,
            name=file.path.name,
            sha256=file.sha256,
            defaults={
                "media_type": file.media_type,
                "size": file.size,
                "warnings": [f"{warning.code}: {warning.detail}" for warning in file.warnings],
                "written_at": now,
            },
        )
