"""Submit the draft of an edition for approval."""

from datetime import datetime

from qiao.catalogue.editions.events import EditionSubmitted
from qiao.catalogue.lifecycles.edition import EDITION
from qiao.catalogue.models import Edition
from qiao.catalogue.selectors.editions import edition_facts
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = EDITION.action("submit")


@use_case(ACTION)
def submit_edition(*, actor: Actor, edition_id: int, now: datetime) -> Edition:
    """Close the draft for changes and lay it before those who approve.

    Raises Denied, and Refused when the list is empty or a record is no longer open to the public.
    """
    edition = lock(Edition, edition_id)
    facts = edition_facts(edition, now)
    authorise(actor, ACTION, facts)
    step = EDITION.step(edition.state, "submit", facts)

    before = move(edition, step, facts, submitted_at=now)
    record(actor, ACTION, edition, before, now)
    emit(EditionSubmitted(edition.pk), now)
    return edition
