"""Reads for the command line: the imports and the demands of the zone in which it acts."""

from typing import Any

from django.db.models import Q, QuerySet

from qiao.catalogue.disclosure import masked_view
from qiao.catalogue.filters import Page, PageRequest
from qiao.catalogue.models import Demand
from qiao.core.access import Actor
from qiao.core.outcomes import Missing
from qiao.foundation.models import ImportBatch


def imports_of_zone(actor: Actor, limit: int) -> QuerySet[ImportBatch]:
    """The latest imports of the actor's zone, newest first."""
    return ImportBatch.objects.filter(zone_code=actor.zone_code).order_by("-pk")[:limit]


def import_of_zone(actor: Actor, importbatch_id: int) -> ImportBatch:
    """One import of the actor's zone. Raises Missing."""
    batch = ImportBatch.objects.filter(zone_code=actor.zone_code, pk=importbatch_id).first()
    if batch is None:
        raise Missing("no_such_object", object_type="foundation.importbatch", object_id=importbatch_id)
    return batch


def demands_of_zone(actor: Actor, text: str, state: str, page: PageRequest) -> Page:
    """The demands of the actor's zone by code, with every word of the text in title, organisation or number."""
    rows: Any = Demand.objects.visible_to(actor).filter(zone_code=actor.zone_code)
    if state:
        rows = rows.filter(state=state)
    for word in text.split():
        named = Q(title__icontains=word) | Q(organisation_name__icontains=word) | Q(organisation__name__icontains=word)
        rows = rows.filter(named | Q(code__iexact=word) | Q(external_number=word))
    first = (page.number - 1) * page.size
    found = rows.select_related("organisation").order_by("code", "pk")[first : first + page.size]
    return Page(tuple(masked_view(record, actor) for record in found), rows.count(), page.number, page.size)
