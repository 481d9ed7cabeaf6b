"""Whom news concerns: holdings in force on a day, in the order in which they began."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from qiao.core.access import Role
from qiao.core.notice_times import Way
from qiao.parties.models import Holding, NoticeSetting
from qiao.parties.notice_kinds import EDITIONS


def holdings_on(on: date) -> QuerySet[Holding]:
    """Every holding in force that day of somebody who was not merged away."""
    found = Holding.objects.in_force(on).filter(person__merged_into=None)
    return found.select_related("person__user", "organisation").order_by("starts_on", "pk")


def editors_of(organisations: Iterable[int | None], on: date) -> QuerySet[Holding]:
    """Those who speak for one of these organisations."""
    keys = [key for key in organisations if key is not None]
    return holdings_on(on).filter(role=Role.ORGANISATION_EDITOR, organisation__in=keys)


def in_zone(zone_code: str, roles: Iterable[Role], on: date) -> QuerySet[Holding]:
    """Those who hold one of the roles in the zone."""
    return holdings_on(on).filter(zone_code=zone_code, role__in=list(roles))


def operators_of(record: Any, on: date) -> QuerySet[Holding]:
    """The operators of a record's zone."""
    return in_zone(record.zone_code, (Role.ZONE_OPERATOR,), on)


def owners_of(record: Any, on: date) -> QuerySet[Holding]:
    """The editors of the record's organisation and whoever drafted it."""
    own = Q(role=Role.ORGANISATION_EDITOR, organisation=record.organisation_id, organisation__isnull=False)
    return holdings_on(on).filter(own | Q(pk=record.created_by_holding))


def manager_of(record: Any, on: date) -> QuerySet[Holding]:
    """The technology manager in charge."""
    return in_zone(record.zone_code, (Role.TECHNOLOGY_MANAGER,), on).filter(person=record.manager_person)


def keepers_of(record: Any, on: date) -> QuerySet[Holding]:
    """The owners and the manager in charge."""
    return owners_of(record, on) | manager_of(record, on)


def subscribers_of_editions(zone_code: str, on: date) -> QuerySet[Holding]:
    """Those in the zone who asked to hear of its editions."""
    asked = NoticeSetting.objects.filter(kind=EDITIONS).exclude(way=Way.OFF).values("person")
    return holdings_on(on).filter(zone_code=zone_code, person__in=asked)
