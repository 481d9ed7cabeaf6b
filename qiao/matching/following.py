"""Introductions as cases that people follow."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from qiao.catalogue.disclosure import Depth
from qiao.catalogue.following import title_at
from qiao.core.access import Actor
from qiao.foundation.registry import handles
from qiao.matching.lifecycles.introduction import INTRODUCTION
from qiao.matching.models import Introduction
from qiao.matching.notices import TABLE
from qiao.matching.selectors.introductions import depth_for
from qiao.matching.texts import Listed
from qiao.parties.follower_news import tell_followers
from qiao.parties.following import FollowedKind, Sight, register_followed

_LABEL = Introduction._meta.label_lower
NOT_OPEN = {"zh": "一条未公开的条目", "en": "a record that is not open"}


def register_followed_introductions() -> None:
    """Called once when the room is loaded, after its other notices."""
    register_followed(FollowedKind(_LABEL, INTRODUCTION.key, look))
    for event in (*TABLE, "matching.NegotiationStarted"):
        handles(event)(_handler())


def look(actor: Actor, keys: Iterable[int], now: datetime) -> Mapping[int, Sight]:  # noqa: ARG001
    """The introductions among these that the actor may know of; one statement."""
    rows = Introduction.objects.visible_to(actor).filter(pk__in=list(keys))
    records = rows.select_related("demand__organisation", "scenario__organisation", "achievement__organisation")
    return {row.pk: Sight(_title(actor, row), "", row.state) for row in records}


def _title(actor: Actor, row: Introduction) -> Mapping[str, str]:
    need, offer = (_named(actor, row, record) for record in (row.need, row.achievement))
    return {language: f"{need[language]} ↔ {offer[language]}" for language in ("zh", "en")}


def _named(actor: Actor, row: Introduction, record: Listed) -> Mapping[str, str]:
    depth = depth_for(actor, row, record)
    if depth is Depth.HIDDEN:
        return NOT_OPEN
    return dict.fromkeys(("zh", "en"), title_at(record, depth))


def _handler() -> Any:
    def tell_those_who_follow(payload: dict[str, Any], now: datetime) -> None:
        tell_followers(_LABEL, payload["introduction_id"], now)

    return tell_those_who_follow
