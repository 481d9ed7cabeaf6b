"""Finish a matching run."""

from datetime import datetime

from qiao.core.access import Actor
from qiao.core.outcomes import Refused
from qiao.foundation.acting import authorise, change, emit, lock, record, use_case
from qiao.matching.access import RUN_FINISH as ACTION
from qiao.matching.events import MatchRunFinished
from qiao.matching.models import MatchRun
from qiao.matching.selectors.runs import run_counts


@use_case(ACTION)
def finish_run(*, actor: Actor, matchrun_id: int, now: datetime) -> MatchRun:
    """Count what was found, keep its digest and make the run the current one.

    Raises Denied, and Refused when it is finished.
    """
    run = lock(MatchRun, matchrun_id)
    authorise(actor, ACTION, run)
    if run.finished_at is not None:
        raise Refused("run_already_finished", action=ACTION)
    before = change(run, finished_at=now, results_digest=run.digest_of_results(), **run_counts(run))
    record(actor, ACTION, run, before, now)
    emit(MatchRunFinished(run.pk, run.zone_code, run.direction), now)
    return run
