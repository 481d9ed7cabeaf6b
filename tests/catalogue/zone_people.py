"""A small zone for the tests of the catalogue: two firms, a university, and people in every role."""

from dataclasses import dataclass
from datetime import date, datetime

from qiao.core.access import Actor, Role
from qiao.parties.models import Holding, Organisation, Person

ZONE = "jianghai"
ELSEWHERE = "beihai"


def organisation(name: str, now: datetime, kind: str = "enterprise", zone_code: str = ZONE) -> Organisation:
    """An organisation of a zone, without a credit code."""
    return Organisation.objects.create(name=name, kind=kind, zone_code=zone_code, created_at=now)


def holder(role: Role, name: str, now: datetime, party: Organisation | None = None, zone_code: str = ZONE) -> Actor:
    """A person who holds the role since the beginning of 2020, as an actor."""
    person = Person.objects.create(name=name, zone_code=zone_code, organisation=party, created_at=now)
    holding = Holding.objects.create(
        person=person, role=role, organisation=party, zone_code=zone_code, starts_on=date(2020, 1, 1), created_at=now
    )
    return Actor(
        role,
        name,
        zone_code=zone_code,
        person_id=person.pk,
        holding_id=holding.pk,
        organisation_id=party.pk if party else None,
        organisation_name=party.name if party else "",
    )


@dataclass(frozen=True)
class People:
    """Everybody of the story: owner and stranger organisations, and one actor in each role."""

    firm: Organisation
    rival: Organisation
    university: Organisation
    editor: Actor
    rival_editor: Actor
    university_editor: Actor
    operator: Actor
    far_operator: Actor
    manager: Actor
    other_manager: Actor
    expert: Actor
    department: Actor
    supervisor: Actor
    far_supervisor: Actor
    auditor: Actor
    admin: Actor

    @property
    def everybody(self) -> tuple[Actor, ...]:
        """All actors."""
        return tuple(value for value in vars(self).values() if isinstance(value, Actor))


def people(now: datetime) -> People:
    """Create the zone's people."""
    firm = organisation("江海精铸科技有限公司（示例）", now)
    rival = organisation("江海重工股份有限公司（示例）", now)
    university = organisation("江海理工大学（示例）", now, "university")
    return People(
        firm=firm,
        rival=rival,
        university=university,
        editor=holder(Role.ORGANISATION_EDITOR, "陈一", now, firm),
        rival_editor=holder(Role.ORGANISATION_EDITOR, "林二", now, rival),
        university_editor=holder(Role.ORGANISATION_EDITOR, "周三", now, university),
        operator=holder(Role.ZONE_OPERATOR, "吴四", now),
        far_operator=holder(Role.ZONE_OPERATOR, "郑五", now, zone_code=ELSEWHERE),
        manager=holder(Role.TECHNOLOGY_MANAGER, "王六", now),
        other_manager=holder(Role.TECHNOLOGY_MANAGER, "冯七", now),
        expert=holder(Role.EXPERT, "褚八", now, university),
        department=holder(Role.DEPARTMENT, "卫九", now),
        supervisor=holder(Role.SUPERVISOR, "蒋十", now),
        far_supervisor=holder(Role.SUPERVISOR, "沈一一", now, zone_code=ELSEWHERE),
        auditor=holder(Role.AUDITOR, "韩一二", now),
        admin=holder(Role.PLATFORM_ADMIN, "杨一三", now),
    )
