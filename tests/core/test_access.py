"""Rights: grants widen, predicates narrow, the system may do only what is due."""

from dataclasses import dataclass

import pytest

from qiao.core.access import Actor, Grant, Policy, Role, own_organisation, same_zone, system_actor
from qiao.core.outcomes import Denied


@dataclass(frozen=True)
class Facts:
    zone_code: str = "JH"
    organisation_id: int | None = 7


POLICY = Policy(
    [
        Grant("case.edit", (Role.ZONE_OPERATOR,), same_zone),
        Grant("case.edit", (Role.ORGANISATION_EDITOR,), own_organisation),
    ]
)


@pytest.mark.parametrize(
    ("actor", "allowed"),
    [
        (Actor(Role.ZONE_OPERATOR, "in the zone", zone_code="JH"), True),
        (Actor(Role.ZONE_OPERATOR, "of another zone", zone_code="NB"), False),
        (Actor(Role.ZONE_OPERATOR, "of no zone"), False),
        (Actor(Role.ORGANISATION_EDITOR, "owner", zone_code="JH", organisation_id=7), True),
        (Actor(Role.ORGANISATION_EDITOR, "stranger", zone_code="JH", organisation_id=8), False),
        (Actor(Role.ORGANISATION_EDITOR, "without organisation", zone_code="JH"), False),
        (Actor(Role.AUDITOR, "auditor", zone_code="JH"), False),
        (Actor(Role.PLATFORM_ADMIN, "admin", zone_code="JH", organisation_id=7), False),
    ],
)
def test_who_may_edit(actor: Actor, allowed: bool) -> None:
    assert POLICY.allows(actor, "case.edit", Facts()) is allowed
    if not allowed:
        with pytest.raises(Denied) as denied:
            POLICY.require(actor, "case.edit", Facts())
        assert denied.value.params == {"action": "case.edit", "role": str(actor.role)}


def test_nobody_owns_a_case_without_organisation() -> None:
    nobody = Actor(Role.ORGANISATION_EDITOR, "x", zone_code="JH", organisation_id=None)
    assert not POLICY.allows(nobody, "case.edit", Facts(organisation_id=None))


def test_the_system_may_do_the_verb_that_is_due_and_nothing_else() -> None:
    assert POLICY.allows(system_actor("case.expire"), "case.expire", Facts())
    assert not POLICY.allows(system_actor("case.expire"), "case.edit", Facts())
    assert not POLICY.allows(system_actor(""), "", Facts())
