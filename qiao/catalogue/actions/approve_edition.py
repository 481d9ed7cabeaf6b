"""Approve a submitted edition."""

from datetime import datetime

from qiao.catalogue.editions.events import EditionApproved
from qiao.catalogue.lifecycles.edition import EDITION
from qiao.catalogue.models import Edition
from qiao.catalogue.selectors.editions import edition_facts
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = EDITION.action("approve")


@use_case(ACTION)
def approve_edition(*, actor: Actor, edition_id: int, now: datetime) -> Edition:
    """Sign the list off (签发); the person who compiled it may not.

    Raises Denied, and Refused when the list is empty or a record is no longer open to the public.
    """
    edition = lock(Edition, edition_id)
    facts = edition_facts(edition, now)
    authorise(actor, ACTION, facts)
    step = EDITION.step(edition.state, "approve", facts)

    before = move(
        edition,
        step,
        facts,
        approved_at=now,
        approved_by=actor.name,
        approved_by_person=actor.person_id,
        approved_by_holding=actor.holding_id,
    )
    record(actor, ACTION, edition, before, now)
    emit(EditionApproved(edition.pk), now)
    return edition
