"""What somebody had typed when the session was found to have ended: kept until the same person has signed in again.

The values lie in the session of the browser, which survives signing in. Only forms that carry a pass of this platform
(`qiao.web.form_passes`) are kept, so that strangers cannot fill the store; the pass says whose form it was, and to
another person the values are not shown but thrown away. Passwords, files and texts with a mark of secrecy are never
kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from qiao.core.outcomes import Invalid, Refused
from qiao.foundation.clock import now
from qiao.foundation.form_drafts import keepable, longest_form
from qiao.web.form_passes import FIELD, read_pass

_KEPT = "kept_input"
_MOST = 3
_NEVER = ("csrfmiddlewaretoken", settings.CSRF_COOKIE_NAME)
_SECRET = ("password", "passwd", "secret", "otp", "recovery")


@dataclass(frozen=True)
class Kept:
    """Values as posted, when they came in, and the token of the form. ``refusal`` says why nothing was kept, or ""."""

    values: Mapping[str, list[str]]
    at: datetime
    token: str
    refusal: str = ""


def keep_for_later(request: HttpRequest) -> bool:
    """Keep the posted values until the person has signed in again; returns whether there is anything to tell then."""
    opened = read_pass(request.POST.get(FIELD, "")) if request.method == "POST" else None
    if opened is None:
        return False
    values = {name: request.POST.getlist(name) for name in request.POST if _may_be_kept(name)}
    moment = now()
    entry: dict[str, Any] = {"user": opened.user_id, "token": opened.token, "at": moment.isoformat(), "refusal": ""}
    try:
        keepable(values, longest_form(moment))
        entry["values"] = values
    except (Invalid, Refused) as outcome:
        entry |= {"values": {}, "refusal": "too_long" if isinstance(outcome, Invalid) else outcome.code}
    kept = {path: other for path, other in request.session.get(_KEPT, {}).items() if path != request.path}
    latest = sorted(kept, key=lambda path: str(kept[path]["at"]))[1 - _MOST :]
    request.session[_KEPT] = {path: kept[path] for path in latest} | {request.path: entry}
    return True


def kept_values(request: HttpRequest, path: str) -> Kept | None:
    """What was kept of the form at this path for the person who has signed in; somebody else's is thrown away."""
    entry = request.session.get(_KEPT, {}).get(path)
    if entry is None:
        return None
    if entry["user"] != request.user.pk:
        forget_kept(request, path)
        return None
    return Kept(entry["values"], datetime.fromisoformat(entry["at"]), entry["token"], entry["refusal"])


def forget_kept(request: HttpRequest, path: str) -> None:
    """Throw away what was kept of the form at this path."""
    kept = request.session.get(_KEPT, {})
    if path in kept:
        request.session[_KEPT] = {other: entry for other, entry in kept.items() if other != path}


def _may_be_kept(name: str) -> bool:
    return name not in _NEVER and name != FIELD and not any(part in name.lower() for part in _SECRET)
