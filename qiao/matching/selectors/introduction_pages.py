"""One introduction as its page shows it: words of others without hidden names, what the other side sees, its course."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from qiao.catalogue.masking import hidden_names, masked
from qiao.core.access import Actor, Role
from qiao.core.lifecycle import Offer
from qiao.foundation.models import AuditRow
from qiao.matching.lifecycles.introduction import MET, Side
from qiao.matching.models import Introduction, Outcome
from qiao.matching.proposals import counterparty_of
from qiao.matching.selectors.introduction_lists import WAITS_FOR
from qiao.matching.selectors.introductions import introduction_detail, view_for

ZONE_SIDE, PLATFORM = "zone", "platform"
View = Mapping[str, Any] | None


@dataclass(frozen=True)
class Turn:
    """One act: ``who`` is a side, ``zone`` or ``platform``.

    Name, unit and the name of an access token are empty where the viewer may not know.
    """

    at: datetime
    action: str
    who: str
    name: str
    organisation: str
    reason: str
    token: str = ""


@dataclass(frozen=True)
class ShownOutcome:
    """What was claimed, and what the other side said to it ("" while it waits)."""

    kind: str
    amount_fen: int | None
    happened_on: date | None
    note: str
    evidence: str
    claimed_side: str
    claimed_at: datetime
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True)
class IntroductionSheet:
    """Everything that the page of an introduction shows to one viewer.

    ``views`` are the two records by side, as the viewer sees them; ``shown_to`` says by side what that side sees of
    the other one's record (None: nothing, or nobody of that side is on the platform). ``waiting`` are the sides whose
    answer is awaited, ``present`` those with an organisation on the platform.
    """

    id: int
    version: int
    state: str
    met: bool
    side: Side | None
    views: Mapping[Side, View]
    shown_to: Mapping[Side, View]
    present: frozenset[Side]
    waiting: tuple[Side, ...]
    accepted_at: Mapping[Side, datetime | None]
    note: str
    declined_side: str
    decline_reason: str
    decline_text: str
    claimed_side: str
    proposed_at: datetime
    due_at: datetime | None
    due_verb: str
    match_id: int | None
    outcomes: tuple[ShownOutcome, ...]
    turns: tuple[Turn, ...]
    offers: tuple[Offer, ...]
    follow_id: int | None


def introduction_sheet(actor: Actor, introduction_id: int, now: datetime) -> IntroductionSheet:
    """The page of an introduction. Four queries. Raises Missing when it does not exist for the actor."""
    detail = introduction_detail(actor, introduction_id, now)
    row = detail.introduction
    views = {Side.DEMAND: detail.need, Side.SUPPLY: detail.offer}
    shown = _words_for(row, views)
    parties = {Side.DEMAND: row.need.organisation_id, Side.SUPPLY: row.achievement.organisation_id}
    return IntroductionSheet(
        id=row.pk,
        version=row.version,
        state=row.state,
        met=row.state in MET,
        side=detail.side,
        views=views,
        shown_to={side: _seen_by(row, side) for side in Side},
        present=frozenset(side for side in Side if parties[side] is not None),
        waiting=tuple(side for side in Side if row.state in WAITS_FOR[side]),
        accepted_at={Side.DEMAND: row.demand_accepted_at, Side.SUPPLY: row.supply_accepted_at},
        note=shown(row.note),
        declined_side=row.declined_side,
        decline_reason=row.decline_reason,
        decline_text=shown(row.decline_text),
        claimed_side=row.claimed_side,
        proposed_at=row.proposed_at,
        due_at=row.due_at,
        due_verb=row.due_verb,
        match_id=row.match_id,
        outcomes=tuple(_outcome(outcome, shown) for outcome in detail.outcomes),
        turns=_turns(actor, row, views, shown),
        offers=detail.offers,
        follow_id=detail.follow_id,
    )


def _seen_by(row: Introduction, side: Side) -> View:
    """What the organisation on this side sees of the other side's record now."""
    own, other = (row.need, row.achievement) if side is Side.DEMAND else (row.achievement, row.need)
    return None if own.organisation_id is None else view_for(counterparty_of(own.organisation_id), row, other)


def _words_for(row: Introduction, views: Mapping[Side, View]) -> Callable[[str], str]:
    """Takes out of what people wrote the names that this viewer may not know."""
    records = {Side.DEMAND: row.need, Side.SUPPLY: row.achievement}
    hidden = [hidden_names(records[side]) for side, view in views.items() if not _is_named(view)]

    def shown(text: str) -> str:
        for names in hidden:
            text = masked(text, names)
        return text

    return shown


def _is_named(view: View) -> bool:
    return view is not None and view["depth"] in ("open", "inside")


def _outcome(outcome: Outcome, shown: Callable[[str], str]) -> ShownOutcome:
    return ShownOutcome(
        kind=outcome.kind,
        amount_fen=outcome.amount_fen,
        happened_on=outcome.happened_on,
        note=shown(outcome.note),
        evidence=shown(outcome.evidence),
        claimed_side=outcome.claimed_side,
        claimed_at=outcome.claimed_at,
        answer=outcome.answer,
        answered_at=outcome.answered_at,
    )


def _turns(
    actor: Actor, row: Introduction, views: Mapping[Side, View], shown: Callable[[str], str]
) -> tuple[Turn, ...]:
    acts = AuditRow.objects.filter(object_type=row._meta.label_lower, object_id=row.pk).order_by("pk")
    found = []
    for act in acts:
        who = _who(act, row)
        own = actor.organisation_id is not None and act.organisation_id == actor.organisation_id
        # People of the zone are named to those who look after the zone, not to the parties.
        named = own or (_is_named(views[Side(who)]) if who in tuple(Side) else actor.organisation_id is None)
        name, unit = (act.actor_name, act.organisation_name) if named and who != PLATFORM else ("", "")
        token = (act.token_name or "") if name else ""
        found.append(Turn(act.at, act.action, who, name, unit, shown(act.reason), token))
    return tuple(found)


def _who(act: AuditRow, row: Introduction) -> str:
    """On whose side somebody acted: told by the verb, the claim, or the organisation."""
    if act.actor_role == Role.SYSTEM:
        return PLATFORM
    if act.actor_role != Role.ORGANISATION_EDITOR:
        return ZONE_SIDE
    verb = act.action.rpartition(".")[2]
    if verb.endswith(("_for_demand", "_for_supply")):
        return verb.rpartition("_")[2]
    if verb == "claim_outcome":
        return str(act.after.get("claimed_side") or Side.DEMAND)
    claimed = act.before.get("claimed_side")
    if claimed:
        return str(claimed if verb == "retract_outcome" else Side(claimed).other)
    return str(Side.DEMAND if act.organisation_id == row.need.organisation_id else Side.SUPPLY)
