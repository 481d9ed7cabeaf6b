"""How long somebody stays signed in: so long without a request, and never longer than so long altogether."""

from collections.abc import Callable
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse

from qiao.foundation.clock import now

SIGNED_IN_AT, SEEN_AT = "signed_in_at", "seen_at"
# Writing the session at every request would cost a statement each; a session may so end some minutes early.
_RENEWED_AFTER_SECONDS = 300


class SessionAgeMiddleware:
    """Ends a session that has lasted too long, and renews the others from time to time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session:
            _renew(request, int(now().timestamp()))
        return self.get_response(request)


def _renew(request: HttpRequest, at: int) -> None:
    session = request.session
    if at - session.setdefault(SIGNED_IN_AT, at) > settings.SESSION_LONGEST_SECONDS:
        logout(request)
    elif at - session.get(SEEN_AT, 0) > _RENEWED_AFTER_SECONDS:
        session[SEEN_AT] = at
        UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=now())


def forget_ended_sessions(now: datetime) -> None:
    """Delete sessions that have run out; a daily job of the worker."""
    Session.objects.filter(expire_date__lte=now).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
