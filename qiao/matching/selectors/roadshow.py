"""The programme of a roadshow from the current matches, in names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from qiao.catalogue.disclosure import masked_view
from qiao.catalogue.selectors.related import without_rights
from qiao.core.access import PUBLIC, Actor, Role
from qiao.core.assignment import OFFER, Candidate, Conflict, OutOfTime
from qiao.core.outcomes import Denied, Refused
from qiao.foundation.rules import rule_values
from qiao.matching.models import Direction, Match, MatchRun
from qiao.matching.programmes.lines import Naming, Result, refusal_of, result_of
from qiao.matching.programmes.roadshow import ALL, Exhibit, Roadshow, RoadshowPlan, check_plan, roadshow
from qiao.matching.rules_limits import ROADSHOW_LIMITS
from qiao.matching.selectors.records import matchable
from qiao.matching.selectors.runs import current_run

ACTION = "matching.roadshow"
MOST_OMITTED = 50


@dataclass(frozen=True)
class ShownSlot:
    """A place of the programme: the achievement, its holder, and the demand in the audience that it answers best."""

    session: int
    theme: str
    place: int
    achievement_id: int
    code: str
    title: str
    organisation_name: str
    field: str
    maturity: int | None
    demand_code: str
    score_bp: int


@dataclass(frozen=True)
class RoadshowPage:
    """The programme with what its limits cost; ``result`` is None before demands were matched."""

    plan: RoadshowPlan
    slots: tuple[ShownSlot, ...]
    result: Result | None


@dataclass(frozen=True)
class _Read:
    """The achievements by key as the actor may see them, and the demands of the audience by key."""

    views: Mapping[int, Mapping[str, Any]]
    demands: Mapping[int, tuple[str, str]]


def roadshow_plan(zone_code: str, on: date, sessions: Sequence[str] = (ALL,), **chosen: int | None) -> RoadshowPlan:
    """A plan with the limits in force that day where none were ``chosen``; `roadshow_page` checks it."""
    values = rule_values(ROADSHOW_LIMITS.values(), zone_code, on)
    numbers = {name: int(values[key]) for name, key in ROADSHOW_LIMITS.items()}
    return RoadshowPlan(tuple(sessions), **{**numbers, **{n: v for n, v in chosen.items() if v is not None}})


def roadshow_page(actor: Actor, plan: RoadshowPlan) -> RoadshowPage:
    """The programme for the actor's zone; five queries however long the lists.

    A roadshow is public, so only achievements and demands that the public may see take part. Raises Denied for
    everybody but the operator, Invalid for a plan that is out of range or contradicts itself, and Refused when no
    programme was found in time.
    """
    if actor.role is not Role.ZONE_OPERATOR:
        raise Denied("no_right", action=ACTION, role=str(actor.role))
    check_plan(plan)
    run = current_run(actor.zone_code, Direction.DEMAND_TO_ACHIEVEMENTS)
    if run is None:
        return RoadshowPage(plan, (), None)
    read = _Read(_achievements(actor), _demands(actor.zone_code))
    try:
        found = roadshow(_exhibits(run, read, set(plan.sessions)), plan)
    except OutOfTime as slow:
        raise Refused("limits_take_too_long") from slow
    if isinstance(found, Conflict):
        raise refusal_of(found)
    return RoadshowPage(plan, tuple(_slots(found, plan, read)), _result(found, read))


def _achievements(actor: Actor) -> dict[int, Mapping[str, Any]]:
    rows = matchable(actor.zone_code, "achievement").visible_to(PUBLIC).select_related("organisation")
    # The group of a masked holder counts too, though its name may be hidden.
    return {row.pk: {**masked_view(row, actor), "holder": row.organisation_id} for row in without_rights(rows)}


def _demands(zone_code: str) -> dict[int, tuple[str, str]]:
    rows = matchable(zone_code, "demand").visible_to(PUBLIC).values_list("pk", "code", "field")
    return {key: (code, field) for key, code, field in rows}


def _exhibits(run: MatchRun, read: _Read, themes: set[str]) -> list[Exhibit]:
    scores: dict[int, dict[str, tuple[int, int]]] = {}
    matches = Match.objects.filter(run=run).order_by("-score_bp", "source_id")
    for target, source, score in matches.values_list("target_id", "source_id", "score_bp"):
        if target in read.views and source in read.demands:
            for theme in themes & {ALL, read.demands[source][1]}:
                scores.setdefault(target, {}).setdefault(theme, (score, source))
    return [
        Exhibit(key, read.views[key]["holder"], read.views[key]["field"], by_theme) for key, by_theme in scores.items()
    ]


def _slots(found: Roadshow, plan: RoadshowPlan, read: _Read) -> list[ShownSlot]:
    return [
        ShownSlot(
            session=slot.session,
            theme=plan.sessions[slot.session - 1],
            place=slot.place,
            achievement_id=slot.achievement_id,
            demand_code=read.demands[slot.demand_id][0],
            score_bp=slot.score_bp,
            **{
                name: read.views[slot.achievement_id][name]
                for name in ("code", "title", "organisation_name", "field", "maturity")
            },
        )
        for slot in found.slots
    ]


def _result(found: Roadshow, read: _Read) -> Result:
    holders = {str(view["holder"]): view["organisation_name"] for view in read.views.values()}

    def group(kind: str, value: str) -> str:
        return holders.get(value, "") if kind == "organisation" else value.lstrip("0") if kind == "need" else value

    def pair(candidate: Candidate) -> str:
        return str(read.views[int(candidate.offer)]["title"])

    return result_of(found.answer, Naming(group, pair), OFFER, MOST_OMITTED)
