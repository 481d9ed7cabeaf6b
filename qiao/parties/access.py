"""Rights of the parties room: who keeps the register, who holds which role, who may know what.

| what | zone operator (own zone) | organisation editor | the person | platform administrator |
|---|---|---|---|---|
| names and address of the zone | changes | | | |
| organisations | registers, revises, merges | revises its own | | |
| people | registers, revises, moves | registers and revises those of its own organisation | revises itself | |
| merging people, and back | where both hold at most the roles of the next line | | | merges |
| holdings of editors, technology managers, experts | grants, ends | | | grants, ends |
| holdings of officials, supervisors, auditors, administrators | | | | grants, ends |
| accounts | | | | opens |
| access tokens | revokes | | issues for its own holding, revokes | revokes |

Nobody grants a holding to himself, nor merges himself with somebody: holdings and accounts move with a merge. Whoever
revises a person without being the operator cannot move the person to another organisation or enter an identity
number. The administrator decides who may act, never on a matter itself. Supervisors and auditors change nothing. The
first zone and the first administrator come from `qiao.parties.founding`, on the machine itself.

Everybody with a role in the zone reads its register of organisations and people, the auditor all of them. Personal
data (e-mail address, the end of the identity number) are for the zone operator, the person, and the editor of the
person's organisation.
"""

from dataclasses import dataclass

from qiao.core.access import HUMAN_ROLES, Actor, Grant, Role, anywhere, own_organisation, same_zone

REGISTER_READERS_EVERYWHERE = (Role.AUDITOR,)
REGISTER_READERS = HUMAN_ROLES
ORGANISATION_ROLES = (Role.ORGANISATION_EDITOR, Role.TECHNOLOGY_MANAGER, Role.EXPERT)

OPERATOR = (Role.ZONE_OPERATOR,)
EDITOR = (Role.ORGANISATION_EDITOR,)
ADMIN = (Role.PLATFORM_ADMIN,)
# Supervisors and auditors change nothing, not even their own entry; the operator does it for them.
REVISING_THEMSELVES = tuple(role for role in HUMAN_ROLES if role not in (Role.SUPERVISOR, Role.AUDITOR))


@dataclass(frozen=True)
class ZoneFacts:
    """A zone, or a merge within it."""

    zone_code: str


@dataclass(frozen=True)
class OrganisationFacts:
    """An organisation; ``organisation_id`` is its own key, None before it is registered."""

    zone_code: str
    organisation_id: int | None = None
    merged: bool = False


@dataclass(frozen=True)
class PersonFacts:
    """A person and its organisation; ``sensitive`` when the change moves the person or enters an identity number."""

    zone_code: str
    organisation_id: int | None = None
    person_id: int | None = None
    merged: bool = False
    sensitive: bool = False


@dataclass(frozen=True)
class HoldingFacts:
    """The role in question and whose it is."""

    zone_code: str
    role: str
    person_id: int


@dataclass(frozen=True)
class TokenFacts:
    """Under which holding a token acts, and whose that is."""

    zone_code: str
    holding_id: int
    person_id: int


@dataclass(frozen=True)
class PersonMergeFacts:
    """Two people to be merged or taken apart, and every role that either of them holds or will hold."""

    zone_code: str
    person_ids: frozenset[int]
    roles: frozenset[str]
    one_zone: bool = True


def own_people(actor: Actor, facts: PersonFacts) -> bool:
    """The person belongs to the actor's organisation and stays there."""
    return not facts.sensitive and own_organisation(actor, facts)


def oneself(actor: Actor, facts: PersonFacts) -> bool:
    """The person is the actor, and stays in the organisation."""
    return not facts.sensitive and actor.person_id is not None and actor.person_id == facts.person_id


def for_somebody_else(actor: Actor, facts: HoldingFacts) -> bool:
    """The holding is not the actor's own."""
    return actor.person_id is not None and actor.person_id != facts.person_id


def organisation_role_of_somebody_else(actor: Actor, facts: HoldingFacts) -> bool:
    """A role of organisations and professionals in the actor's zone, for another person."""
    return facts.role in ORGANISATION_ROLES and same_zone(actor, facts) and for_somebody_else(actor, facts)


def own_holding(actor: Actor, facts: TokenFacts) -> bool:
    """The token acts under the very holding under which the actor acts."""
    return actor.holding_id is not None and actor.holding_id == facts.holding_id


def own_token(actor: Actor, facts: TokenFacts) -> bool:
    """The token acts for the actor, under whichever of its holdings."""
    return actor.person_id is not None and actor.person_id == facts.person_id


def other_people(actor: Actor, facts: PersonMergeFacts) -> bool:
    """Two people of one zone, and the actor is neither of them: a holding must not move to a person of another zone."""
    return facts.one_zone and actor.person_id is not None and actor.person_id not in facts.person_ids


def other_people_without_office(actor: Actor, facts: PersonMergeFacts) -> bool:
    """Two others of the actor's zone whose roles the actor could grant: holdings and accounts move with a merge."""
    return facts.roles <= set(ORGANISATION_ROLES) and same_zone(actor, facts) and other_people(actor, facts)


def sees_organisation(actor: Actor, facts: OrganisationFacts) -> bool:
    """Whether the organisation exists for the actor; the twin of ``OrganisationQuerySet.visible_to``."""
    own = actor.organisation_id is not None and actor.organisation_id == facts.organisation_id
    return not facts.merged and (own or _in_register(actor, facts.zone_code))


def sees_person(actor: Actor, facts: PersonFacts) -> bool:
    """Whether the person exists for the actor; the twin of ``PersonQuerySet.visible_to``."""
    own = actor.person_id is not None and actor.person_id == facts.person_id
    return not facts.merged and (own or _in_register(actor, facts.zone_code))


def sees_personal_data(actor: Actor, facts: PersonFacts) -> bool:
    """Whether the actor may know the e-mail address and the end of the identity number."""
    if actor.person_id is not None and actor.person_id == facts.person_id:
        return True
    if actor.role is Role.ORGANISATION_EDITOR:
        return own_organisation(actor, facts)
    return actor.role is Role.ZONE_OPERATOR and same_zone(actor, facts)


def _in_register(actor: Actor, zone_code: str) -> bool:
    if actor.role in REGISTER_READERS_EVERYWHERE:
        return True
    return actor.role in REGISTER_READERS and bool(actor.zone_code) and actor.zone_code == zone_code


GRANTS: tuple[Grant, ...] = (
    Grant("parties.zone.rename", OPERATOR, same_zone),
    Grant("parties.organisation.register", OPERATOR, same_zone),
    Grant("parties.organisation.revise", OPERATOR, same_zone),
    Grant("parties.organisation.revise", EDITOR, own_organisation),
    Grant("parties.organisation.merge", OPERATOR, same_zone),
    Grant("parties.organisation.undo_merge", OPERATOR, same_zone),
    Grant("parties.person.register", OPERATOR, same_zone),
    Grant("parties.person.register", EDITOR, own_people),
    Grant("parties.person.revise", OPERATOR, same_zone),
    Grant("parties.person.revise", EDITOR, own_people),
    Grant("parties.person.revise", REVISING_THEMSELVES, oneself),
    Grant("parties.person.merge", OPERATOR, other_people_without_office),
    Grant("parties.person.merge", ADMIN, other_people),
    Grant("parties.person.undo_merge", OPERATOR, other_people_without_office),
    Grant("parties.person.undo_merge", ADMIN, other_people),
    Grant("parties.holding.grant", OPERATOR, organisation_role_of_somebody_else),
    Grant("parties.holding.grant", ADMIN, for_somebody_else),
    Grant("parties.holding.end", OPERATOR, organisation_role_of_somebody_else),
    Grant("parties.holding.end", ADMIN, for_somebody_else),
    Grant("parties.user.open", ADMIN, anywhere),
    Grant("parties.token.issue", REVISING_THEMSELVES, own_holding),
    Grant("parties.token.revoke", REVISING_THEMSELVES, own_token),
    Grant("parties.token.revoke", OPERATOR, same_zone),
    Grant("parties.token.revoke", ADMIN, anywhere),
)
