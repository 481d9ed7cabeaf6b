"""Discard the draft of an edition."""

from datetime import datetime

from qiao.catalogue.editions.events import EditionDiscarded
from qiao.catalogue.lifecycles.edition import EDITION
from qiao.catalogue.models import Edition
from qiao.catalogue.selectors.editions import edition_facts
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = EDITION.action("discard")


@use_case(ACTION)
def discard_edition(*, actor: Actor, edition_id: int, now: datetime, reason: str = "") -> Edition:
    """Give a draft up; it stays on record and never gets a number.

    Raises Denied, and Refused without a reason or after the draft was submitted.
    """
    edition = lock(Edition, edition_id)
    facts = edition_facts(edition, now)
    authorise(actor, ACTION, facts)
    step = EDITION.step(edition.state, "discard", facts, reason)

    before = move(edition, step, facts)
    record(actor, ACTION, edition, before, now, reason=reason)
    emit(EditionDiscarded(edition.pk), now)
    return edition
