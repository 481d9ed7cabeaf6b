"""The change feed: what happened, in an order to which nothing is ever added in front."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _

from qiao.api.cursors import cursor_of, numbers_of
from qiao.api.registering import Cursor, Limit, Operation, call_of, reading
from qiao.api.schemas.further import ChangesPart
from qiao.api.selectors.changes import Seen, feed_for
from qiao.core.scopes import Scope
from qiao.foundation.change_feed import FeedPlace

_KIND = "change"
_PLACES = {
    "catalogue.achievement": "achievements",
    "catalogue.demand": "demands",
    "catalogue.edition": "editions",
    "catalogue.scenario": "scenarios",
    "matching.introduction": "introductions",
}


@reading(
    "/changes",
    Operation(key="foundation.change.list", scope=Scope.CHANGES_READ),
    ChangesPart,
    summary=_("What has changed since"),
)
def changes(request: HttpRequest, after: Cursor = "", limit: Limit = 100) -> dict[str, Any]:
    """Changes of objects that the caller may see, in order; keep `next` and ask with it as `after` the next time.

    A change appears once it is sealed, some seconds after it was made. Whoever has read up to a cursor never misses a
    change that comes in before it.
    """
    place = numbers_of(_KIND, after, 2)
    found = feed_for(call_of(request).actor, FeedPlace(*place) if place else FeedPlace(), limit)
    return {
        "items": [_shown(change) for change in found.changes],
        "next": _cursor(found.read_to),
        "more": found.more,
    }


def _shown(change: Seen) -> dict[str, Any]:
    return {
        "cursor": _cursor(change.place),
        "at": change.at,
        "object": change.object_type,
        "id": change.object_id,
        "code": change.code,
        "gone": change.gone,
        "action": change.action,
        "state": change.state,
        "href": f"/api/v1/{_PLACES[change.object_type]}/{change.object_id}",
    }


def _cursor(place: FeedPlace) -> str:
    return cursor_of(_KIND, place.seal, place.row)
