"""From a frozen edition to the value that the files are made from."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from ipaddress import ip_address
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings

from qiao.catalogue.models import Edition
from qiao.catalogue.models import EditionItem as StoredItem
from qiao.catalogue.selectors.editions import edition_difference, issued_edition, items_of
from qiao.core.calendar import CHINA
from qiao.core.editions import Difference
from qiao.reports.rendering.document import Column, EditionChange, EditionDocument, EditionItem, EditionKind


def edition_document(edition_id: int) -> EditionDocument:
    """The edition as it stands, with the mark when it was withdrawn.

    It names the page on which it can be verified only when the base address is one that readers elsewhere can open.
    Raises Missing unless the edition was issued, UnusableDocument when the base address is not one of the web.
    """
    edition = issued_edition(edition_id)
    _, changes = edition_difference(edition)
    return document_of(edition, [_item(item) for item in items_of(edition)], changes, public_base(settings.BASE_URL))


def document_of(
    edition: Edition, items: Sequence[EditionItem], changes: Difference | None, base_url: str
) -> EditionDocument:
    """The value made of a stored edition and its lines; everything in it was frozen at issue but the mark."""
    head = edition.letterhead
    withdrawn_at = edition.withdrawn_at
    return EditionDocument(
        number=edition.number,
        kind=cast(EditionKind, edition.kind),
        title=edition.title,
        zone_name=head["zone_name"],
        issuer=head["office"],
        addressees=edition.addressees,
        document_number=edition.document_number,
        issued_on=_issue_day(edition),
        approved_by=edition.approved_by,
        compiled_by=edition.compiled_by,
        opening=tuple(edition.opening),
        columns=tuple(_column(kept) for kept in edition.columns),
        items=tuple(items),
        changes=None if changes is None else tuple(_changes(changes)),
        previous_number=edition.previous.number if edition.previous else None,
        digest=edition.digest,
        contact=head["contact"],
        copies_to=edition.copies_to,
        verification_url=edition_url(base_url, edition.number) if base_url else "",
        is_example=head["is_example"],
        withdrawn_on=withdrawn_at.astimezone(CHINA).date() if withdrawn_at else None,
        withdrawal_reason=edition.withdrawal_reason,
    )


def notice_document(document: EditionDocument, edition: Edition) -> EditionDocument:
    """The same for paper, where only some columns find room; changes of the others are named by their headings."""
    on_paper = {kept["key"] for kept in edition.columns if kept["in_notice"]}
    changes = document.changes
    if changes is not None:
        changes = tuple(
            replace(change, fields=tuple(document.heading_of(key) for key in change.fields)) for change in changes
        )
    columns = tuple(column for column in document.columns if column.key in on_paper)
    return replace(document, columns=columns, changes=changes)


def as_issued(document: EditionDocument) -> EditionDocument:
    """The edition as it was before any withdrawal."""
    return replace(document, withdrawn_on=None, withdrawal_reason="")


def public_base(base_url: str) -> str:
    """The base address, or "" when it names only the machine itself (localhost, 127.0.0.0/8, ::1) or nothing."""
    host = urlsplit(base_url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return ""
    try:
        address = ip_address(host)
    except ValueError:  # a name
        return base_url
    return "" if address.is_loopback or address.is_unspecified else base_url


def edition_url(base_url: str, number: str) -> str:
    """The public page on which an edition can be verified."""
    return f"{base_url.rstrip('/')}/editions/{number}/"


def _issue_day(edition: Edition) -> date:
    if edition.issued_on is None:
        raise ValueError(f"edition {edition.pk} was not issued")
    return edition.issued_on


def _item(item: StoredItem) -> EditionItem:
    return EditionItem(item.position, item.code, item.values, item.digest)


def _column(kept: dict[str, Any]) -> Column:
    return Column(kept["key"], kept["heading"], kept["width_mm"], kept["kind"])


def _changes(found: Difference) -> Iterable[EditionChange]:
    for change in found.changes:
        fields = change.fields if change.kind == "changed" else ()
        yield EditionChange(change.kind.value, change.code, change.title, fields)
