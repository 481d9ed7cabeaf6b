"""Merge a duplicate of an organisation into the record that is kept."""

from datetime import datetime

from qiao.core.access import Actor
from qiao.core.outcomes import Refused
from qiao.foundation.acting import authorise, create, emit, record_many, use_case
from qiao.parties.access import ZoneFacts
from qiao.parties.events import OrganisationsMerged
from qiao.parties.locking import locked_pair
from qiao.parties.merging.applying import apply_merge
from qiao.parties.merging.comparison import merge_refusal
from qiao.parties.models import Merge, MergeKind, Organisation

ACTION = "parties.organisation.merge"


@use_case(ACTION)
def merge_organisations(*, actor: Actor, kept_id: int, dropped_id: int, reason: str, now: datetime) -> Merge:
    """Let everything that points at the duplicate point at the kept record, and fill what that one does not know.

    Raises Missing, Denied, Refused (no reason, the same or an already merged record, two credit codes).
    """
    kept, dropped = locked_pair(Organisation, kept_id, dropped_id)
    authorise(actor, ACTION, ZoneFacts(kept.zone_code))
    authorise(actor, ACTION, ZoneFacts(dropped.zone_code))
    refusal = merge_refusal(kept, dropped)
    if refusal is None and not reason.strip():
        refusal = "reason_needed"
    if refusal is not None:
        raise Refused(refusal, action=ACTION)
    merge = Merge(
        zone_code=kept.zone_code,
        created_at=now,
        kind=MergeKind.ORGANISATION,
        kept_id=kept.pk,
        dropped_id=dropped.pk,
        reason=reason,
    )
    written = apply_merge(merge, kept, dropped)
    before = create(merge)
    record_many(actor, ACTION, [*written, (merge, before)], now, reason=reason)
    emit(OrganisationsMerged(merge.pk, kept.pk, dropped.pk), now)
    return merge
