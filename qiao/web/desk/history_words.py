"""The history of a case in words: who did what, when and why, and what it changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

from django.utils.dateparse import parse_datetime
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from qiao.foundation.selectors import HistoryRow
from qiao.foundation.wording import text_of
from qiao.parties.selectors.register_names import Names, register_names
from qiao.web import labels
from qiao.web.desk.field_names import field_name

LONG = 80
"""Characters of a value that are shown before the rest is folded away."""
_SILENT = frozenset(
    {"open_text", "zone_code", "created_at", "created_by_holding", "compiled_by_holding", "compiled_by_person",
     "approved_by_holding", "approved_by_person", "columns", "letterhead", "due_at", "due_verb", "validity_began_at"}
)  # fmt: skip
_LISTS: Mapping[str, str] = {
    "budget_band": "budget", "disclosure": "disclosure", "field": "field", "funding": "funding",
    "opener_kind": "opener", "programme": "programme", "purchase_way": "purchase", "scale": "size",
    "support_needed": "support", "urgency": "urgency", "ways": "way",
}  # fmt: skip
# Fields that hold keys of the register, alone or in lists.
_KEYS: Mapping[str, Literal["organisation", "person"]] = {
    "disclosed_to": "organisation", "manager_person": "person", "organisation_id": "organisation",
    "person_id": "person", "selected_organisation_id": "organisation",
}  # fmt: skip


class Recorded(Protocol):
    """A row of the audit trail, or of the history that was read out of it."""

    @property
    def before(self) -> Mapping[str, Any]: ...

    @property
    def after(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True)
class Change:
    """One field before and after; ``is_long`` when the texts are better folded away."""

    name: str
    before: str
    after: str

    @property
    def is_long(self) -> bool:
        """Whether one of the two is longer than a line."""
        return max(len(self.before), len(self.after)) > LONG


@dataclass(frozen=True)
class Told:
    """One act, as it is told."""

    at: datetime
    verb: str
    actor: str
    role: str
    organisation: str
    reason: str
    changes: tuple[Change, ...]
    is_first: bool
    token: str = ""


def told(rows: Sequence[HistoryRow], object_type: str, lifecycle_key: str) -> tuple[Told, ...]:
    """The acts in the order given."""
    names = names_in(rows)
    return tuple(_told(row, object_type, lifecycle_key, names) for row in rows)


def names_in(rows: Iterable[Recorded]) -> Names:
    """The names of the people and organisations that the rows name by their keys. One statement, or none."""
    keys: dict[str, set[int]] = {"organisation": set(), "person": set()}
    for row in rows:
        for field, value in (*row.before.items(), *row.after.items()):
            if field in _KEYS:
                found = value if isinstance(value, list) else [value]
                keys[_KEYS[field]].update(key for key in found if isinstance(key, int))
    return register_names(keys["organisation"], keys["person"])


def changes_of(
    before: Mapping[str, Any], after: Mapping[str, Any], object_type: str, lifecycle_key: str, names: Names
) -> tuple[Change, ...]:
    """What an act changed, field by field; nothing that only the platform keeps for itself.

    ``names`` is what `names_in` found; a key without a name is shown as it is.
    """
    fields = [name for name in dict.fromkeys([*after, *before]) if name not in _SILENT]
    words = _Words(object_type, lifecycle_key, names)
    found = [Change(field_name(object_type, n), words.of(n, before.get(n)), words.of(n, after.get(n))) for n in fields]
    return tuple(change for change in found if change.before != change.after)


def _told(row: HistoryRow, object_type: str, lifecycle_key: str, names: Names) -> Told:
    return Told(
        at=row.at,
        verb=text_of(f"verb.{row.action}"),
        actor=text_of("role.system") if row.actor_role == "system" else row.actor_name,
        role=text_of(f"role.{row.actor_role}"),
        organisation=row.organisation_name,
        reason=row.reason,
        changes=changes_of(row.before, row.after, object_type, lifecycle_key, names),
        is_first=not row.before,
        token=row.token,
    )


@dataclass(frozen=True)
class _Words:
    object_type: str
    lifecycle_key: str
    names: Names

    def of(self, name: str, value: Any) -> str:
        """A stored value as people read it."""
        if value is None or value in ("", [], {}):
            return ""
        if name == "state" and self.lifecycle_key:
            return text_of(f"state.{self.lifecycle_key}.{value}")
        if name.endswith("_fen"):
            return labels.amount_name(value)
        if name.endswith("_at"):
            return _instant(str(value))
        if name in _KEYS:
            keys = value if isinstance(value, list) else [value]
            return "、".join(self.names.get((_KEYS[name], key), str(key)) for key in keys)
        if name == "kind":
            return _kind(self.object_type, str(value))
        if name in _LISTS:
            coded = value if isinstance(value, list) else [value]
            return labels.labels_of(coded, _LISTS[name])
        return _plain(value)


def _kind(object_type: str, value: str) -> str:
    if object_type == "catalogue.edition":
        return text_of(f"edition_kind.{value}")
    list_name = f"{object_type.rpartition('.')[2]}_kind"
    return labels.label_of(value, list_name) if list_name in labels.LISTS else value


def _instant(text: str) -> str:
    found = parse_datetime(text)
    return localtime(found).strftime("%Y-%m-%d %H:%M") if found else text


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "；".join(_plain(each) for each in value)
    if isinstance(value, dict):
        return " ".join(_plain(each) for each in value.values() if each not in ("", None, [], 0))
    return str(value)
