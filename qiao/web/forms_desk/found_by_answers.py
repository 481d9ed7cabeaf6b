"""Which achievements a demand would find with the answers given, and how they stood without them."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from qiao.catalogue.contents import DemandContent
from qiao.core.access import Actor
from qiao.core.taxonomy import DisclosureLevel
from qiao.matching.selectors.matches import FreeText, MatchView, match_text

SHOWN = 3
_POINT_BP = 100


@dataclass(frozen=True)
class Found:
    """An achievement with its score of 0 to 100; ``before`` is the one without the answers, None when it is new."""

    title: str
    address: str
    score: int
    before: int | None


def found_by_answers(actor: Actor, before: DemandContent, after: DemandContent, now: datetime) -> tuple[Found, ...]:
    """The best achievements that the actor may see for the demand as answered; nothing is kept."""
    earlier = {match.target["id"]: match.score_bp for match in _found(actor, before, now)}
    return tuple(
        Found(
            title=match.target["title"],
            address=_address(match),
            score=match.score_bp // _POINT_BP,
            before=earlier[match.target["id"]] // _POINT_BP if match.target["id"] in earlier else None,
        )
        for match in _found(actor, after, now)[:SHOWN]
    )


def _found(actor: Actor, content: DemandContent, now: datetime) -> tuple[MatchView, ...]:
    indicators = [f"{one.name} {one.target} {one.unit}" for one in content.indicators]
    words = "\n".join([content.title, content.content, content.foundation_now, *content.keywords, *indicators])
    if not words.strip():
        return ()
    text = FreeText(
        words, field=content.field, industry=content.industry, region=content.region, ways=tuple(content.ways)
    )
    return match_text(actor, actor.zone_code, text, "achievement", now=now)


def _address(match: MatchView) -> str:
    is_listed = match.target["code"] and match.target["disclosure"] != DisclosureLevel.TARGETED
    return reverse("achievement", args=(match.target["code"],)) if is_listed else ""
