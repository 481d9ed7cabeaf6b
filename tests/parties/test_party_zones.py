"""Founding and renaming zones."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from qiao.core.access import Role
from qiao.core.outcomes import Denied, Invalid, Missing, Refused
from qiao.foundation.models import AuditRow, OutboxEvent
from qiao.parties.actions.rename_zone import rename_zone
from qiao.parties.contents import ZoneNames
from qiao.parties.founding import appoint_first_admin, found_zone
from qiao.parties.models import Holding, Organisation, Person, Zone
from tests.parties.cast import Cast, assert_every_record_is_recorded, head

pytestmark = pytest.mark.django_db


def test_a_founded_zone_has_an_office_and_people_to_begin_with(now: datetime) -> None:
    zone = found_zone(head("JH"), now)
    office = Organisation.objects.get(zone_code="JH")
    assert office.name == zone.office
    held = Holding.objects.filter(zone_code="JH").order_by("pk").values_list("person__name", "role")
    assert list(held) == [
        ("JH操作员", Role.ZONE_OPERATOR),
        ("JH签发人", Role.DEPARTMENT),
        ("管理员", Role.PLATFORM_ADMIN),
    ]
    assert AuditRow.objects.filter(action="parties.zone.found").count() == 1 + 1 + 3 * 2
    assert_every_record_is_recorded()


def test_roles_begin_on_the_day_in_shanghai() -> None:
    # 20:00 on 31 May in UTC is 04:00 on 1 June in Shanghai.
    found_zone(head("JH"), datetime(2026, 5, 31, 20, 0, tzinfo=UTC))
    assert set(Holding.objects.values_list("starts_on", flat=True)) == {date(2026, 6, 1)}


def test_a_code_is_given_once_and_a_missing_name_is_named(now: datetime) -> None:
    found_zone(head("JH"), now)
    with pytest.raises(Invalid) as invalid:
        found_zone(replace(head("JH"), issuer=" "), now)
    assert [(p.field, p.rule) for p in invalid.value.problems] == [("issuer", "required"), ("code", "zone_code_taken")]
    assert Zone.objects.count() == 1


def test_the_first_administrator_is_appointed_once(now: datetime) -> None:
    zone = found_zone(head("JH", administrator=""), now)
    assert not Holding.objects.filter(role=Role.PLATFORM_ADMIN).exists()
    holding = appoint_first_admin(zone, "管理员", now)
    assert holding.person.organisation == Organisation.objects.get(zone_code="JH")
    with pytest.raises(Refused) as refused:
        appoint_first_admin(zone, "另一人", now)
    assert refused.value.code == "administrator_exists"
    with pytest.raises(Invalid):
        appoint_first_admin(zone, " ", now)
    assert Person.objects.filter(name="另一人").count() == 0
    assert_every_record_is_recorded()


def test_the_operator_renames_the_zone(cast: Cast, now: datetime) -> None:
    names = ZoneNames(name="江海国家技术转移示范区", issuer="江海转办")
    zone = rename_zone(actor=cast.operator, zone_id=cast.zone.pk, names=names, now=now)
    zone.refresh_from_db()
    assert (zone.name, zone.issuer, zone.office) == ("江海国家技术转移示范区", "江海转办", cast.zone.office)
    row = AuditRow.objects.get(action="parties.zone.rename")
    assert row.before == {"name": "JH示范区", "issuer": "示范区办"}
    assert OutboxEvent.objects.filter(name="parties.ZoneRenamed").count() == 1


def test_the_same_names_are_no_change(cast: Cast, now: datetime) -> None:
    rename_zone(actor=cast.operator, zone_id=cast.zone.pk, names=ZoneNames(name=cast.zone.name), now=now)
    assert not AuditRow.objects.filter(action="parties.zone.rename").exists()


@pytest.mark.parametrize("who", ["approver", "admin", "outsider", "owner"])
def test_nobody_else_renames_it(cast: Cast, now: datetime, who: str) -> None:
    with pytest.raises(Denied):
        rename_zone(actor=cast.everybody()[who], zone_id=cast.zone.pk, names=ZoneNames(name="别名"), now=now)
    assert Zone.objects.get(pk=cast.zone.pk).name == cast.zone.name


def test_names_that_cannot_stand_in_a_document_are_refused(cast: Cast, now: datetime) -> None:
    names = ZoneNames(name="", issuer="JH", office="处" * 201, region="99")
    with pytest.raises(Invalid) as invalid:
        rename_zone(actor=cast.operator, zone_id=cast.zone.pk, names=names, now=now)
    assert [(p.field, p.rule) for p in invalid.value.problems] == [
        ("name", "required"),
        ("office", "too_long"),
        ("issuer", "issuer_pattern"),
        ("region", "region_code_pattern"),
    ]


def test_an_unknown_zone_is_missing(cast: Cast, now: datetime) -> None:
    with pytest.raises(Missing):
        rename_zone(actor=cast.operator, zone_id=10**9, names=ZoneNames(), now=now)
