"""Making and refilling the draft of an edition; the use case that calls this records it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from qiao.catalogue.editions.columns import COLUMNS
from qiao.catalogue.editions.content import subject_of
from qiao.catalogue.models import Edition, EditionItem
from qiao.core.access import Actor
from qiao.core.editions import ListItem, UnusableItems, item_digest, require_codes
from qiao.core.outcomes import Invalid, Problem

TITLE_LENGTH = 500


@dataclass(frozen=True, kw_only=True)
class EditionHead:
    """The head of a draft. Texts left empty are written at issue, when number and batch are known.

    Editions of one kind and ``series`` follow each other; a customised list names its customer or commission there.
    """

    kind: str
    zone_code: str
    series: str = ""
    title: str = ""
    addressees: str = ""
    copies_to: str = ""
    opening: tuple[str, ...] = ()
    criteria: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class DraftItem:
    """One line to be frozen: the record's code, where it came from (``catalogue.demand``, key), and its values.

    ``values`` come from `qiao.catalogue.editions.snapshots` and have a ``title``.
    """

    code: str
    subject_type: str
    subject_id: int
    values: Mapping[str, Any]


def draft_edition(
    actor: Actor, head: EditionHead, items: Sequence[DraftItem], now: datetime
) -> tuple[Edition, list[EditionItem]]:
    """Insert a draft with its lines, in the order given, and return both.

    No use case of its own: the caller has authorised the actor and writes the audit row
    (``record(actor, ACTION, edition, {}, now)``). The actor counts as the compiler, who may not approve.
    Raises Invalid when a line has no code or title or a code comes twice.
    """
    edition = Edition(
        zone_code=head.zone_code,
        created_at=now,
        kind=head.kind,
        series=head.series,
        revision=1,
        criteria=dict(head.criteria),
        **head_texts(head),
        **compiled_by(actor, head.kind, now),
    )
    require_lines(items)
    edition.save(force_insert=True)
    return edition, insert_items(edition, edition.revision, items)


def head_texts(head: Any) -> dict[str, Any]:
    """The texts of an `EditionHead` or an `EditionRequest` as fields of an edition."""
    return {
        "title": head.title.strip(),
        "addressees": head.addressees.strip(),
        "copies_to": head.copies_to.strip(),
        "opening": [paragraph.strip() for paragraph in head.opening],
    }


def compiled_by(actor: Actor, kind: str, now: datetime) -> dict[str, Any]:
    """The fields that say who compiled the present lines, when, and under which columns."""
    return {
        "compiled_by": actor.name,
        "compiled_by_holding": actor.holding_id,
        "compiled_by_person": actor.person_id,
        "compiled_at": now,
        "columns": [column.as_json() for column in COLUMNS[kind]],
    }


def require_lines(items: Sequence[DraftItem]) -> None:
    """Raises Invalid unless every line has a code of its own and a title."""
    try:
        require_codes([ListItem(item.code, item.values) for item in items])
    except UnusableItems as unusable:
        raise Invalid(Problem("items", unusable.rule, unusable.code)) from unusable


def insert_items(edition: Edition, revision: int, items: Sequence[DraftItem]) -> list[EditionItem]:
    """Insert the lines of one compilation; those of earlier compilations stay."""
    rows = [_row(edition, revision, position, item) for position, item in enumerate(items, 1)]
    return edition.items.bulk_create(rows, batch_size=500)


def _row(edition: Edition, revision: int, position: int, item: DraftItem) -> EditionItem:
    line = ListItem(item.code, item.values)
    return EditionItem(
        edition=edition,
        revision=revision,
        position=position,
        code=item.code,
        title=line.title[:TITLE_LENGTH],
        subject_type=item.subject_type,
        subject_id=item.subject_id,
        values=dict(item.values),
        digest=item_digest(position, line, subject_of(item.subject_type, item.subject_id)),
    )
