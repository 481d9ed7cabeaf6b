"""Send an edition back to its compiler."""

from datetime import datetime

from qiao.catalogue.editions.events import EditionReturned
from qiao.catalogue.lifecycles.edition import EDITION
from qiao.catalogue.models import Edition
from qiao.catalogue.selectors.editions import edition_facts
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = EDITION.action("return")
_UNDECIDED = {
    "submitted_at": None,
    "approved_at": None,
    "approved_by": "",
    "approved_by_person": None,
    "approved_by_holding": None,
}


@use_case(ACTION)
def return_edition(*, actor: Actor, edition_id: int, now: datetime, reason: str = "") -> Edition:
    """Make it a draft again; an approval already given no longer counts.

    Raises Denied, and Refused without a reason or when the edition is neither submitted nor approved.
    """
    edition = lock(Edition, edition_id)
    facts = edition_facts(edition, now)
    authorise(actor, ACTION, facts)
    step = EDITION.step(edition.state, "return", facts, reason)

    before = move(edition, step, facts, **_UNDECIDED)
    record(actor, ACTION, edition, before, now, reason=reason)
    emit(EditionReturned(edition.pk), now)
    return edition
