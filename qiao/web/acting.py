"""Who asks, in which capacity, and when: settled once per request, before any view runs."""

from collections.abc import Callable
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse

from qiao.core.access import PUBLIC, Actor
from qiao.core.calendar import CHINA
from qiao.foundation.clock import now
from qiao.parties.acting_as import actor_of, holdings_of, unprotected
from qiao.parties.models import Holding, User
from qiao.parties.selectors.notices import recorded_and_unread
from qiao.web.kept_reads import kept_read

CHOSEN_HOLDING = "holding_id"
"""Where the session keeps the holding that was chosen in the header."""


class ActingRequest(HttpRequest):
    """A request with the one instant at which it counts, the actor, and the holdings to choose from.

    ``actor`` is PUBLIC for visitors and for people without a holding in force; ``holdings`` is empty then.
    For people who are signed in, ``recorded`` is the key of the newest audit row and ``unread`` the number of their
    unread notices. ``factor_missing`` is whether ``actor`` is PUBLIC because the chosen role needs a second step of
    signing in that is not set up.
    """

    actor: Actor
    now: datetime
    recorded: int
    unread: int
    holdings: tuple[Holding, ...]
    factor_missing: bool


class ActingMiddleware:
    """Give every request its instant, its actor and the actor's holdings."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: ActingRequest) -> HttpResponse:
        request.now = now()
        request.holdings = ()
        request.actor = PUBLIC
        request.factor_missing = False
        if isinstance(request.user, User):
            on = request.now.astimezone(CHINA).date()
            request.recorded, request.unread = recorded_and_unread(request.user.person_id)
            request.holdings = _holdings(request.user, on, request.recorded)
            chosen = chosen_holding(request)
            if chosen is not None:
                request.factor_missing = unprotected(chosen)
                request.actor = PUBLIC if request.factor_missing else actor_of(chosen, on)
        return self.get_response(request)


def _holdings(user: User, on: date, recorded: int) -> tuple[Holding, ...]:
    # Roles, people and organisations change only by acts that are recorded, so what was read since the last one holds.
    # Whether the account is closed is read at every request, with the account itself.
    if not user.is_active:
        return ()
    return kept_read(f"holdings:{user.pk}:{user.person_id}:{on}", recorded, lambda: holdings_of(user, on))


def chosen_holding(request: ActingRequest) -> Holding | None:
    """The holding chosen in this session while it is in force, otherwise the oldest one; None when there is none."""
    wanted = request.session.get(CHOSEN_HOLDING)
    return next((holding for holding in request.holdings if holding.pk == wanted), next(iter(request.holdings), None))
