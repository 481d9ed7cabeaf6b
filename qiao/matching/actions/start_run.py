"""Start a matching run."""

from dataclasses import dataclass
from datetime import datetime

from qiao.core.access import Actor
from qiao.core.calendar import CHINA
from qiao.core.matching.engine import FORMAT
from qiao.core.outcomes import Invalid, Problem
from qiao.foundation.acting import authorise, create, record, use_case
from qiao.foundation.rules import rule_value
from qiao.matching.access import RUN_START as ACTION
from qiao.matching.models import Direction, MatchRun
from qiao.matching.rules import KEPT
from qiao.matching.scoring import weights_as_json, weights_in_force


@dataclass(frozen=True)
class RunFacts:
    """What the right to run a matching looks at."""

    zone_code: str


@use_case(ACTION)
def start_run(*, actor: Actor, zone_code: str, direction: str, now: datetime) -> MatchRun:
    """Open a run with the rules of the day; `qiao.matching.jobs.run_matching` does the work.

    Raises Denied, and Invalid for an unknown direction.
    """
    authorise(actor, ACTION, RunFacts(zone_code))
    if direction not in Direction.values:
        raise Invalid(Problem("direction", "unknown_choice", direction, {"choices": ", ".join(Direction.values)}))
    today = now.astimezone(CHINA).date()
    run = MatchRun(
        zone_code=zone_code,
        created_at=now,
        direction=direction,
        started_at=now,
        engine_version=f"index {FORMAT}",
        weights=weights_as_json(weights_in_force(zone_code, today)),
        kept_per_source=rule_value(KEPT, zone_code, today),
    )
    before = create(run)
    record(actor, ACTION, run, before, now)
    return run
