"""Rights over accounts: who invites people to open one, and who closes and reopens it.

| what | zone operator (own zone) | organisation editor | platform administrator |
|---|---|---|---|
| inviting, taking an invitation back | people with no roles but those he grants | its other editors | everybody |
| closing and reopening an account | people with at most such roles | | everybody else |

Everybody changes the e-mail address of his own account, in whatever role.

Accepting an invitation takes the secret of its link and no role at all.
An account gives no right; holdings do. But whoever invites sees the link and could open the account in the invited
person's place. Therefore the operator invites only people to whom he could give every role they have, and an editor
only people who speak for the same organisation as he does: technology managers and experts see matters of others.
"""

from dataclasses import dataclass

from qiao.core.access import HUMAN_ROLES, Actor, Grant, Role, anywhere, same_zone
from qiao.parties.access import ADMIN, EDITOR, OPERATOR, ORGANISATION_ROLES, for_somebody_else


@dataclass(frozen=True)
class AccountFacts:
    """A person, every role that has not ended, and the organisations for which these roles speak."""

    zone_code: str
    person_id: int
    roles: frozenset[str] = frozenset()
    organisation_ids: frozenset[int | None] = frozenset()
    merged: bool = False


def of_people_without_office(actor: Actor, facts: AccountFacts) -> bool:
    """Another person of the actor's zone whose roles the actor could grant."""
    return facts.roles <= set(ORGANISATION_ROLES) and same_zone(actor, facts) and _somebody_else(actor, facts)


def of_professionals(actor: Actor, facts: AccountFacts) -> bool:
    """The same, and the person has a role: without one an account is of no use."""
    return bool(facts.roles) and of_people_without_office(actor, facts)


def of_fellow_editors(actor: Actor, facts: AccountFacts) -> bool:
    """Another person who does nothing but speak for the actor's organisation."""
    same = facts.organisation_ids == {actor.organisation_id} and actor.organisation_id is not None
    return facts.roles == {Role.ORGANISATION_EDITOR} and same and of_professionals(actor, facts)


def own_account(actor: Actor, facts: AccountFacts) -> bool:
    """The account is the actor's own."""
    return actor.person_id is not None and actor.person_id == facts.person_id


def _somebody_else(actor: Actor, facts: AccountFacts) -> bool:
    return actor.person_id is not None and actor.person_id != facts.person_id


VISITORS = (Role.PUBLIC,)
ACCOUNT_GRANTS: tuple[Grant, ...] = (
    Grant("parties.person.invite", OPERATOR, of_professionals),
    Grant("parties.person.invite", EDITOR, of_fellow_editors),
    Grant("parties.person.invite", ADMIN, anywhere),
    Grant("parties.invitation.revoke", OPERATOR, of_people_without_office),
    Grant("parties.invitation.revoke", EDITOR, of_fellow_editors),
    Grant("parties.invitation.revoke", ADMIN, anywhere),
    Grant("parties.invitation.accept", VISITORS, anywhere),
    Grant("parties.user.close", OPERATOR, of_people_without_office),
    Grant("parties.user.close", ADMIN, for_somebody_else),
    Grant("parties.user.reopen", OPERATOR, of_people_without_office),
    Grant("parties.user.reopen", ADMIN, for_somebody_else),
    Grant("parties.user.change_email", HUMAN_ROLES, own_account),
)
