"""What else a reader of one record may want to see: open records of the same kind about the same things."""

from collections.abc import Mapping
from functools import reduce
from operator import add, or_
from typing import Any

from django.db.models import Case, IntegerField, Prefetch, Q, Value, When

from qiao.catalogue.disclosure import masked_view
from qiao.catalogue.models import Achievement, Demand, IntellectualProperty, Scenario
from qiao.core.access import Actor

MOST = 4
MOST_WORDS = 6
_SHORTEST_WORD = 2
_MODELS: Mapping[str, Any] = {"demand": Demand, "achievement": Achievement, "scenario": Scenario}


def related_records(actor: Actor, view: Mapping[str, Any], most: int = MOST) -> tuple[dict[str, Any], ...]:
    """Open records of the same kind and field (any field when none is given), those sharing most keywords first.

    ``view`` is the record as the actor sees it. Only what may be read counts, on both sides: keywords as shown, and
    the text from which the names of masked units were taken. Otherwise two records of one hidden unit would find each
    other by its name. One statement; rows come without their intellectual property.
    """
    words = [word for word in view["keywords"] if len(word) >= _SHORTEST_WORD][:MOST_WORDS]
    signs = [Q(open_text__icontains=word) for word in words]
    if not signs and not view["field"]:
        return ()
    rows = _MODELS[view["record"]].objects.visible_to(actor).open().exclude(pk=view["id"])
    # Within the field alone where one is given: an index finds those, so that texts are compared for few rows.
    rows = rows.filter(field=view["field"]) if view["field"] else rows.filter(reduce(or_, signs))
    nearness = reduce(add, (_one_if(sign) for sign in signs), Value(0))
    rows = rows.annotate(nearness=nearness)
    rows = rows.select_related("organisation").order_by("-nearness", "-published_at", "-pk")
    return tuple(masked_view(record, actor) for record in without_rights(rows)[:most])


def without_rights(rows: Any) -> Any:
    """The same rows, their intellectual property taken as empty unasked: for cards that do not show it."""
    if rows.model is not Achievement:
        return rows
    return rows.prefetch_related(Prefetch("rights", queryset=IntellectualProperty.objects.none()))


def _one_if(sign: Q) -> Any:
    return Case(When(sign, then=Value(1)), default=Value(0), output_field=IntegerField())
