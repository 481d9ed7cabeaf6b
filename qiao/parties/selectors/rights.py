"""Which verbs of the register an actor may use, so that pages offer no other."""

from qiao.core.access import HUMAN_ROLES, Actor, Role
from qiao.foundation.registry import POLICY
from qiao.parties.access import HoldingFacts, ZoneFacts
from qiao.parties.models import Organisation, Person
from qiao.parties.selectors.facts import organisation_facts, person_facts

_ORGANISATION_VERBS = ("revise", "merge")
_PERSON_VERBS = ("revise",)


def organisation_verbs(actor: Actor, organisation: Organisation) -> frozenset[str]:
    """Verbs that the actor may use on this organisation. No query."""
    facts = organisation_facts(organisation)
    return _allowed(actor, "parties.organisation", _ORGANISATION_VERBS, facts)


def person_verbs(actor: Actor, person: Person) -> frozenset[str]:
    """Verbs that the actor may use on this person. No query."""
    return _allowed(actor, "parties.person", _PERSON_VERBS, person_facts(person))


def may_register_organisations(actor: Actor) -> bool:
    """Whether the actor may enter organisations of the own zone."""
    facts = organisation_facts(Organisation(zone_code=actor.zone_code))
    return POLICY.allows(actor, "parties.organisation.register", facts)


def may_merge_organisations(actor: Actor) -> bool:
    """Whether the actor may merge entries of organisations of the own zone."""
    return POLICY.allows(actor, "parties.organisation.merge", ZoneFacts(actor.zone_code))


def may_register_people(actor: Actor) -> bool:
    """Whether the actor may enter people, at least those of the own organisation."""
    somebody = Person(zone_code=actor.zone_code, organisation_id=actor.organisation_id)
    return POLICY.allows(actor, "parties.person.register", person_facts(somebody))


def may_rename_zone(actor: Actor) -> bool:
    """Whether the actor may change names and address of the own zone."""
    return POLICY.allows(actor, "parties.zone.rename", ZoneFacts(actor.zone_code))


def grantable_roles(actor: Actor, person: Person) -> tuple[Role, ...]:
    """The roles that the actor may grant to this person in the person's zone, and end again."""
    return tuple(
        role
        for role in HUMAN_ROLES
        if POLICY.allows(actor, "parties.holding.grant", HoldingFacts(person.zone_code, str(role), person.pk))
    )


def _allowed(actor: Actor, key: str, verbs: tuple[str, ...], facts: object) -> frozenset[str]:
    return frozenset(verb for verb in verbs if POLICY.allows(actor, f"{key}.{verb}", facts))
