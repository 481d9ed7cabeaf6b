"""Founding a zone, and its first administrator: the acts that happen before anybody could hold a right."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from qiao.core.access import Actor, Role
from qiao.core.calendar import CHINA
from qiao.core.outcomes import Invalid, Problem, Refused
from qiao.foundation.acting import create, record
from qiao.parties.models import Holding, Organisation, Person, Zone
from qiao.parties.selectors.console import holding_in_zone, office_of, zone_for_console

ACTION = "parties.zone.found"
FOUNDER = Actor(Role.SYSTEM, "founding")


@dataclass(frozen=True)
class ZoneHead:
    """What a new zone is called, and the people its office begins with: one compiles, another approves.

    ``administrator`` may stay empty; `appoint_first_admin` names one later.
    """

    code: str
    name: str
    issuer: str
    office: str
    operator: str
    approver: str
    region: str = ""
    contact: str = ""
    is_example: bool = False
    administrator: str = ""


@transaction.atomic
def found_zone(head: ZoneHead, now: datetime) -> Zone:
    """Create the zone, its office, an operator and an approver; everything is recorded.

    Raises Invalid when the code is taken or a name is missing.
    """
    problems = [
        Problem(name, "required") for name in ("code", "name", "issuer", "office", "operator", "approver")
        if not str(getattr(head, name)).strip()
    ]  # fmt: skip
    if head.code.strip() and zone_for_console(head.code) is not None:
        problems.append(Problem("code", "zone_code_taken", head.code))
    if problems:
        raise Invalid(*problems)
    zone = Zone(
        code=head.code,
        name=head.name,
        issuer=head.issuer,
        office=head.office,
        region=head.region,
        contact=head.contact,
        is_example=head.is_example,
        created_at=now,
    )
    zone.save(force_insert=True)
    record(FOUNDER, ACTION, zone, {}, now)
    office = Organisation(zone_code=zone.code, name=head.office, kind="government", region=head.region, created_at=now)
    record(FOUNDER, ACTION, office, create(office), now)
    _official(head.operator, Role.ZONE_OPERATOR, office, now, zone.code)
    _official(head.approver, Role.DEPARTMENT, office, now, zone.code)
    if head.administrator.strip():
        _official(head.administrator, Role.PLATFORM_ADMIN, office, now, zone.code)
    return zone


@transaction.atomic
def appoint_first_admin(zone: Zone, name: str, now: datetime) -> Holding:
    """Make a new person of the zone office the administrator of a zone that has none; everything is recorded.

    Raises Invalid without a name, Refused("administrator_exists") when somebody holds the role in the zone today.
    """
    if not name.strip():
        raise Invalid(Problem("name", "required"))
    if holding_in_zone(zone.code, Role.PLATFORM_ADMIN, now.astimezone(CHINA).date()) is not None:
        raise Refused("administrator_exists", zone=zone.code)
    return _official(name, Role.PLATFORM_ADMIN, office_of(zone), now, zone.code)


def _official(name: str, role: Role, office: Organisation | None, now: datetime, zone_code: str) -> Holding:
    person = Person(zone_code=zone_code, name=name, organisation=office, created_at=now)
    record(FOUNDER, ACTION, person, create(person), now)
    holding = Holding(
        zone_code=zone_code,
        person=person,
        role=role,
        organisation=office,
        starts_on=now.astimezone(CHINA).date(),
        created_at=now,
    )
    record(FOUNDER, ACTION, holding, create(holding), now)
    return holding
