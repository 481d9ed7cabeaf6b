"""Matches as one viewer may see them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch

from qiao.catalogue.disclosure import masked_view
from qiao.catalogue.models import IntellectualProperty
from qiao.core.access import Actor
from qiao.core.calendar import CHINA
from qiao.core.matching.results import FieldReason
from qiao.core.matching.results import Match as EngineMatch
from qiao.core.matching.scoring import ScoringWeights
from qiao.core.matching.texts import MatchText
from qiao.core.outcomes import Invalid, Missing, Problem
from qiao.matching.indexing import open_index
from qiao.matching.models import Direction, Match, MatchedSource, MatchRun
from qiao.matching.models.run import reasons_of
from qiao.matching.phrases import ShownPhrases, shown_phrases
from qiao.matching.scoring import weights_in_force
from qiao.matching.selectors.records import KINDS, kind_of, matchable
from qiao.matching.texts import Listed, text_of_view

DIRECTION_OF: Mapping[str, Direction] = {
    "demand": Direction.DEMAND_TO_ACHIEVEMENTS,
    "achievement": Direction.ACHIEVEMENT_TO_DEMANDS,
    "scenario": Direction.SCENARIO_TO_ACHIEVEMENTS,
}


WITHOUT_RIGHTS = Prefetch("rights", IntellectualProperty.objects.none())
"""For pages that compare texts and show no rights: nothing is read, the view lists none."""


@dataclass(frozen=True)
class MatchView:
    """One match: ``target`` is what the viewer may see of the record found (`masked_view`).

    ``match_id`` is None for free text. Ranks are counted among what the viewer may see, so that no gap tells of a
    hidden record.
    """

    match_id: int | None
    rank: int
    score_bp: int
    level: str
    target: Mapping[str, Any]
    shown: ShownPhrases
    fields: tuple[FieldReason, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class MatchesOf:
    """The matches of one record in the current run; ``run`` is None when the record was not matched yet."""

    run: MatchRun | None
    matches: tuple[MatchView, ...]

    @property
    def nothing_suitable(self) -> bool:
        """The record was matched and nothing that the viewer may see reached the threshold."""
        return self.run is not None and not self.matches


@dataclass(frozen=True)
class FreeText:
    """What somebody is looking for, in their own words; every fact but the words may be unknown."""

    words: str
    field: str = ""
    industry: str = ""
    region: str = ""
    maturity: int | None = None
    ways: tuple[str, ...] = ()


@dataclass(frozen=True)
class Among:
    """Among which records a free text is matched, and how many are wanted; without rights where a page shows none."""

    zone_code: str
    kind: str
    limit: int = 10
    with_rights: bool = True


def matches_for(actor: Actor, record: Listed, *, with_rights: bool = True) -> MatchesOf:
    """The current matches of a record, best first, with the records found as the actor may see them.

    Five queries at most, however many matches; without the rights of achievements, which no text names, one less.
    Raises Missing when the record does not exist for the actor.
    """
    own = text_of_view(masked_view(record, actor))
    run = current_run_with(record)
    if run is None:
        return MatchesOf(None, ())
    rows = list(Match.objects.filter(run=run, source_id=record.pk).order_by("rank"))
    kind, keys = Direction(run.direction).target_type, [row.target_id for row in rows]
    targets = _seen(actor, record.zone_code, kind, keys, with_rights=with_rights)
    found = [
        _view(own, targets[row.target_id], (row.pk, row.score_bp, row.level), row.reasons)
        for row in rows
        if row.target_id in targets
    ]
    return MatchesOf(run, _ranked(found))


def current_run_with(record: Listed) -> MatchRun | None:
    """The current run in which records of this kind ask, or None when the record took no part in it. One query."""
    runs = MatchRun.objects.filter(zone_code=record.zone_code, direction=DIRECTION_OF[kind_of(record)])
    part = MatchedSource.objects.filter(run=OuterRef("pk"), source_id=record.pk)
    latest = runs.filter(finished_at__isnull=False).annotate(took_part=Exists(part))
    run = latest.order_by("-started_at", "-pk").first()
    return run if run is not None and run.took_part else None


def matched_pair(actor: Actor, match_id: int) -> tuple[Mapping[str, Any], MatchView]:
    """One match of whatever run with the asking record as the actor may see it; rights are left out of the views.

    Raises Missing when there is none, or when one of the two records does not exist for the actor.
    """
    row = Match.objects.filter(pk=match_id).select_related("run").first()
    if row is None:
        raise Missing("no_such_object", object_type="matching.match", object_id=match_id)
    own, target = (
        _seen_one(actor, kind, key)
        for kind, key in ((row.source_type, row.source_id), (row.target_type, row.target_id))
    )
    return own, _view(text_of_view(own), target, (row.pk, row.score_bp, row.level), row.reasons)


def match_text(
    actor: Actor, zone_code: str, text: FreeText, kind: str, *, now: datetime, limit: int = 10
) -> tuple[MatchView, ...]:
    """The records of a zone that answer a free text, best first; nothing of it is kept.

    Raises Invalid for a text without words or an unknown kind.
    """
    weights = weights_in_force(zone_code, now.astimezone(CHINA).date())
    return match_texts(actor, [text], Among(zone_code, kind, limit), weights)[0]


def match_texts(
    actor: Actor, texts: Sequence[FreeText], among: Among, weights: ScoringWeights
) -> tuple[tuple[MatchView, ...], ...]:
    """The same for several texts at once, in their order: the index is opened once, and what is found is read once.

    Without the rights of achievements three statements, as long as nothing among the best is hidden from the actor.
    """
    if not all(text.words.strip() for text in texts):
        raise Invalid(Problem("words", "required"))
    kind, limit = among.kind, among.limit
    if kind not in KINDS:
        raise Invalid(Problem("kind", "unknown_choice", kind, {"choices": ", ".join(KINDS)}))
    asking = [_asking(text, kind) for text in texts]
    engine = open_index(among.zone_code, kind, weights=weights)
    wanted = limit
    while True:
        found = [engine.match(one, wanted) for one in asking]
        keys = {match.target_key for matches in found for match in matches}
        targets = _seen(actor, among.zone_code, kind, keys, with_rights=among.with_rights)
        seen = [[match for match in matches if match.target_key in targets] for matches in found]
        if all(len(some) >= limit or len(every) < wanted for some, every in zip(seen, found, strict=True)):
            return tuple(
                _ranked(_fresh_view(one, targets[match.target_key], match) for match in matches[:limit])
                for one, matches in zip(asking, seen, strict=True)
            )
        # Some of the best are hidden from this viewer: look further down the list.
        wanted *= 4


def _asking(text: FreeText, kind: str) -> MatchText:
    return MatchText(
        key=0,
        title="",
        body=text.words,
        field=text.field,
        industry=text.industry,
        region=text.region,
        maturity=text.maturity,
        ways=frozenset(text.ways),
        role="need" if kind == "achievement" else "offer",
    )


def _seen(
    actor: Actor, zone_code: str, kind: str, keys: Iterable[int], *, with_rights: bool = True
) -> dict[int, Mapping[str, Any]]:
    """What the actor may see of the open records with these keys."""
    rows = matchable(zone_code, kind).visible_to(actor).filter(pk__in=list(keys)).select_related("organisation")
    if kind == "achievement":
        rows = rows.prefetch_related("rights" if with_rights else WITHOUT_RIGHTS)
    return {row.pk: masked_view(row, actor) for row in rows}


def _seen_one(actor: Actor, kind: str, key: int) -> Mapping[str, Any]:
    rows = KINDS[kind]._default_manager.visible_to(actor).filter(pk=key).select_related("organisation")
    if kind == "achievement":
        rows = rows.prefetch_related(WITHOUT_RIGHTS)
    record = rows.first()
    if record is None:
        raise Missing("no_such_object", object_type=f"catalogue.{kind}", object_id=key)
    return masked_view(record, actor)


def _fresh_view(asking: MatchText, target: Mapping[str, Any], match: EngineMatch) -> MatchView:
    return _view(asking, target, (None, match.score_bp, match.level), reasons_of(match))


def _view(
    own: MatchText, target: Mapping[str, Any], found: tuple[int | None, int, str], reasons: Mapping[str, Any]
) -> MatchView:
    match_id, score_bp, level = found
    return MatchView(
        match_id=match_id,
        rank=0,
        score_bp=score_bp,
        level=level,
        target=target,
        shown=shown_phrases(reasons["phrases"], own, text_of_view(target)),
        fields=tuple(FieldReason(**reason) for reason in reasons["fields"]),
        missing=tuple(reasons["missing"]),
    )


def _ranked(views: Iterable[MatchView]) -> tuple[MatchView, ...]:
    return tuple(replace(view, rank=rank) for rank, view in enumerate(views, start=1))
