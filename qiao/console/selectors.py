"""Reads for the command line: the demands of the zone in which it acts."""

from typing import Any

from django.db.models import Q

from qiao.catalogue.disclosure import masked_view
from qiao.catalogue.filters import Page, PageRequest
from qiao.catalogue.models import Demand
from qiao.core.access import Actor


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
