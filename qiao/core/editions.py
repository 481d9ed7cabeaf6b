"""List editions as values: digests of items and of whole editions, and what changed from one to the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from qiao.core.audit_chain import digest_of

_DIGITS = "〇一二三四五六七八九"


class UnusableItems(ValueError):
    """Items that cannot stand in one edition; ``code`` is the item, ``rule`` what it breaks."""

    def __init__(self, code: str, rule: str) -> None:
        self.code, self.rule = code, rule
        super().__init__(f"{rule}: {code!r}")


@dataclass(frozen=True)
class ListItem:
    """One line of a list: its code, which stays for life, and the published values by column key."""

    code: str
    values: Mapping[str, Any]

    @property
    def title(self) -> str:
        """The name of the record, from the value ``title``."""
        return str(self.values.get("title") or "")


class ChangeKind(StrEnum):
    """What happened to a line since the previous edition."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True)
class ItemChange:
    """One line that differs. ``fields`` are the keys that differ, ``before`` and ``after`` their values.

    A key that one side does not have is missing from that side's mapping.
    """

    kind: ChangeKind
    code: str
    title: str
    fields: tuple[str, ...]
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True)
class Balance:
    """The counts of a difference. They add up: old − removed + added = new, old − removed = changed + unchanged."""

    old: int
    added: int
    changed: int
    removed: int
    unchanged: int
    new: int

    @property
    def holds(self) -> bool:
        """Whether the counts add up and none is negative."""
        counts = (self.old, self.added, self.changed, self.removed, self.unchanged, self.new)
        kept = self.old - self.removed
        return min(counts) >= 0 and kept + self.added == self.new and self.changed + self.unchanged == kept


@dataclass(frozen=True)
class Difference:
    """Every change between two lists, and the order of the new one."""

    changes: tuple[ItemChange, ...]
    order: tuple[str, ...] = field(repr=False)
    old_count: int

    @property
    def balance(self) -> Balance:
        """How many lines were added, changed, removed and left as they were."""
        kinds = [change.kind for change in self.changes]
        added, changed, removed = (kinds.count(kind) for kind in ChangeKind)
        return Balance(
            old=self.old_count,
            added=added,
            changed=changed,
            removed=removed,
            unchanged=self.old_count - removed - changed,
            new=len(self.order),
        )


def difference(old: Sequence[ListItem], new: Sequence[ListItem]) -> Difference:
    """What must be done to the old list to get the new one, lines matched by code.

    Added and changed lines come in the order of the new list, then the removed ones in the order of the old.
    Raises UnusableItems when a list has a code twice or a line without one.
    """
    former, present = _by_code(old), _by_code(new)
    changes = []
    for code, item in present.items():
        if code not in former:
            changes.append(ItemChange(ChangeKind.ADDED, code, item.title, tuple(sorted(item.values)), {}, item.values))
        elif fields := _differing(former[code].values, item.values):
            before, after = _only(former[code].values, fields), _only(item.values, fields)
            changes.append(ItemChange(ChangeKind.CHANGED, code, item.title, fields, before, after))
    for code, item in former.items():
        if code not in present:
            fields = tuple(sorted(item.values))
            changes.append(ItemChange(ChangeKind.REMOVED, code, item.title, fields, item.values, {}))
    return Difference(tuple(changes), tuple(present), len(former))


def apply_difference(old: Sequence[ListItem], found: Difference) -> tuple[ListItem, ...]:
    """The new list, made from the old one and the difference alone."""
    items = {item.code: dict(item.values) for item in old}
    for change in found.changes:
        if change.kind is ChangeKind.REMOVED:
            del items[change.code]
            continue
        values = items.setdefault(change.code, {})
        for key in change.fields:
            values.pop(key, None)
        values.update(change.after)
    return tuple(ListItem(code, items[code]) for code in found.order)


def item_digest(position: int, item: ListItem, subject: str) -> str:
    """Hex SHA-256 of one frozen line; ``subject`` names the live record that it was taken from."""
    content = {"position": position, "code": item.code, "values": item.values, "subject": subject}
    return digest_of(content)


def edition_digest(head: Mapping[str, Any], item_digests: Sequence[str]) -> str:
    """Hex SHA-256 over the head of an edition and the digests of its lines in their order."""
    return digest_of({"head": head, "items": list(item_digests)})


def require_codes(items: Sequence[ListItem]) -> None:
    """Raises UnusableItems unless every line has a code of its own and a title."""
    for item in _by_code(items).values():
        if not item.title.strip():
            raise UnusableItems(item.code, "item_without_title")


def batch_name(serial: int) -> str:
    """第一批, 第二批, … 第十二批: the batch of a year in Chinese numerals, 1 to 99; beyond that in digits.

    Raises ValueError for a serial below 1.
    """
    if serial < 1:
        raise ValueError(f"serial: {serial} is below 1")
    if serial > 99:
        return f"第{serial}批"
    tens, ones = divmod(serial, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return f"第{head}{_DIGITS[ones] if ones else ''}批"


def _by_code(items: Sequence[ListItem]) -> dict[str, ListItem]:
    found: dict[str, ListItem] = {}
    for item in items:
        if not item.code.strip():
            raise UnusableItems(item.title, "item_without_code")
        if item.code in found:
            raise UnusableItems(item.code, "item_code_twice")
        found[item.code] = item
    return found


def _differing(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(sorted(key for key in {*old, *new} if (key in old) != (key in new) or old[key] != new[key]))


def _only(values: Mapping[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: values[key] for key in keys if key in values}
