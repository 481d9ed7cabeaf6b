"""Say which organisations may see a scenario of targeted disclosure."""

from datetime import datetime

from qiao.catalogue.events import ScenarioDisclosed
from qiao.catalogue.models import Scenario
from qiao.catalogue.selectors.facts import scenario_facts
from qiao.catalogue.selectors.people import unknown_organisations
from qiao.core.access import Actor
from qiao.core.outcomes import Invalid, Problem, Refused
from qiao.core.taxonomy import DisclosureLevel
from qiao.foundation.acting import authorise, change, emit, lock, record, use_case

ACTION = "catalogue.scenario.disclose_to"


@use_case(ACTION)
def disclose_scenario(*, actor: Actor, scenario_id: int, organisation_ids: tuple[int, ...], now: datetime) -> Scenario:
    """Replace the list of organisations that may see the scenario; an empty list leaves only its own people.

    Raises Denied, Refused when the scenario is closed or not of targeted disclosure, Invalid for unknown organisations.
    """
    scenario = lock(Scenario, scenario_id)
    authorise(actor, ACTION, scenario_facts(scenario, now))
    if scenario.state in scenario.LIFECYCLE.final_states:
        raise Refused("record_is_closed", action=ACTION)
    if scenario.disclosure != DisclosureLevel.TARGETED:
        raise Refused("disclosure_is_not_targeted", action=ACTION)
    unknown = unknown_organisations(organisation_ids)
    if unknown:
        raise Invalid(*(Problem("disclosed_to", "listing_unknown_organisation", str(key)) for key in unknown))
    before = change(scenario, disclosed_to=sorted(set(organisation_ids)))
    record(actor, ACTION, scenario, before, now)
    emit(ScenarioDisclosed(scenario.pk), now)
    return scenario
