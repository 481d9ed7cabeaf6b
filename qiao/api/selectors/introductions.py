"""Introductions read on from a key."""

from functools import reduce
from operator import or_

from django.db.models import Q

from qiao.api.schemas.asking import IntroductionsAsked
from qiao.core.access import Actor
from qiao.matching.lifecycles.introduction import Side
from qiao.matching.models import Introduction

_NEEDS = ("demand", "scenario")


def introductions_below(actor: Actor, asked: IntroductionsAsked, below: int | None, limit: int) -> list[Introduction]:
    """The introductions that the actor may know of, the newest first, with both records. Two queries."""
    rows = Introduction.objects.visible_to(actor)
    if asked.state:
        rows = rows.filter(state=asked.state)
    if asked.side:
        rows = rows.filter(_of_side(actor, Side(asked.side)))
    if below is not None:
        rows = rows.filter(pk__lt=below)
    return list(rows.with_records().order_by("-pk")[:limit])


def _of_side(actor: Actor, side: Side) -> Q:
    if actor.organisation_id is None:
        return Q(pk__in=())
    records = _NEEDS if side is Side.DEMAND else ("achievement",)
    return reduce(or_, (Q(**{f"{record}__organisation_id": actor.organisation_id}) for record in records))
