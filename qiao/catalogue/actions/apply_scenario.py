"""Apply to test one's technology in a published scenario."""

from datetime import datetime

from qiao.catalogue.events import ScenarioApplied
from qiao.catalogue.lifecycles.scenario import SCENARIO
from qiao.catalogue.models import Scenario, ScenarioApplication
from qiao.catalogue.selectors.facts import scenario_facts
from qiao.core.access import Actor
from qiao.core.outcomes import Denied, Refused
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = SCENARIO.action("apply")


@use_case(ACTION)
def apply_scenario(*, actor: Actor, scenario_id: int, now: datetime, note: str = "") -> Scenario:
    """Add the actor's organisation to the applicants; the first application stops the clock of validity.

    Raises Denied to the opener and to whom the scenario is not disclosed, Refused when the lifecycle forbids it now or
    the organisation has applied before.
    """
    scenario = lock(Scenario, scenario_id)
    facts = scenario_facts(scenario, now)
    authorise(actor, ACTION, facts)
    step = SCENARIO.step(scenario.state, "apply", facts)
    applicant = actor.organisation_id
    if applicant is None:
        raise Denied("no_right", action=ACTION, role=str(actor.role))
    if scenario.applications.filter(organisation_id=applicant).exists():
        raise Refused("already_applied", action=ACTION)
    application = ScenarioApplication.objects.create(
        scenario=scenario, organisation_id=applicant, applied_at=now, note=note.strip()
    )
    before = move(scenario, step, facts)
    record(actor, ACTION, scenario, before, now)
    record(actor, ACTION, application, {}, now)
    emit(ScenarioApplied(scenario.pk, application.organisation_id), now)
    return scenario
