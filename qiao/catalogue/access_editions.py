"""Who compiles, approves, issues and withdraws list editions, and who reads them before the issue.

The operator of the zone carries an edition from its compilation to its issue. Approval belongs to the department or
to another operator, never to the person who compiled it, in whatever role that person acts. Department and operator
may both send an edition back. Issued editions are public; earlier ones are seen by the zone's operator, department
and supervisor, and by auditors.
"""

from qiao.catalogue.lifecycles.edition import EDITION, PUBLIC_STATES, EditionFacts
from qiao.core.access import Actor, Grant, Role, same_zone

COMPILE = f"{EDITION.key}.compile"
DRAFT_READERS = (Role.ZONE_OPERATOR, Role.DEPARTMENT, Role.SUPERVISOR)
"""Roles that see editions of their zone before the issue; the auditor sees those of every zone."""


def person_in_zone(actor: Actor, facts: EditionFacts) -> bool:
    """A named person of the zone: without a name nobody could be told from the approver."""
    return actor.person_id is not None and same_zone(actor, facts)


def another_person_in_zone(actor: Actor, facts: EditionFacts) -> bool:
    """A named person of the zone who did not compile the edition (four eyes)."""
    return person_in_zone(actor, facts) and facts.compiled_by_person not in (None, actor.person_id)


def sees_edition(actor: Actor, zone_code: str, state: str) -> bool:
    """Whether an edition of this zone in this state exists for the actor."""
    if actor.role is Role.AUDITOR or state in PUBLIC_STATES:
        return True
    return actor.role in DRAFT_READERS and bool(actor.zone_code) and actor.zone_code == zone_code


EDITION_GRANTS: tuple[Grant, ...] = (
    Grant(COMPILE, (Role.ZONE_OPERATOR,), person_in_zone),
    Grant(EDITION.action("recompile"), (Role.ZONE_OPERATOR,), person_in_zone),
    Grant(EDITION.action("submit"), (Role.ZONE_OPERATOR,), same_zone),
    Grant(EDITION.action("return"), (Role.ZONE_OPERATOR, Role.DEPARTMENT), same_zone),
    Grant(EDITION.action("approve"), (Role.ZONE_OPERATOR, Role.DEPARTMENT), another_person_in_zone),
    Grant(EDITION.action("issue"), (Role.ZONE_OPERATOR,), same_zone),
    Grant(EDITION.action("withdraw"), (Role.ZONE_OPERATOR,), same_zone),
    Grant(EDITION.action("discard"), (Role.ZONE_OPERATOR,), same_zone),
)
