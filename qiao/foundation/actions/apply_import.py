"""Apply a previewed import: the good rows in one transaction, or nothing."""

from datetime import datetime
from typing import Literal

from qiao.core.access import Actor
from qiao.core.outcomes import Refused
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case
from qiao.foundation.intake.applying import LEFT_OUT, Application, locked_source
from qiao.foundation.intake.checking import Progress
from qiao.foundation.intake.events import ImportApplied
from qiao.foundation.intake.facts import context_of, import_facts
from qiao.foundation.intake.kinds import KINDS
from qiao.foundation.intake.lifecycle import IMPORT
from qiao.foundation.intake.staging import ADDED, CHANGED, SAME
from qiao.foundation.intake.summary import notes_with_counts
from qiao.foundation.models import ImportBatch

ACTION = IMPORT.action("apply")
Take = Literal["good_rows", "all_or_nothing"]


@use_case(ACTION)
def apply_import(
    *, actor: Actor, importbatch_id: int, take: Take, now: datetime, progress: Progress | None = None
) -> ImportBatch:
    """Add and change records as previewed; a second import of the same rows changes nothing.

    ``all_or_nothing`` raises Refused("rows_with_problems") when any row of the file cannot be taken. Raises Denied,
    and Refused when the import is already decided or has no good row. Whatever is raised, nothing was changed.
    """
    batch = lock(ImportBatch, importbatch_id)
    facts = import_facts(batch)
    authorise(actor, ACTION, facts)
    step = IMPORT.step(batch.state, "apply", facts)
    _all_or_nothing(take, batch.bad)
    context = context_of(batch, actor, now)
    work = Application(batch, locked_source(actor, batch, now), KINDS[batch.kind].writer(context))
    work.take_all(progress)
    _all_or_nothing(take, work.counts[LEFT_OUT])
    before = move(
        batch,
        step,
        facts,
        added=work.counts[ADDED],
        changed=work.counts[CHANGED],
        same=work.counts[SAME],
        left_out=work.counts[LEFT_OUT],
        notes=notes_with_counts(batch.notes, context.notes),
        applied_at=now,
    )
    record(actor, ACTION, batch, before, now)
    emit(ImportApplied(batch.pk, batch.kind, batch.zone_code, batch.added, batch.changed), now)
    return batch


def _all_or_nothing(take: Take, count: int) -> None:
    if take == "all_or_nothing" and count:
        raise Refused("rows_with_problems", count=count)
