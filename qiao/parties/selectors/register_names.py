"""The names behind keys of the register."""

from collections.abc import Collection
from typing import Literal

from django.db.models import CharField, Value

from qiao.parties.models import Organisation, Person

Names = dict[tuple[Literal["organisation", "person"], int], str]


def register_names(organisations: Collection[int], people: Collection[int]) -> Names:
    """The present names of these organisations and people. One statement, none where nothing is asked for.

    Whoever calls has already decided that the reader may know which they are.
    """
    if not organisations and not people:
        return {}
    found = [
        model.objects.filter(pk__in=keys).order_by().values_list(Value(what, CharField()), "pk", "name")
        for what, model, keys in (("organisation", Organisation, organisations), ("person", Person, people))
        if keys
    ]
    rows = found[0].union(*found[1:], all=True)
    return {(what, key): name for what, key, name in rows}
