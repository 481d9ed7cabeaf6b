"""Rights of the catalogue.

Organisations keep their own records, the operator screens and publishes, managers and experts diagnose. A department
has no daily work here; it may close a scenario of its zone, since it answers for what is tested in public places.
Supervisors and auditors read. The platform administrator decides nothing.
"""

from qiao.catalogue.contents import DraftFacts
from qiao.catalogue.disclosure import sees
from qiao.catalogue.lifecycles.facts import ListingFacts
from qiao.core.access import Actor, Grant, Predicate, Role, anywhere, own_organisation, same_zone

OPERATOR = (Role.ZONE_OPERATOR,)
EDITOR = (Role.ORGANISATION_EDITOR,)
MANAGER = (Role.TECHNOLOGY_MANAGER,)

REFRESH_TEXTS = "catalogue.listing.refresh_texts"
FOLLOW_IN_LISTS = "catalogue.party_key.follow_in_lists"
FOLLOW_IN_IMPORTS = "catalogue.party_key.follow_in_imports"
PUT_BACK = "catalogue.party_key.put_back"
# What a merge brings with it, and its undoing takes back.
FOLLOWING = (REFRESH_TEXTS, FOLLOW_IN_LISTS, FOLLOW_IN_IMPORTS)


def own_draft(actor: Actor, facts: ListingFacts) -> bool:
    """The record is the organisation's own and still a draft."""
    return facts.editable and own_organisation(actor, facts)


def in_charge(actor: Actor, facts: ListingFacts) -> bool:
    """The manager drafted the record or is in charge of it, in the zone."""
    drafted = actor.holding_id is not None and actor.holding_id == facts.created_by_holding
    assigned = actor.person_id is not None and actor.person_id == facts.manager_person
    return same_zone(actor, facts) and (drafted or assigned)


def in_charge_of_draft(actor: Actor, facts: ListingFacts) -> bool:
    """The manager is in charge and the record still a draft."""
    return facts.editable and in_charge(actor, facts)


def seen_in_zone(actor: Actor, facts: ListingFacts) -> bool:
    """The record belongs to the zone and exists for the actor (a targeted one only for the manager in charge)."""
    return same_zone(actor, facts) and sees(actor, facts)


def seen_from_outside(actor: Actor, facts: ListingFacts) -> bool:
    """The record exists for the organisation and is another's."""
    return actor.organisation_id is not None and not own_organisation(actor, facts) and sees(actor, facts)


def draft_in_zone(actor: Actor, facts: DraftFacts) -> bool:
    """The record is drafted for somebody in the actor's zone."""
    return same_zone(actor, facts)


def _keeping(kind: str) -> tuple[Grant, ...]:
    """Rights over drafts and over the record as a whole, the same for the three kinds."""
    key = f"catalogue.{kind}"
    return (
        Grant(f"{key}.draft", EDITOR, own_organisation),
        Grant(f"{key}.draft", (*OPERATOR, *MANAGER), draft_in_zone),
        Grant(f"{key}.revise", EDITOR, own_draft),
        Grant(f"{key}.revise", MANAGER, in_charge_of_draft),
        Grant(f"{key}.revise", OPERATOR),
        Grant(f"{key}.assign_manager", OPERATOR),
        *_own_or_operator(f"{key}.disclose_to"),
    )


def _own_or_operator(action: str, own: Predicate = own_organisation) -> tuple[Grant, ...]:
    return (Grant(action, EDITOR, own), Grant(action, OPERATOR))


def _operator(kind: str, *verbs: str) -> tuple[Grant, ...]:
    return tuple(Grant(f"catalogue.{kind}.{verb}", OPERATOR) for verb in verbs)


GRANTS: tuple[Grant, ...] = (
    *_keeping("demand"),
    *_own_or_operator("catalogue.demand.submit"),
    Grant("catalogue.demand.submit", MANAGER, in_charge),
    *_operator("demand", "admit", "accept", "merge", "return", "publish"),
    *_operator("demand", "diagnose", "start_matching", "reopen", "contract", "solve"),
    Grant("catalogue.demand.diagnose", (*MANAGER, Role.EXPERT), seen_in_zone),
    Grant("catalogue.demand.start_matching", MANAGER, seen_in_zone),
    *_own_or_operator("catalogue.demand.withdraw"),
    *_own_or_operator("catalogue.demand.renew"),
    *_keeping("achievement"),
    *_own_or_operator("catalogue.achievement.submit"),
    Grant("catalogue.achievement.submit", MANAGER, in_charge),
    *_operator("achievement", "admit", "publish", "return", "convert"),
    *_own_or_operator("catalogue.achievement.withdraw"),
    *_own_or_operator("catalogue.achievement.renew"),
    *_keeping("scenario"),
    *_operator("scenario", "review", "admit", "return", "publish", "verify", "fail"),
    Grant("catalogue.scenario.apply", EDITOR, seen_from_outside),
    *_own_or_operator("catalogue.scenario.select"),
    *_own_or_operator("catalogue.scenario.start_test"),
    *_own_or_operator("catalogue.scenario.scale"),
    *_own_or_operator("catalogue.scenario.close"),
    Grant("catalogue.scenario.close", (Role.DEPARTMENT,)),
    # Done by the platform alone, when news of the parties arrives; nobody else has these rights.
    *(Grant(action, (Role.SYSTEM,), anywhere) for action in (*FOLLOWING, PUT_BACK)),
)
