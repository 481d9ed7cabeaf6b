"""The people of the stories: the owner and the colleague of one firm, a stranger of another, the zone's officials."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from qiao.core.access import Actor, Role
from qiao.core.calendar import CHINA
from qiao.foundation.record_verification import verify_records
from qiao.parties.acting_as import actor_of
from qiao.parties.actions.grant_holding import grant_holding
from qiao.parties.actions.register_organisation import register_organisation
from qiao.parties.actions.register_person import register_person
from qiao.parties.contents import HoldingDetails, OrganisationDetails, PersonDetails
from qiao.parties.founding import ZoneHead, found_zone
from qiao.parties.models import Holding, Organisation, Person, Zone
from qiao.parties.selectors.console import holding_in_zone

# Worked examples of GB 32100-2015: the first two of the domain text, the others computed by its rule.
CODE = "91110000600037341L"
OTHER_CODE = "9144030071526726XG"
# Example of GB 11643-1999 in the domain text, and another with a check character computed by its rule.
RESIDENT_ID = "11010519491231002X"
OTHER_RESIDENT_ID = "440524188001010014"


def day_of(now: datetime) -> date:
    return now.astimezone(CHINA).date()


def head(code: str, administrator: str = "管理员") -> ZoneHead:
    return ZoneHead(
        code=code,
        name=f"{code}示范区",
        issuer="示范区办",
        office=f"{code}示范区办公室",
        operator=f"{code}操作员",
        approver=f"{code}签发人",
        administrator=administrator,
    )


def actor_in(zone_code: str, role: Role, now: datetime) -> Actor:
    holding = holding_in_zone(zone_code, role, day_of(now))
    assert holding is not None
    return actor_of(holding, day_of(now))


@dataclass(frozen=True)
class Cast:
    """A zone with everybody in it, and the operator of another."""

    zone: Zone
    operator: Actor
    approver: Actor
    admin: Actor
    outsider: Actor
    firm: Organisation
    rival: Organisation
    owner: Actor
    colleague: Actor
    stranger: Actor

    def everybody(self) -> dict[str, Actor]:
        names = ("operator", "approver", "admin", "outsider", "owner", "colleague", "stranger")
        return {name: getattr(self, name) for name in names}

    def organisation(self, name: str, now: datetime, **details: object) -> Organisation:
        given = OrganisationDetails(name=name, **{"kind": "enterprise", **details})  # type: ignore[arg-type]
        return register_organisation(actor=self.operator, zone_code="JH", details=given, now=now)

    def person(self, name: str, now: datetime, **details: object) -> Person:
        given = PersonDetails(name=name, **details)  # type: ignore[arg-type]
        return register_person(actor=self.operator, zone_code="JH", details=given, now=now)

    def holding(self, person: Person, role: str, now: datetime, organisation: Organisation | None = None) -> Holding:
        details = HoldingDetails(
            person_id=person.pk,
            role=role,
            starts_on=day_of(now),
            organisation_id=organisation.pk if organisation else None,
        )
        return grant_holding(actor=self.admin, details=details, now=now)


def gathered(now: datetime) -> Cast:
    zone = found_zone(head("JH"), now - timedelta(days=30))
    found_zone(head("NB"), now - timedelta(days=30))
    operator, approver = actor_in("JH", Role.ZONE_OPERATOR, now), actor_in("JH", Role.DEPARTMENT, now)
    admin, outsider = actor_in("JH", Role.PLATFORM_ADMIN, now), actor_in("NB", Role.ZONE_OPERATOR, now)
    firm = _firm("云桥精密机械有限公司", operator, now)
    rival = _firm("江海新材料股份有限公司", operator, now)
    owner, colleague = _editor("汤所有", firm, operator, now), _editor("邬同事", firm, operator, now)
    stranger = _editor("鲁外人", rival, operator, now)
    return Cast(zone, operator, approver, admin, outsider, firm, rival, owner, colleague, stranger)


def _firm(name: str, operator: Actor, now: datetime) -> Organisation:
    details = OrganisationDetails(name=name, kind="enterprise", region="320000")
    return register_organisation(actor=operator, zone_code="JH", details=details, now=now)


def _editor(name: str, firm: Organisation, operator: Actor, now: datetime) -> Actor:
    details = PersonDetails(name=name, organisation_id=firm.pk, email=f"{firm.pk}.{name}@example.org")
    person = register_person(actor=operator, zone_code="JH", details=details, now=now)
    holding = HoldingDetails(
        person_id=person.pk, role=Role.ORGANISATION_EDITOR, starts_on=day_of(now), organisation_id=firm.pk
    )
    granted = grant_holding(actor=operator, details=holding, now=now)
    return actor_of(granted, day_of(now))


def assert_every_record_is_recorded() -> None:
    assert [(f.kind, f.label, f.number) for f in verify_records()] == []
