"""Reads of the edition pages: one edition with its files, and one file."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qiao.catalogue.models import Achievement, Demand, Scenario
from qiao.catalogue.selectors.editions import EditionDetail, edition_by_number
from qiao.core.access import PUBLIC
from qiao.core.outcomes import Missing
from qiao.foundation.models import StoredFile
from qiao.reports.models import EditionFile
from qiao.reports.selectors import edition_file, present_and_earlier_files
from qiao.web.front.selectors import zone_code

_MODELS: dict[str, Any] = {model._meta.label_lower: model for model in (Demand, Achievement, Scenario)}


@dataclass(frozen=True)
class PublicEdition:
    """An issued edition, its files, and per line the kind of page that its live record has now.

    A record that was closed or is no longer open to everybody has no page. ``as_issued`` are the files that a
    withdrawn edition was published with; they carry no mark.
    """

    detail: EditionDetail
    files: tuple[EditionFile, ...]
    as_issued: tuple[EditionFile, ...]
    live: dict[str, str]


def public_edition(number: str, now: datetime) -> PublicEdition:
    """The edition with this number. Raises Missing when it was never issued."""
    detail = edition_by_number(PUBLIC, zone_code(), number, now)
    present, earlier = present_and_earlier_files(detail.edition)
    as_issued = tuple(file for file in earlier if not file.is_marked) if detail.edition.withdrawn_at else ()
    return PublicEdition(detail, tuple(present), as_issued, _live(detail))


def published_file(number: str, name: str, now: datetime) -> tuple[EditionFile, StoredFile]:
    """A present file of an edition and where it is kept. Raises Missing when there is none of this name."""
    edition = edition_by_number(PUBLIC, zone_code(), number, now).edition
    file = edition_file(edition, name)
    stored = StoredFile.objects.filter(sha256=file.sha256).first()
    if stored is None:
        raise Missing("no_such_object", object_type="foundation.storedfile", object_id=file.sha256)
    return file, stored


def _live(detail: EditionDetail) -> dict[str, str]:
    keys: dict[str, list[int]] = defaultdict(list)
    for item in detail.items:
        keys[item.subject_type].append(item.subject_id)
    live: dict[str, str] = {}
    for label, wanted in keys.items():
        model = _MODELS[label]
        open_now = model.objects.visible_to(PUBLIC).filter(pk__in=wanted).values_list("code", flat=True)
        live |= dict.fromkeys(open_now, model._meta.model_name)
    return live
