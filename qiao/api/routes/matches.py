"""Matches of a record and of a text."""

import dataclasses
from collections.abc import Iterable
from typing import Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Body

from qiao.api.registering import Key, Operation, call_of, reading, writing
from qiao.api.schemas.asking import TextAsked
from qiao.api.schemas.introductions import MatchesOut
from qiao.api.selectors.places import record_seen, zone_asked
from qiao.core.scopes import Scope
from qiao.matching.selectors.matches import FreeText, MatchView, match_text, matches_for


def _add(kind: Literal["demand", "achievement", "scenario"]) -> None:
    operation = Operation(key=f"matching.match.of_{kind}", scope=Scope.MATCHES_READ)

    @reading(f"/{kind}s/{{record_id}}/matches", operation, MatchesOut, summary=_("Its matches"))
    def matches(request: HttpRequest, record_id: Key) -> dict[str, Any]:
        """The matches of the current run, each target as the caller may see it."""
        actor = call_of(request).actor
        found = matches_for(actor, record_seen(actor, kind, record_id))
        return {"matched": found.run is not None, "items": _shown(found.matches)}


for _kind in ("demand", "achievement", "scenario"):
    _add(_kind)

_TEXT = Operation(key="matching.match.of_text", scope=Scope.MATCHES_READ, public=True, texts=True)


@writing(("POST", "/matches/text"), _TEXT, {200: MatchesOut}, summary=_("Records that answer a text"))
def text_matches(request: HttpRequest, body: Body[TextAsked]) -> dict[str, Any]:
    """Records that answer a text. It changes nothing; the text travels in the content so that it stands in no log."""
    call = call_of(request)
    asked = FreeText(
        words=body.words,
        field=str(body.field),
        industry=body.industry,
        region=body.region,
        maturity=body.maturity,
        ways=tuple(str(way) for way in body.ways),
    )
    zone = zone_asked(call.actor, body.zone)
    found = match_text(call.actor, zone, asked, body.kind, now=call.now, limit=body.limit)
    return {"matched": True, "items": _shown(found)}


def _shown(matches: Iterable[MatchView]) -> list[dict[str, Any]]:
    return [
        {
            "match_id": match.match_id,
            "rank": match.rank,
            "score_bp": match.score_bp,
            "level": match.level,
            "target": match.target,
            "phrases": [{"text": phrase.text, "share_bp": phrase.share_bp} for phrase in match.shown.phrases],
            "facts": [dataclasses.asdict(fact) for fact in match.fields],
            "missing": match.missing,
        }
        for match in matches
    ]
