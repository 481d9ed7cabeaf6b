"""Rights of the matching room."""

from typing import Any

from qiao.core.access import Actor, Grant, Role, same_zone
from qiao.matching.grading import GRADERS
from qiao.matching.lifecycles.commission import COMMISSION, CommissionFacts
from qiao.matching.lifecycles.introduction import INTRODUCTION, IntroductionFacts, Side
from qiao.matching.pairs import PairFacts

RUN_START = "matching.run.start"
RUN_FINISH = "matching.run.finish"
GRADE = "matching.match.grade"
PROPOSE = "matching.introduction.propose"
COMMISSION_PLACE = "matching.commission.place"


def speaks_for(actor: Actor, facts: IntroductionFacts | PairFacts, side: Side) -> bool:
    """The actor's organisation stands behind that side of the introduction."""
    return actor.organisation_id is not None and actor.organisation_id == facts.organisation_of(side)


def for_demand(actor: Actor, facts: IntroductionFacts) -> bool:
    """The actor speaks for the demand side."""
    return speaks_for(actor, facts, Side.DEMAND)


def for_supply(actor: Actor, facts: IntroductionFacts) -> bool:
    """The actor speaks for the supply side."""
    return speaks_for(actor, facts, Side.SUPPLY)


def on_either_side(actor: Actor, facts: IntroductionFacts) -> bool:
    """The actor speaks for one of the two sides."""
    return for_demand(actor, facts) or for_supply(actor, facts)


def absent_demand(actor: Actor, facts: IntroductionFacts) -> bool:
    """No organisation of the platform stands behind the demand, so the zone passes on what the firm said."""
    return same_zone(actor, facts) and facts.demand_organisation_id is None


def absent_supply(actor: Actor, facts: IntroductionFacts) -> bool:
    """No organisation of the platform stands behind the achievement, so the zone passes on what the holder said."""
    return same_zone(actor, facts) and facts.supply_organisation_id is None


def proposer(actor: Actor, facts: IntroductionFacts) -> bool:
    """The introduction was proposed by this holding or for this organisation."""
    if actor.holding_id is not None and actor.holding_id == facts.proposed_by_holding:
        return True
    return actor.organisation_id is not None and actor.organisation_id == facts.proposed_by_organisation


def claimant(actor: Actor, facts: IntroductionFacts) -> bool:
    """The actor speaks for the side that claimed the outcome."""
    return bool(facts.claimed_side) and speaks_for(actor, facts, Side(facts.claimed_side))


def counterparty(actor: Actor, facts: IntroductionFacts) -> bool:
    """The actor speaks for the side that did not claim, and is not the person who claimed."""
    if not facts.claimed_side or claimant(actor, facts):
        return False
    if actor.person_id is not None and actor.person_id == facts.claimed_by_person:
        return False
    return speaks_for(actor, facts, Side(facts.claimed_side).other)


def provider(actor: Actor, facts: CommissionFacts) -> bool:
    """The actor belongs to the third party that compiles the list."""
    return actor.organisation_id is not None and actor.organisation_id == facts.provider_id


def provider_person(actor: Actor, facts: CommissionFacts) -> bool:
    """A named person of the third party: an edition's compiler must be told from its approver."""
    return actor.person_id is not None and provider(actor, facts)


def person_in_zone(actor: Actor, facts: CommissionFacts | PairFacts) -> bool:
    """A named person of the zone, for the same reason."""
    return actor.person_id is not None and same_zone(actor, facts)


def answers_for_demand(actor: Actor, facts: CommissionFacts) -> bool:
    """The actor speaks for the organisation whose demand the item answers."""
    return actor.organisation_id is not None and actor.organisation_id == facts.answering_organisation_id


def absent_demander(actor: Actor, facts: CommissionFacts) -> bool:
    """No organisation of the platform stands behind the demand that the item answers."""
    return same_zone(actor, facts) and facts.answering_organisation_id is None


ZONE = (Role.ZONE_OPERATOR, Role.TECHNOLOGY_MANAGER)
EDITOR = (Role.ORGANISATION_EDITOR,)
OPERATOR = (Role.ZONE_OPERATOR,)
PROVIDER = (Role.ORGANISATION_EDITOR, Role.TECHNOLOGY_MANAGER)


def _grants(action: str, *rows: tuple[tuple[Role, ...], Any]) -> tuple[Grant, ...]:
    return tuple(Grant(action, roles, where) for roles, where in rows)


GRANTS: tuple[Grant, ...] = (
    *_grants(RUN_START, (ZONE, same_zone)),
    *_grants(RUN_FINISH, (ZONE, same_zone)),
    *_grants(GRADE, (GRADERS, person_in_zone)),
    *_grants(PROPOSE, (ZONE, same_zone), (EDITOR, on_either_side)),
    *_grants(INTRODUCTION.action("accept_for_demand"), (EDITOR, for_demand), (ZONE, absent_demand)),
    *_grants(INTRODUCTION.action("accept_for_supply"), (EDITOR, for_supply), (ZONE, absent_supply)),
    *_grants(INTRODUCTION.action("decline_for_demand"), (EDITOR, for_demand), (ZONE, absent_demand)),
    *_grants(INTRODUCTION.action("decline_for_supply"), (EDITOR, for_supply), (ZONE, absent_supply)),
    *_grants(INTRODUCTION.action("withdraw"), ((*EDITOR, *ZONE), proposer), (OPERATOR, same_zone)),
    *_grants(INTRODUCTION.action("start_negotiation"), (EDITOR, on_either_side), (ZONE, same_zone)),
    # An outcome is a matter of the two parties alone: nobody claims or confirms it for them.
    *_grants(INTRODUCTION.action("claim_outcome"), (EDITOR, on_either_side)),
    *_grants(INTRODUCTION.action("retract_outcome"), (EDITOR, claimant)),
    *_grants(INTRODUCTION.action("confirm_outcome"), (EDITOR, counterparty)),
    *_grants(INTRODUCTION.action("dispute_outcome"), (EDITOR, counterparty)),
    *_grants(COMMISSION_PLACE, (OPERATOR, same_zone)),
    *_grants(COMMISSION.action("compile"), (PROVIDER, provider), (OPERATOR, same_zone)),
    *_grants(COMMISSION.action("check_item"), (PROVIDER, provider), (OPERATOR, same_zone)),
    *_grants(COMMISSION.action("draw_edition"), (PROVIDER, provider_person), (OPERATOR, person_in_zone)),
    *_grants(COMMISSION.action("deliver"), (PROVIDER, provider), (OPERATOR, same_zone)),
    *_grants(COMMISSION.action("record_adoption"), (EDITOR, answers_for_demand), (OPERATOR, absent_demander)),
    *_grants(COMMISSION.action("close"), (OPERATOR, same_zone)),
    *_grants(COMMISSION.action("cancel"), (OPERATOR, same_zone)),
)
