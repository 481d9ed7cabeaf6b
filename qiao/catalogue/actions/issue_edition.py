"""Issue an approved edition: number it, freeze it, publish it."""

from datetime import datetime

from qiao.catalogue.editions.events import EditionIssued
from qiao.catalogue.editions.issuing import issued_fields, take_numbers_of
from qiao.catalogue.lifecycles.edition import EDITION
from qiao.catalogue.models import Edition
from qiao.catalogue.selectors.editions import edition_facts, in_force_before, zone_of
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = EDITION.action("issue")


@use_case(ACTION)
def issue_edition(*, actor: Actor, edition_id: int, now: datetime) -> Edition:
    """Give edition number and document number, write the open texts, fix the digest; nothing changes after that.

    Raises Denied, Refused when the list is empty or a record is no longer open to the public, and Invalid when the
    zone's short name cannot stand in a document number.
    """
    edition = lock(Edition, edition_id)
    facts = edition_facts(edition, now)
    authorise(actor, ACTION, facts)
    step = EDITION.step(edition.state, "issue", facts)

    zone = zone_of(edition.zone_code)
    # The number series is locked first, so that of two issues at once the second sees the first as its predecessor.
    numbers = take_numbers_of(edition, zone, now)
    fields = issued_fields(edition, zone, numbers, in_force_before(edition), now)

    before = move(edition, step, facts, **fields)
    record(actor, ACTION, edition, before, now)
    emit(EditionIssued(edition.pk, edition.zone_code, edition.kind, edition.number), now)
    return edition
