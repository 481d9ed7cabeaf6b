"""Revise a scenario."""

from dataclasses import replace
from datetime import datetime

from qiao.catalogue.contents import ScenarioContent
from qiao.catalogue.drafting import revision
from qiao.catalogue.events import ScenarioRevised
from qiao.catalogue.lifecycles.scenario import SCENARIO
from qiao.catalogue.models import Scenario
from qiao.catalogue.selectors.facts import listing_rules, scenario_facts
from qiao.core.access import Actor
from qiao.core.calendar import CHINA
from qiao.foundation.acting import authorise, change, emit, lock, record, require_version, use_case

ACTION = "catalogue.scenario.revise"


@use_case(ACTION)
def revise_scenario(
    *,
    actor: Actor,
    scenario_id: int,
    content: ScenarioContent,
    now: datetime,
    reason: str = "",
    seen_version: int | None = None,
) -> Scenario:
    """Replace the content of a scenario: the opener while it is a draft, later only the operator with a reason.

    ``seen_version`` is the version that the new content was written for. Raises Denied, Refused (closed, changed
    meanwhile, mark of secrecy, no reason), Invalid with every fault.
    """
    scenario = lock(Scenario, scenario_id)
    rules = listing_rules(Scenario, scenario.zone_code, now.astimezone(CHINA).date())
    facts = scenario_facts(scenario, now, rules)
    authorise(actor, ACTION, facts)
    require_version(scenario, seen_version)
    changes = revision(scenario, content, facts, rules, reason)
    if facts.editable and scenario.submitted_at is None:
        # Returned to the opener: with the revision it waits for its review again.
        restart = {"submitted_at": now, "escalated_at": None}
        due = SCENARIO.due(scenario.state, replace(facts, submitted_at=now, escalated_at=None))
        changes |= restart | ({"due_at": due.at, "due_verb": due.verb} if due else {})
    before = change(scenario, **changes)
    record(actor, ACTION, scenario, before, now, reason=reason)
    emit(ScenarioRevised(scenario.pk), now)
    return scenario
