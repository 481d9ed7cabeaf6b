"""Collect a scenario; its review period begins at once."""

from datetime import datetime

from qiao.catalogue.contents import Draft, ScenarioContent
from qiao.catalogue.drafting import drafted
from qiao.catalogue.events import ScenarioDrafted
from qiao.catalogue.lifecycles.scenario import SCENARIO
from qiao.catalogue.models import Scenario
from qiao.catalogue.selectors.facts import scenario_facts
from qiao.catalogue.selectors.people import draft_facts
from qiao.catalogue.texts import derived_values
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, create, emit, record, use_case

ACTION = "catalogue.scenario.draft"


@use_case(ACTION)
def draft_scenario(*, actor: Actor, draft: Draft, content: ScenarioContent, now: datetime) -> Scenario:
    """Collect a scenario; its review period begins at once.

    Organisations draft for themselves, managers and the operator for organisations of their zone. Raises Missing for
    an unknown organisation, Denied, Invalid with every fault, Refused("classified_material").
    """
    facts = draft_facts(draft, actor)
    authorise(actor, ACTION, facts)
    scenario = drafted(Scenario, actor, draft, content, now)
    scenario.zone_code = facts.zone_code
    for name, value in derived_values(scenario).items():
        setattr(scenario, name, value)
    scenario.submitted_at = now
    due = SCENARIO.due(scenario.state, scenario_facts(scenario, now))
    if due:
        scenario.due_at, scenario.due_verb = due.at, due.verb
    before = create(scenario)
    record(actor, ACTION, scenario, before, now)
    emit(ScenarioDrafted(scenario.pk), now)
    return scenario
