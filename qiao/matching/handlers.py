"""What the matching room does when something has happened."""

from datetime import datetime
from typing import Any

from qiao.catalogue.actions.start_matching_demand import ACTION as START_MATCHING
from qiao.catalogue.actions.start_matching_demand import start_matching_demand
from qiao.catalogue.handlers import follow_in_lists, put_back
from qiao.core.access import system_actor
from qiao.foundation.registry import handles
from qiao.matching.selectors.introductions import demand_to_start

EXCLUSION_LISTS = (("matching.commission", "excluded_organisations"),)


@handles("matching.IntroductionAccepted")
def start_matching_of_demand(payload: dict[str, Any], now: datetime) -> None:
    """Move the demand of the introduction to MATCHING, unless it is there already or was settled meanwhile."""
    found = demand_to_start(payload["demand_id"])
    if found is not None:
        demand_id, zone_code = found
        start_matching_demand(actor=system_actor(START_MATCHING, zone_code), demand_id=demand_id, now=now)


@handles("parties.OrganisationsMerged")
def follow_in_commissions(payload: dict[str, Any], now: datetime) -> None:
    """Keep out of supply lists the organisation into which an excluded one was merged."""
    follow_in_lists(payload["merge_id"], EXCLUSION_LISTS, now)


@handles("parties.OrganisationMergeUndone")
def put_back_in_commissions(payload: dict[str, Any], now: datetime) -> None:
    """Exclude again the organisation that the commission named."""
    put_back(payload["merge_id"], ("matching.commission",), now)
