"""Editions and their lines, read on from a key."""

from django.db.models import Q

from qiao.api.schemas.asking import EditionsAsked
from qiao.catalogue.models import Edition, EditionItem
from qiao.catalogue.selectors.editions import items_of
from qiao.core.access import Actor
from qiao.core.outcomes import Missing
from qiao.foundation.models import StoredFile


def editions_below(actor: Actor, asked: EditionsAsked, below: int | None, limit: int) -> list[Edition]:
    """The editions that exist for the actor, the newest first. One query."""
    rows = Edition.objects.visible_to(actor)
    for column, value in (("kind", asked.kind), ("state", asked.state), ("zone_code", asked.zone)):
        if value:
            rows = rows.filter(**{column: value})
    if asked.year is not None:
        rows = rows.filter(issued_on__year=asked.year)
    if text := asked.text.strip():
        rows = rows.filter(Q(number__icontains=text) | Q(title__icontains=text) | Q(document_number__icontains=text))
    if below is not None:
        rows = rows.filter(pk__lt=below)
    return list(rows.order_by("-pk")[:limit])


def visible_edition(actor: Actor, edition_id: int) -> Edition:
    """The edition. Raises Missing when it does not exist for the actor."""
    edition: Edition | None = Edition.objects.visible_to(actor).filter(pk=edition_id).first()
    if edition is None:
        raise Missing("no_such_object", object_type="catalogue.edition", object_id=edition_id)
    return edition


def lines_beyond(edition: Edition, position: int, limit: int) -> list[EditionItem]:
    """The lines after a position. One query."""
    return list(items_of(edition).filter(position__gt=position)[:limit])


def stored_file(sha256: str) -> StoredFile:
    """Where a content is kept. Raises Missing when it is not listed."""
    stored = StoredFile.objects.filter(sha256=sha256).first()
    if stored is None:
        raise Missing("no_such_object", object_type="foundation.storedfile", object_id=sha256)
    return stored
