"""Scenarios of zones, organisations, people, roles and accounts."""

from collections.abc import Callable
from datetime import date
from typing import Any

from qiao.core.access import HUMAN_ROLES, Role
from qiao.parties.contents import HoldingDetails, OrganisationDetails, PersonDetails, ZoneNames
from qiao.parties.models import Merge, MergeKind, Organisation, Person
from tests.factories.world import ELSEWHERE, ZONE, World, holding, organisation, person
from tests.matrix.registry import (
    ADMIN,
    EDITOR,
    NOBODY,
    OPERATOR,
    Prepare,
    Prepared,
    Scenario,
    run,
    table_of,
)

REASON = "登记重复"
# The worked example of GB 11643-1999.
RESIDENT_ID = "11010519491231002X"
OPERATOR_ALONE, ADMIN_ALONE = frozenset({OPERATOR}), frozenset({ADMIN})
OPERATOR_AND_EDITOR = frozenset({OPERATOR, EDITOR})
PLACES: dict[str, type[Organisation] | type[Person]] = {"organisation": Organisation, "person": Person}


def renaming_zone(world: World, state: str) -> Prepared:
    """Another address."""
    action = "parties.zone.rename"
    return Prepared(run(action, zone_id=world.zone.pk, names=ZoneNames(contact="江海路1号"), now=world.now), world.zone)


def registering_organisation(world: World, state: str) -> Prepared:
    """A firm without a credit code."""
    action = "parties.organisation.register"
    details = OrganisationDetails(name="江海新材料有限公司（示例）", kind="enterprise")
    return Prepared(
        run(action, zone_code=ZONE, details=details, now=world.now),
        lines=lambda actor: [(action, "parties.organisation")],
    )


def revising_organisation(world: World, state: str) -> Prepared:
    """The owner says more about itself."""
    details = OrganisationDetails(name=world.owner.name, kind=world.owner.kind, profile="精密铸造")
    action = "parties.organisation.revise"
    return Prepared(run(action, organisation_id=world.owner.pk, details=details, now=world.now), world.owner)


def _two(world: World, kind: str, zone_code: str = ZONE) -> tuple[Any, Any]:
    make = organisation if kind == "organisation" else person
    return make("甲", world.now), make("甲（重复）", world.now, zone_code=zone_code)


def merging(kind: str, zone_code: str = ZONE) -> Prepare:
    """Two records to which nothing points; the duplicate, perhaps of another zone, is marked."""

    def prepare(world: World, state: str) -> Prepared:
        return _merge(world, kind, *_two(world, kind, zone_code))

    return prepare


def merging_an_official(world: World, state: str) -> Prepared:
    """Roles move with a merge, and an operator gives nobody the role of an official."""
    kept, dropped = _two(world, "person")
    holding(dropped, Role.SUPERVISOR)
    return _merge(world, "person", kept, dropped, "parties.holding")


def merging_oneself(role: Role) -> Prepare:
    """The duplicate is the actor itself."""

    def prepare(world: World, state: str) -> Prepared:
        kept = person("甲", world.now)
        own = the(role)(world)
        return _merge(world, "person", kept, own, "parties.holding", people=_apart_from(world, own))

    return prepare


def _merge(
    world: World, kind: str, kept: Any, dropped: Any, *moved: str, people: dict[str, Any] | None = None
) -> Prepared:
    action = f"parties.{kind}.merge"
    # The kept organisation is written too: it has the duplicate's name among its former ones.
    named = (table_of(kept),) if kind == "organisation" else ()
    tables = (table_of(dropped), *named, *moved, "parties.merge")
    return Prepared(
        run(action, kept_id=kept.pk, dropped_id=dropped.pk, reason=REASON, now=world.now),
        dropped,
        lines=lambda actor: [(action, table) for table in tables],
        **(people or admins_everywhere_for(kind, world)),
    )


def undoing(kind: str, role: Role | None = None) -> Prepare:
    """A merge that moved nothing; the duplicate perhaps of somebody in a role."""
    action = f"parties.{kind}.undo_merge"

    def prepare(world: World, state: str) -> Prepared:
        kept, dropped = _two(world, kind)
        if role is not None:
            holding(dropped, role)
        PLACES[kind]._default_manager.filter(pk=dropped.pk).update(merged_into=kept)
        merge = Merge.objects.create(
            zone_code=ZONE,
            created_at=world.now,
            kind=MergeKind(kind),
            kept_id=kept.pk,
            dropped_id=dropped.pk,
            reason=REASON,
        )
        return Prepared(
            run(action, merge_id=merge.pk, reason="并非重复", now=world.now),
            merge,
            lines=lambda actor: [(action, table_of(dropped)), (action, "parties.merge")],
            **admins_everywhere_for(kind, world),
        )

    return prepare


def registering_person(resident_id: str = "") -> Prepare:
    """Somebody of the owner; an identity number is for the operator alone."""
    action = "parties.person.register"

    def prepare(world: World, state: str) -> Prepared:
        details = PersonDetails(name="钱工", organisation_id=world.owner.pk, resident_id=resident_id)
        return Prepared(
            run(action, zone_code=ZONE, details=details, now=world.now),
            lines=lambda actor: [(action, "parties.person")],
        )

    return prepare


def revising_person(*, moved: bool) -> Prepare:
    """Somebody of the owner gets another title, or another organisation."""

    def prepare(world: World, state: str) -> Prepared:
        who = person("钱工", world.now, world.owner)
        party = world.partner if moved else world.owner
        return _revision(world, who, PersonDetails(name=who.name, organisation_id=party.pk, title="高级工程师"))

    return prepare


def _revision(world: World, who: Person, details: PersonDetails, **people: Any) -> Prepared:
    return Prepared(run("parties.person.revise", person_id=who.pk, details=details, now=world.now), who, **people)


def revising_oneself(role: Role) -> Scenario:
    """The person is the actor. Supervisors and auditors do not change even their own entry."""

    def prepare(world: World, state: str) -> Prepared:
        who = the(role)(world)
        details = PersonDetails(name=who.name, organisation_id=who.organisation_id, title="处长")
        colleague = (world.somebody(role, zone_code=ELSEWHERE),)
        return _revision(world, who, details, outsiders={role: (*world.outside[role], *colleague)})

    reading = role in (Role.SUPERVISOR, Role.AUDITOR)
    allowed = OPERATOR_ALONE if reading else frozenset({OPERATOR, role})
    return Scenario("parties.person.revise", prepare, f"oneself as {role}", allowed)


def admins_everywhere(world: World) -> dict[str, Any]:
    """Administrators serve the whole platform."""
    return {"insiders": {ADMIN: (world.inside[ADMIN], *world.outside[ADMIN])}, "outsiders": {ADMIN: ()}}


def admins_everywhere_for(kind: str, world: World) -> dict[str, Any]:
    """People are merged by administrators too, organisations by the zone alone."""
    return admins_everywhere(world) if kind == "person" else {}


def granting(role: Role, to: Callable[[World], Person | None]) -> Prepare:
    """A role from the beginning of July on; to nobody in particular when ``to`` finds nobody."""
    action = "parties.holding.grant"

    def prepare(world: World, state: str) -> Prepared:
        who = to(world) or person("孙工", world.now, world.owner)
        details = HoldingDetails(
            person_id=who.pk, role=role, starts_on=date(2026, 7, 1), organisation_id=world.owner.pk
        )
        return Prepared(
            run(action, details=details, now=world.now),
            lines=lambda actor: [(action, "parties.holding")],
            **_apart_from(world, who),
        )

    return prepare


def ending(role: Role, of: Callable[[World], Person | None]) -> Prepare:
    """A role held since 2020."""
    action = "parties.holding.end"

    def prepare(world: World, state: str) -> Prepared:
        who = of(world) or person("孙工", world.now, world.owner)
        row = holding(who, role, world.owner)
        return Prepared(run(action, holding_id=row.pk, now=world.now, reason="离任"), row, **_apart_from(world, who))

    return prepare


def _apart_from(world: World, who: Person) -> dict[str, Any]:
    """The administrator inside, when the role is not its own; the one of the other zone is somebody else anyhow."""
    return {"outsiders": {ADMIN: ()}} if who.pk == world.inside[ADMIN].person_id else admins_everywhere(world)


def anybody(world: World) -> None:
    """No person in particular."""


def the(role: Role) -> Callable[[World], Person]:
    """The person inside who acts in this role."""
    return lambda world: Person.objects.get(pk=world.inside[role].person_id or 0)


def holdings(action: str, make: Callable[[Role, Callable[[World], Person | None]], Prepare]) -> tuple[Scenario, ...]:
    """Roles of professionals, roles of officials, and one's own."""
    return (
        Scenario(action, make(Role.EXPERT, anybody), "of a professional"),
        Scenario(action, make(Role.SUPERVISOR, anybody), "of an official", ADMIN_ALONE),
        Scenario(action, make(Role.TECHNOLOGY_MANAGER, the(OPERATOR)), "of the operator himself", ADMIN_ALONE),
        Scenario(action, make(Role.TECHNOLOGY_MANAGER, the(ADMIN)), "of the administrator himself", OPERATOR_ALONE),
    )


def opening_account(world: World, state: str) -> Prepared:
    """Somebody without an account; administrators serve the whole platform."""
    action = "parties.user.open"
    who = person("孙工", world.now, world.owner)
    return Prepared(
        run(action, person_id=who.pk, username="sungong", now=world.now),
        lines=lambda actor: [(action, "parties.user")],
        **admins_everywhere(world),
    )


SCENARIOS: tuple[Scenario, ...] = (
    Scenario("parties.zone.rename", renaming_zone),
    Scenario("parties.organisation.register", registering_organisation),
    Scenario("parties.organisation.revise", revising_organisation),
    *(Scenario(f"parties.{kind}.merge", merging(kind)) for kind in PLACES),
    Scenario("parties.organisation.merge", merging("organisation", ELSEWHERE), "across zones", NOBODY),
    Scenario("parties.person.merge", merging("person", ELSEWHERE), "across zones", NOBODY),
    Scenario("parties.person.merge", merging_an_official, "of an official", ADMIN_ALONE),
    Scenario("parties.person.merge", merging_oneself(OPERATOR), "of the operator himself", ADMIN_ALONE),
    Scenario("parties.person.merge", merging_oneself(ADMIN), "of the administrator himself", NOBODY),
    *(Scenario(f"parties.{kind}.undo_merge", undoing(kind)) for kind in PLACES),
    Scenario("parties.person.undo_merge", undoing("person", Role.SUPERVISOR), "of an official", ADMIN_ALONE),
    Scenario("parties.person.register", registering_person()),
    Scenario("parties.person.register", registering_person(RESIDENT_ID), "with identity number", OPERATOR_ALONE),
    Scenario("parties.person.revise", revising_person(moved=False), "of an organisation", OPERATOR_AND_EDITOR),
    Scenario("parties.person.revise", revising_person(moved=True), "to another organisation", OPERATOR_ALONE),
    *(revising_oneself(role) for role in HUMAN_ROLES),
    *holdings("parties.holding.grant", granting),
    *holdings("parties.holding.end", ending),
    Scenario("parties.user.open", opening_account),
)
