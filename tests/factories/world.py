"""Two zones, their organisations, and for each human role people inside and outside."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from qiao.core.access import HUMAN_ROLES, Actor, Role
from qiao.parties.models import Holding, Organisation, Person, Zone

ZONE = "JH"
ELSEWHERE = "NB"


@dataclass(frozen=True)
class World:
    """Where the scenarios play.

    ``inside`` has one person for each role who acts in the zone, the editor for ``owner``; ``outside`` has those of
    another zone and, as an editor, somebody of another organisation of the same zone.
    """

    now: datetime
    folder: Path
    zone: Zone
    owner: Organisation
    partner: Organisation
    broker: Organisation
    stranger: Organisation
    far: Organisation
    inside: Mapping[Role, Actor]
    outside: Mapping[Role, tuple[Actor, ...]]

    def somebody(self, role: Role, party: Organisation | None = None, zone_code: str = ZONE) -> Actor:
        """A new person who holds the role since the beginning of 2020."""
        name = f"{role} {party.name if party else zone_code}"
        return holder(role, name, self.now, party, zone_code)


def organisation(name: str, now: datetime, kind: str = "enterprise", zone_code: str = ZONE) -> Organisation:
    """An organisation without a credit code."""
    return Organisation.objects.create(name=name, kind=kind, zone_code=zone_code, created_at=now)


def person(name: str, now: datetime, party: Organisation | None = None, zone_code: str = ZONE) -> Person:
    """A person without any role."""
    return Person.objects.create(name=name, zone_code=zone_code, organisation=party, created_at=now)


def holding(who: Person, role: Role, party: Organisation | None = None) -> Holding:
    """A role held since the beginning of 2020."""
    return Holding.objects.create(
        person=who,
        role=role,
        organisation=party,
        zone_code=who.zone_code,
        starts_on=date(2020, 1, 1),
        created_at=who.created_at,
    )


def holder(role: Role, name: str, now: datetime, party: Organisation | None = None, zone_code: str = ZONE) -> Actor:
    """A new person in a role, as an actor."""
    who = person(name, now, party, zone_code)
    return Actor(
        role,
        name,
        zone_code=zone_code,
        person_id=who.pk,
        holding_id=holding(who, role, party).pk,
        organisation_id=party.pk if party else None,
        organisation_name=party.name if party else "",
    )


def build_world(now: datetime, folder: Path) -> World:
    """Write the zones and everybody in them."""
    zone = _zone(ZONE, "江海示范区（示例）", "江海转办", now)
    _zone(ELSEWHERE, "北港示范区（示例）", "北港转办", now)
    owner = organisation("江海精铸科技有限公司（示例）", now)
    stranger = organisation("旁观科技有限公司（示例）", now)
    far = organisation("北港重工有限公司（示例）", now, zone_code=ELSEWHERE)
    speaks_for = {Role.ORGANISATION_EDITOR: owner}
    inside = {role: holder(role, f"{role} 江海", now, speaks_for.get(role)) for role in HUMAN_ROLES}
    outside: dict[Role, tuple[Actor, ...]] = {
        role: (holder(role, f"{role} 北港", now, far, ELSEWHERE),) for role in HUMAN_ROLES
    }
    outside[Role.ORGANISATION_EDITOR] += (holder(Role.ORGANISATION_EDITOR, "editor 旁观", now, stranger),)
    return World(
        now=now,
        folder=folder,
        zone=zone,
        owner=owner,
        partner=organisation("江海理工大学（示例）", now, "university"),
        broker=organisation("江海技术转移有限公司（示例）", now, "transfer_organisation"),
        stranger=stranger,
        far=far,
        inside=inside,
        outside=outside,
    )


def _zone(code: str, name: str, issuer: str, now: datetime) -> Zone:
    return Zone.objects.create(code=code, name=name, issuer=issuer, office=f"{name}办公室", created_at=now)
