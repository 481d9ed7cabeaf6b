"""Take back a merge of people."""

from datetime import datetime

from qiao.core.access import Actor
from qiao.core.outcomes import Missing, Refused
from qiao.foundation.acting import authorise, emit, lock, record_many, use_case
from qiao.parties.events import PersonMergeUndone
from qiao.parties.locking import locked_pair
from qiao.parties.merging.applying import revert_merge
from qiao.parties.models import Merge, MergeKind, Person
from qiao.parties.selectors.facts import person_merge_facts

ACTION = "parties.person.undo_merge"


@use_case(ACTION)
def undo_person_merge(*, actor: Actor, merge_id: int, reason: str, now: datetime) -> Merge:
    """Put every row back that still points where the merge put it; the others are listed in ``remaining``.

    Raises Missing, Denied, Refused (no reason, taken back already, kept record merged on).
    """
    merge = lock(Merge, merge_id)
    if merge.kind != MergeKind.PERSON:
        raise Missing("no_such_object", object_type="parties.merge", object_id=merge_id)
    kept, dropped = locked_pair(Person, merge.kept_id, merge.dropped_id)
    authorise(actor, ACTION, person_merge_facts(merge.zone_code, (kept, dropped), now))
    if not reason.strip():
        raise Refused("reason_needed", action=ACTION)
    written = revert_merge(merge, kept, dropped, now)
    record_many(actor, ACTION, written, now, reason=reason)
    emit(PersonMergeUndone(merge.pk, kept.pk, dropped.pk), now)
    return merge
