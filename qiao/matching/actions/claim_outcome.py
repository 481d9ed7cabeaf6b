"""Claim what came of an introduction."""

from datetime import datetime

from qiao.core.access import Actor
from qiao.core.calendar import CHINA
from qiao.core.outcomes import Refused
from qiao.foundation.acting import authorise, emit, lock, move, record, require_version, use_case
from qiao.matching.answering import Claim, check_claim, side_of
from qiao.matching.events import OutcomeClaimed
from qiao.matching.lifecycles.introduction import INTRODUCTION, OutcomeKind
from qiao.matching.models import Introduction, Outcome
from qiao.matching.selectors.facts import introduction_facts
from qiao.matching.selectors.introductions import confirmed_kinds

ACTION = INTRODUCTION.action("claim_outcome")


@use_case(ACTION)
def claim_outcome(
    *, actor: Actor, introduction_id: int, claim: Claim, now: datetime, version: int | None = None
) -> Outcome:
    """Say what came of it; nothing counts before the other side has confirmed.

    Contracts may follow one another; every other kind is confirmed once. Raises Denied, Refused, and Invalid for an
    unknown kind, an amount that does not fit the kind or a day still to come.
    """
    introduction = lock(Introduction, introduction_id)
    facts = introduction_facts(introduction, now)
    authorise(actor, ACTION, facts)
    require_version(introduction, version)
    step = INTRODUCTION.step(introduction.state, "claim_outcome", facts)

    check_claim(claim, now.astimezone(CHINA).date())
    if claim.kind != OutcomeKind.CONTRACT and claim.kind in confirmed_kinds(introduction):
        raise Refused("outcome_already_confirmed", action=ACTION, kind=claim.kind)
    side = str(side_of(actor, facts))

    outcome = Outcome.objects.create(
        introduction=introduction,
        kind=claim.kind,
        amount_fen=claim.amount_fen,
        note=claim.note.strip(),
        happened_on=claim.happened_on,
        evidence=claim.evidence.strip(),
        claimed_side=side,
        claimed_at=now,
        claimed_by_person=actor.person_id,
    )
    record(actor, ACTION, outcome, {}, now)
    before = move(introduction, step, facts, claimed_side=side, claimed_by_person=actor.person_id, active_at=now)
    record(actor, ACTION, introduction, before, now)
    emit(OutcomeClaimed(introduction.pk, outcome.pk, outcome.kind, side), now)
    return outcome
