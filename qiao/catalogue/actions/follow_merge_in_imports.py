"""Let what earlier imports led to follow a merge."""

from datetime import datetime

from qiao.catalogue.access import FOLLOW_IN_IMPORTS as ACTION
from qiao.catalogue.party_news import merge_note
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, lock, record_many, use_case
from qiao.foundation.intake.merged_parties import follow_merged_importer, follow_merged_record
from qiao.parties.access import ZoneFacts
from qiao.parties.models import Merge, MergeKind


@use_case(ACTION)
def follow_merge_in_imports(*, actor: Actor, merge_id: int, now: datetime) -> int:
    """Let the next import of the duplicate change the kept record; returns how many rows were written.

    The lists that the duplicate imported itself belong to the kept organisation. Nothing is written when the merge
    was undone meanwhile. Raises Missing, Denied.
    """
    merge = lock(Merge, merge_id)
    authorise(actor, ACTION, ZoneFacts(merge.zone_code))
    if merge.undone_at is not None:
        return 0
    written = follow_merged_record(f"parties.{merge.kind}", merge.kept_id, merge.dropped_id)
    if merge.kind == MergeKind.ORGANISATION:
        written += follow_merged_importer(merge.kept_id, merge.dropped_id)
    return record_many(actor, ACTION, written, now, reason=f"{merge_note(merge.pk)}{merge.reason}")
