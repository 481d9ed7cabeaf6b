"""Compile the draft of a demand or scenario list from the zone's published records."""

from datetime import datetime

from qiao.catalogue.access_editions import COMPILE
from qiao.catalogue.editions.compiling import EditionHead, draft_edition
from qiao.catalogue.editions.criteria import EditionRequest, require_usable
from qiao.catalogue.models import Edition
from qiao.catalogue.selectors.editions import compile_facts, lines_for, zone_of
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, record, use_case

ACTION = COMPILE


@use_case(ACTION)
def compile_edition(*, actor: Actor, request: EditionRequest, now: datetime) -> Edition:
    """Freeze what the public may see of the records that fit the criteria into the lines of a new draft.

    The list belongs to the zone in which the actor acts. Raises Denied, and Invalid for criteria that cannot be met:
    an unknown kind or field, or a record wished by code that is not open to the public.
    """
    authorise(actor, ACTION, compile_facts(actor, request.kind, now))
    require_usable(request)
    zone = zone_of(actor.zone_code)
    head = EditionHead(
        kind=request.kind,
        zone_code=zone.code,
        title=request.title,
        addressees=request.addressees,
        copies_to=request.copies_to,
        opening=request.opening,
        criteria=request.criteria.as_json(),
    )
    lines = lines_for(request.kind, zone.code, request.criteria, now)

    edition, _ = draft_edition(actor, head, lines, now)
    record(actor, ACTION, edition, {}, now)
    return edition
