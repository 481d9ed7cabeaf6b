"""Withdraw an issued edition."""

from datetime import datetime

from qiao.catalogue.editions.events import EditionWithdrawn
from qiao.catalogue.lifecycles.edition import EDITION
from qiao.catalogue.models import Edition
from qiao.catalogue.selectors.editions import edition_facts
from qiao.core.access import Actor
from qiao.core.outcomes import Invalid, Problem
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = EDITION.action("withdraw")
REASON_LENGTH = 500


@use_case(ACTION)
def withdraw_edition(*, actor: Actor, edition_id: int, now: datetime, reason: str = "") -> Edition:
    """Put the mark of withdrawal on it, with the reason that everybody will read; number and content stay.

    Raises Denied, Refused without a reason or before the issue, Invalid for a reason beyond 500 characters.
    """
    edition = lock(Edition, edition_id)
    facts = edition_facts(edition, now)
    authorise(actor, ACTION, facts)
    step = EDITION.step(edition.state, "withdraw", facts, reason)
    reason = reason.strip()
    if len(reason) > REASON_LENGTH:
        figures = {"most": REASON_LENGTH, "length": len(reason)}
        raise Invalid(Problem("reason", "edition_text_too_long", reason[:40], figures))

    before = move(edition, step, facts, withdrawn_at=now, withdrawal_reason=reason)
    record(actor, ACTION, edition, before, now, reason=reason)
    emit(EditionWithdrawn(edition.pk, edition.zone_code, edition.kind, edition.number), now)
    return edition
