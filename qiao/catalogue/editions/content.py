"""What the digest of an edition covers: everything that is printed of it, and how it was chosen and approved."""

from collections.abc import Mapping, Sequence
from typing import Any

from qiao.catalogue.models import Edition, EditionItem
from qiao.core.editions import ListItem, edition_digest, item_digest
from qiao.foundation.audit import json_value

_HEAD_FIELDS = (
    "zone_code", "kind", "series", "revision", "number", "document_number", "title", "addressees", "copies_to",
    "opening", "criteria", "columns", "letterhead", "compiled_by", "compiled_by_person", "approved_by",
    "approved_by_person", "issued_on",
)  # fmt: skip


def list_item(item: EditionItem) -> ListItem:
    """The line as a value."""
    return ListItem(item.code, item.values)


def subject_of(subject_type: str, subject_id: int) -> str:
    """How a digest names the live record: ``catalogue.demand:17``."""
    return f"{subject_type}:{subject_id}"


def digest_of_item(item: EditionItem) -> str:
    """The digest that belongs to the present content of a stored line."""
    return item_digest(item.position, list_item(item), subject_of(item.subject_type, item.subject_id))


def digest_of_edition(
    edition: Edition, item_digests: Sequence[str], previous: Edition | None, changes: Mapping[str, Any]
) -> str:
    """The digest of head and lines, with ``changes`` in place of the stored fields.

    It holds the digest of the previous edition too, so the editions of a series form a chain.
    """
    head = {name: json_value(changes.get(name, getattr(edition, name))) for name in _HEAD_FIELDS}
    head["previous"] = {"number": previous.number, "digest": previous.digest} if previous else None
    return edition_digest(head, item_digests)
