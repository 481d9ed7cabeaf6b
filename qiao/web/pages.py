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
from qiao.parties.selectors.notices import unread_notices
from qiao.web.front.selectors import shown_zone
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
    return {"zone": shown_zone(), "section": section, **_navigation(request)}


def _navigation(request: HttpRequest) -> dict[str, Any]:
    actor: Actor = getattr(request, "actor", PUBLIC)
    if actor.person_id is None:
        return {"public_links": public_links()}
    unread = unread_notices(actor.person_id)
    return {"public_links": public_links(), "work_groups": work_groups(actor), "unread": unread}


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
