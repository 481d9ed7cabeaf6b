"""What every page has in common: the zone it speaks for, and the answers to outcomes and faulty input."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from qiao.core.access import PUBLIC, Actor
from qiao.core.outcomes import Denied, Missing
from qiao.web.front.selectors import shown_zone
from qiao.web.kept_reads import kept_read
from qiao.web.navigation import public_links, work_groups

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class InputFault:
    """One value of the address that cannot be used: its name and value as given, and a sentence with the remedy."""

    name: str
    value: str
    message: str


def render_page(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, section: str = "", status: int = 200
) -> HttpResponse:
    """A page of the zone; ``section`` is the entry of the main navigation that it belongs to."""
    return render(request, template, {**page_context(request, section), **context}, status=status)


def page_context(request: HttpRequest, section: str = "") -> dict[str, Any]:
    """What the frame shows on every page: the zone and the navigation."""
    actor: Actor = getattr(request, "actor", PUBLIC)
    context: dict[str, Any] = {"section": section, "public_links": public_links()}
    if actor.person_id is None:
        return {**context, "zone": shown_zone()}
    recorded, unread = getattr(request, "recorded", 0), getattr(request, "unread", 0)
    zone = kept_read("zone", recorded, shown_zone)
    return {**context, "zone": zone, "work_groups": work_groups(actor), "unread": unread}


def answers_outcomes(view: View) -> View:
    """Turn Missing into 404 and Denied into 403, in this one place."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Missing as missing:
            raise Http404(missing.code) from missing
        except Denied as denied:
            raise PermissionDenied(denied.code) from denied

    return answered
