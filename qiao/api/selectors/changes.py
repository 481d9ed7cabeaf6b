"""The change feed as one reader may see it.

A record is told of while the reader may see it; the change by which it went out of sight is told as "gone", to those
who could see it before. Whoever could never see a record hears nothing of it. What a reader could see at the time is
worked out from the recorded acts, by the same rule as everywhere else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qiao.api.selectors.seeing import visible_keys
from qiao.catalogue.access_editions import sees_edition
from qiao.catalogue.disclosure import Depth, depth_of
from qiao.catalogue.lifecycles.facts import DisclosureFacts
from qiao.catalogue.models import Achievement, Demand, Edition, Scenario
from qiao.catalogue.models.listing import Listing
from qiao.core.access import Actor
from qiao.foundation.change_feed import FeedPlace, SealedChange, changes_after, recorded_acts
from qiao.matching.models import Introduction

LISTINGS: Mapping[str, type[Listing]] = {model._meta.label_lower: model for model in (Achievement, Demand, Scenario)}
EDITION, INTRODUCTION = Edition._meta.label_lower, Introduction._meta.label_lower
_FACTS = tuple(name for name in DisclosureFacts.__dataclass_fields__ if name != "stage")
Key = tuple[str, int]


@dataclass(frozen=True)
class Seen:
    """One change as the reader is told of it; ``action`` is None where the act itself is no matter of the reader."""

    place: FeedPlace
    at: datetime
    object_type: str
    object_id: int
    code: str | None
    gone: bool
    action: str | None
    state: str | None


@dataclass(frozen=True)
class FeedAnswer:
    """What happened next, as far as the reader may know, and where to read on."""

    changes: tuple[Seen, ...]
    read_to: FeedPlace
    more: bool


def feed_for(actor: Actor, after: FeedPlace, limit: int) -> FeedAnswer:
    """The next changes after a place, at most ``limit``; a fixed number of queries.

    The answer may hold no change and yet lead on: then others' changes were passed over.
    """
    part = changes_after(after, (*LISTINGS, EDITION, INTRODUCTION))
    keys = _keys_of(part.changes)
    codes = {label: visible_keys(actor, label, wanted) for label, wanted in keys.items()}
    depths = _depths(actor, {label: wanted for label, wanted in keys.items() if label != INTRODUCTION})
    found: list[Seen] = []
    for change in part.changes:
        told = _told(change, codes[change.object_type], depths)
        if told is None:
            continue
        found.append(told)
        if len(found) == limit:
            return FeedAnswer(tuple(found), change.place, more=part.more or change.place < part.read_to)
    return FeedAnswer(tuple(found), part.read_to, part.more)


def _keys_of(changes: Iterable[SealedChange]) -> dict[str, set[int]]:
    keys: dict[str, set[int]] = {}
    for change in changes:
        keys.setdefault(change.object_type, set()).add(change.object_id)
    return keys


def _told(
    change: SealedChange, codes: Mapping[int, str], depths: Mapping[int, tuple[Depth, Depth, str]]
) -> Seen | None:
    visible = change.object_id in codes
    if change.object_type == INTRODUCTION:
        return _seen(change, codes, change.action, str(change.after.get("state") or "") or None) if visible else None
    before, after, state = depths[change.place.row]
    if after is Depth.HIDDEN:
        return None if before is Depth.HIDDEN else _gone(change)
    if not visible:
        # It went out of sight later; that change says so.
        return None
    inside = after is Depth.INSIDE or _is_public_act(change)
    return _seen(change, codes, change.action if inside else None, state)


def _seen(change: SealedChange, codes: Mapping[int, str], action: str | None, state: str | None) -> Seen:
    code = codes[change.object_id] or None
    return Seen(change.place, change.at, change.object_type, change.object_id, code, False, action, state)


def _gone(change: SealedChange) -> Seen:
    return Seen(change.place, change.at, change.object_type, change.object_id, None, True, None, None)


def _is_public_act(change: SealedChange) -> bool:
    """Moves through the lifecycle and revisions can be seen on the record itself; other acts are of its keepers."""
    model = Edition if change.object_type == EDITION else LISTINGS[change.object_type]
    lifecycle, _, verb = change.action.rpartition(".")
    return lifecycle == model.LIFECYCLE.key and (verb in model.LIFECYCLE.verbs or verb == "revise")


def _depths(actor: Actor, keys: Mapping[str, Iterable[int]]) -> dict[int, tuple[Depth, Depth, str]]:
    """By audit row: how much the reader could see before and after the act, and the state after it."""
    values: dict[Key, dict[str, Any]] = {}
    depths: dict[Key, Depth] = {}
    found: dict[int, tuple[Depth, Depth, str]] = {}
    for label, key, row, after in recorded_acts(keys):
        now = values.setdefault((label, key), {})
        now.update(after)
        before = depths.get((label, key), Depth.HIDDEN)
        depths[label, key] = _depth(actor, label, now)
        found[row] = (before, depths[label, key], str(now.get("state", "")))
    return found


def _depth(actor: Actor, label: str, values: Mapping[str, Any]) -> Depth:
    if "state" not in values or "zone_code" not in values:
        # Its making is not recorded, so nobody can say who might have seen it.
        return Depth.HIDDEN
    if label == EDITION:
        seen = sees_edition(actor, values["zone_code"], values["state"])
        return Depth.OPEN if seen else Depth.HIDDEN
    known = {name: values.get(name) for name in _FACTS}
    facts = DisclosureFacts(
        **{**known, "disclosed_to": tuple(values.get("disclosed_to") or ())},  # type: ignore[arg-type]
        stage=LISTINGS[label].STAGES[values["state"]],
    )
    return depth_of(actor, facts)
