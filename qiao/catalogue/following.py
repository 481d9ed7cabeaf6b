"""Records of the catalogue and editions as cases that people follow."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from qiao.catalogue.disclosure import Depth, depth_of, disclosure_facts
from qiao.catalogue.lifecycles.edition import EDITION
from qiao.catalogue.masking import hidden_names, masked
from qiao.catalogue.models import Achievement, Demand, Edition, Scenario
from qiao.catalogue.notices import SILENT, TABLE
from qiao.core.access import Actor
from qiao.foundation.registry import handles
from qiao.foundation.wording import text_of
from qiao.parties.follower_news import tell_followers
from qiao.parties.following import FollowedKind, Look, Sight, register_followed

_LISTINGS: tuple[Any, ...] = (Demand, Achievement, Scenario)
_EDITION_EVENTS = ("Recompiled", "Discarded", "Submitted", "Approved", "Returned", "Issued", "Withdrawn")


def register_followed_kinds() -> None:
    """Called once when the room is loaded, after its other notices: whoever is told there is not told again."""
    for model in _LISTINGS:
        label = model._meta.label_lower
        register_followed(FollowedKind(label, model.LIFECYCLE.key, _look_at(model)))
        beginning = f"catalogue.{model.__name__}"
        for event in (*TABLE, *SILENT):
            if event.startswith(beginning):
                _tell_on(event, label, f"{model._meta.model_name}_id")
    register_followed(FollowedKind(Edition._meta.label_lower, EDITION.key, _look_at_editions))
    for name in _EDITION_EVENTS:
        _tell_on(f"catalogue.Edition{name}", Edition._meta.label_lower, "edition_id")


def title_at(record: Any, depth: Depth) -> str:
    """The title of a record as it stands at a depth above HIDDEN; no statement when its organisation is at hand."""
    return masked(record.title, hidden_names(record)) if depth is Depth.MASKED else str(record.title)


def _look_at(model: Any) -> Look:
    def look(actor: Actor, keys: Iterable[int], now: datetime) -> Mapping[int, Sight]:  # noqa: ARG001
        found: dict[int, Sight] = {}
        for record in model.objects.visible_to(actor).filter(pk__in=list(keys)).select_related("organisation"):
            depth = depth_of(actor, disclosure_facts(record))
            if depth is not Depth.HIDDEN:
                found[record.pk] = Sight(title_at(record, depth), record.code or "", record.state)
        return found

    return look


def _look_at_editions(actor: Actor, keys: Iterable[int], now: datetime) -> Mapping[int, Sight]:  # noqa: ARG001
    rows = Edition.objects.visible_to(actor).filter(pk__in=list(keys))
    return {row.pk: Sight(_heading(row), row.number or "", row.state) for row in rows}


def _heading(edition: Edition) -> str:
    return edition.title or text_of(f"edition_kind.{edition.kind}")


def _tell_on(event: str, object_type: str, key: str) -> None:
    def tell_those_who_follow(payload: dict[str, Any], now: datetime) -> None:
        tell_followers(object_type, payload[key], now)

    handles(event)(tell_those_who_follow)
