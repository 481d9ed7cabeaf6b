"""Which records may be introduced to each other. Pure."""

from dataclasses import dataclass

from qiao.catalogue.disclosure import disclosure_facts, sees
from qiao.core.access import Actor, Role
from qiao.core.outcomes import Refused
from qiao.matching.access import PROPOSE
from qiao.matching.lifecycles.introduction import IntroductionFacts, Side
from qiao.matching.pairs import PairFacts
from qiao.matching.texts import Listed


@dataclass(frozen=True)
class Pair:
    """A demand or a scenario, and the achievement that may answer it, by key."""

    achievement_id: int
    demand_id: int | None = None
    scenario_id: int | None = None


def parties_may_meet(need: Listed, offer: Listed, facts: IntroductionFacts | PairFacts) -> None:
    """Raises Refused when a record is closed, one party stands on both sides, or a record is kept from the other side.

    A targeted record (定向) is shown to a counterparty only when its owner has listed that organisation.
    """
    if not facts.records_open:
        raise Refused("record_no_longer_open", action=PROPOSE)
    if need.zone_code != offer.zone_code:
        raise Refused("records_of_two_zones", action=PROPOSE)
    demander, supplier = facts.organisation_of(Side.DEMAND), facts.organisation_of(Side.SUPPLY)
    if demander is not None and demander == supplier:
        raise Refused("one_party_on_both_sides", action=PROPOSE)
    for record, other in ((need, supplier), (offer, demander)):
        if not sees(counterparty_of(other), disclosure_facts(record)):
            raise Refused("kept_from_counterparty", action=PROPOSE)


def counterparty_of(organisation_id: int | None) -> Actor:
    """Somebody who speaks for the organisation, to ask what it may see."""
    return Actor(Role.ORGANISATION_EDITOR, "", organisation_id=organisation_id)
