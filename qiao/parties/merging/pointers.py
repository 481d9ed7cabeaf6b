"""Every column of the platform that points at an organisation or a person, found in the models themselves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from qiao.parties.models import MergeKind, Organisation, Person

MODELS: dict[MergeKind, type[Organisation] | type[Person]] = {
    MergeKind.ORGANISATION: Organisation,
    MergeKind.PERSON: Person,
}
_KEY_COLUMNS: dict[MergeKind, list[tuple[str, str]]] = {kind: [] for kind in MergeKind}


@dataclass(frozen=True)
class Pointer:
    """One column of one table; ``label`` names both, like ``parties.person.organisation_id``."""

    model: type[models.Model]
    column: str

    @property
    def label(self) -> str:
        """The name under which a merge keeps its list of keys."""
        return f"{self.model._meta.label_lower}.{self.column}"


def register_key_column(kind: MergeKind, model_label: str, column: str) -> None:
    """Declare a column that holds keys without being a foreign key, for example ``catalogue.demand``'s manager.

    Called by a room above when it is loaded. Columns that say who did something are history and are not declared.
    """
    if (model_label.lower(), column) not in _KEY_COLUMNS[kind]:
        _KEY_COLUMNS[kind].append((model_label.lower(), column))


def pointers_to(kind: MergeKind) -> tuple[Pointer, ...]:
    """The columns whose rows follow a merge, in a fixed order. Former merges stay as they are: they form a chain."""
    related = (
        Pointer(relation.related_model, relation.field.attname)
        for relation in MODELS[kind]._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToOneRel)
    )
    declared = (Pointer(apps.get_model(label), column) for label, column in _KEY_COLUMNS[kind])
    found = {
        pointer.label: pointer
        for pointer in (*related, *declared)
        if pointer.column != "merged_into_id" or pointer.model is not MODELS[kind]
    }
    return tuple(found[label] for label in sorted(found))


def keys_at(pointer: Pointer, key: int) -> list[int]:
    """The keys of the rows that point at this record."""
    rows = pointer.model._base_manager.filter(**{pointer.column: key})
    return list(rows.order_by("pk").values_list("pk", flat=True))


def numbers_at(pointers: Sequence[Pointer], key: int) -> dict[str, int]:
    """How many rows of each column point at this record, by label; columns without any are left out. One statement."""
    parts = [
        pointer.model._base_manager.filter(**{pointer.column: key})
        .order_by()
        .values(pointer=models.Value(pointer.label, models.CharField()))
        .annotate(rows_there=models.Count("pk"))
        .values_list("pointer", "rows_there")
        for pointer in pointers
    ]
    return dict(parts[0].union(*parts[1:], all=True))


def keys_that_must_stay(pointer: Pointer, from_id: int, to_id: int) -> set[int]:
    """Rows that would break a uniqueness rule of their table if they pointed at ``to_id`` as well."""
    field = pointer.model._meta.get_field(pointer.column)
    staying: set[int] = set()
    for names, condition in _unique_sets(pointer.model, field):
        others = [name for name in names if name != field.name]
        both = pointer.model._base_manager.filter(condition, **{f"{pointer.column}__in": (from_id, to_id)})
        rows = list(both.values_list(pointer.column, "pk", *others))
        taken = {tuple(rest) for owner, _, *rest in rows if owner == to_id}
        moving = [(key, tuple(rest)) for owner, key, *rest in rows if owner == from_id]
        staying |= {key for key, rest in moving if rest in taken and None not in rest}
    return staying


def _unique_sets(model: type[models.Model], field: Any) -> Iterator[tuple[tuple[str, ...], models.Q]]:
    if field.unique:
        yield (field.name,), models.Q()
    for names in model._meta.unique_together:
        if field.name in names:
            yield tuple(names), models.Q()
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and field.name in constraint.fields:
            yield tuple(constraint.fields), constraint.condition or models.Q()
