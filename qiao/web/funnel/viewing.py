"""Whether a request is somebody looking at a record, and how viewers of one day are told apart."""

import re

from django.http import HttpRequest

from qiao.catalogue.viewing import ViewedRecord, note_view
from qiao.core.access import PUBLIC, Actor
from qiao.foundation.clock import now

# Programs that say what they are. Those that hide it count; nobody can tell them from readers.
ROBOT = re.compile(
    r"bot\b|bot[/_-]|crawl|spider|slurp|archiver|preview|fetch|monitor|headless|scrap|wget|curl|python|java/|"
    r"okhttp|go-http|libwww|httpclient|axios|lighthouse",
    re.IGNORECASE,
)
_FORETOLD = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


def count_view(request: HttpRequest, kind: str, pk: int) -> None:
    """Count the request as a view of the record, where it is one. Never raises, and never keeps the page waiting."""
    if is_reading(request):
        actor: Actor = getattr(request, "actor", PUBLIC)
        note_view(actor, ViewedRecord(kind, pk), viewer_key(request, actor), getattr(request, "now", None) or now())


def is_reading(request: HttpRequest) -> bool:
    """A page asked for by a person now: not by a robot, not only its head, not fetched in case it is wanted."""
    agent = request.headers.get("User-Agent", "")
    foretold = any("fetch" in request.headers.get(name, "").lower() for name in _FORETOLD)
    foretold = foretold or "preview" in request.headers.get("Purpose", "").lower()
    return request.method == "GET" and bool(agent) and not ROBOT.search(agent) and not foretold


def viewer_key(request: HttpRequest, actor: Actor) -> str:
    """What tells viewers of one day apart: the person, else address and browser; nothing of it is kept."""
    if actor.person_id is not None:
        return f"person {actor.person_id}"
    return f"{request.META.get('REMOTE_ADDR', '')} {request.headers.get('User-Agent', '')}"
