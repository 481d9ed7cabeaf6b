"""Organisations read on from a key."""

import dataclasses

from qiao.api.schemas.asking import OrganisationsAsked
from qiao.catalogue.selectors.open_organisations import OrganisationSearch, organisations_fitting
from qiao.core.access import Actor
from qiao.parties.models import Organisation


def organisations_beyond(actor: Actor, asked: OrganisationsAsked, beyond: int, limit: int) -> list[Organisation]:
    """The organisations that exist for the actor above a key, with the numbers of their open records. One query."""
    names = [field.name for field in dataclasses.fields(OrganisationSearch) if field.name != "text"]
    chosen = {name: tuple(map(str, getattr(asked, name))) for name in names}
    rows = organisations_fitting(actor, OrganisationSearch(text=asked.text, **chosen))
    return list(rows.filter(pk__gt=beyond).order_by("pk")[:limit])
