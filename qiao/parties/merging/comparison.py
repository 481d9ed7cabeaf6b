"""Comparing the two records of a merge: what may not be merged, what gets filled, where they differ. No database."""

from typing import Any

from qiao.foundation.audit import json_value
from qiao.parties.models import Organisation, Person

Party = Organisation | Person
_OWN = frozenset({"id", "zone_code", "version", "created_at", "merged_into_id", "name", "former_names"})
_EMPTY: tuple[Any, ...] = (None, "", [], {})


def merge_refusal(kept: Party, dropped: Party) -> str | None:
    """The code of what forbids the merge, None when nothing does.

    Two valid credit codes or two identity numbers are two organisations or people, however alike the rest is.
    """
    if kept.pk == dropped.pk:
        return "party_merge_with_itself"
    if kept.merged_into_id is not None or dropped.merged_into_id is not None:
        return "party_was_merged"
    if isinstance(kept, Organisation):
        return "different_credit_codes" if _differ(kept, dropped, "credit_code") else None
    return "different_identities" if _differ(kept, dropped, "id_hash") else None


def values_to_fill(kept: Party, dropped: Party) -> dict[str, Any]:
    """The columns that are empty in the kept record and known in the duplicate, with the value of the duplicate."""
    return {
        column: getattr(dropped, column)
        for column in _columns(kept)
        if getattr(kept, column) in _EMPTY and getattr(dropped, column) not in _EMPTY
    }


def differing_columns(kept: Party, dropped: Party) -> tuple[str, ...]:
    """The columns that are known in both and differ: the kept record keeps its value, the duplicate's is not used."""
    return tuple(column for column in ("name", *_columns(kept)) if _differ(kept, dropped, column))


def columns_still_filled(kept: Party, dropped: Party, filled: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Of the columns that a merge filled: those that still hold the duplicate's value, and those changed since."""
    same = [name for name in filled if json_value(getattr(kept, name)) == json_value(getattr(dropped, name))]
    return same, [name for name in filled if name not in same]


def _columns(record: Party) -> list[str]:
    return [field.attname for field in record._meta.concrete_fields if field.attname not in _OWN]


def _differ(kept: Party, dropped: Party, column: str) -> bool:
    first, second = getattr(kept, column), getattr(dropped, column)
    return first not in _EMPTY and second not in _EMPTY and first != second
