"""Who asks, in which capacity, and when: settled once per request, before any view runs."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse

from qiao.core.access import PUBLIC, Actor
from qiao.core.calendar import CHINA
from qiao.foundation.clock import now
from qiao.parties.acting_as import actor_of, holdings_of
from qiao.parties.models import Holding, User

CHOSEN_HOLDING = "holding_id"
"""Where the session keeps the holding that was chosen in the header."""


class ActingRequest(HttpRequest):
    """A request with the one instant at which it counts, the actor, and the holdings to choose from.

    ``actor`` is PUBLIC for visitors and for people without a holding in force; ``holdings`` is empty then.
    """

    actor: Actor
    now: datetime
    holdings: tuple[Holding, ...]


class ActingMiddleware:
    """Give every request its instant, its actor and the actor's holdings."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: ActingRequest) -> HttpResponse:
        request.now = now()
        request.holdings = ()
        request.actor = PUBLIC
        if isinstance(request.user, User):
            on = request.now.astimezone(CHINA).date()
            request.holdings = holdings_of(request.user, on)
            chosen = chosen_holding(request)
            if chosen is not None:
                request.actor = actor_of(chosen, on)
        return self.get_response(request)


def chosen_holding(request: ActingRequest) -> Holding | None:
    """The holding chosen in this session while it is in force, otherwise the oldest one; None when there is none."""
    wanted = request.session.get(CHOSEN_HOLDING)
    return next((holding for holding in request.holdings if holding.pk == wanted), next(iter(request.holdings), None))
