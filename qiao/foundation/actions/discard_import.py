"""Discard a previewed import; the clock does so when nobody decides."""

from datetime import datetime

from qiao.core.access import Actor
from qiao.foundation.acting import authorise, lock, move, record, use_case
from qiao.foundation.intake.applying import clear_stage
from qiao.foundation.intake.facts import import_facts
from qiao.foundation.intake.lifecycle import IMPORT
from qiao.foundation.models import ImportBatch

ACTION = IMPORT.action("discard")


@use_case(ACTION)
def discard_import(*, actor: Actor, importbatch_id: int, now: datetime) -> ImportBatch:
    """Drop the staged rows. Raises Denied, and Refused when the import is already decided."""
    batch = lock(ImportBatch, importbatch_id)
    facts = import_facts(batch)
    authorise(actor, ACTION, facts)
    step = IMPORT.step(batch.state, "discard", facts)
    clear_stage(batch)
    before = move(batch, step, facts)
    record(actor, ACTION, batch, before, now)
    return batch
