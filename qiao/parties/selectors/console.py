"""Reads for the command line: which zone and which holding a command acts under."""

from datetime import date

from qiao.core.access import Role
from qiao.core.outcomes import Missing
from qiao.parties.models import Holding, Organisation, Zone


def zone_for_console(code: str) -> Zone | None:
    """The zone with this code; without a code the oldest one."""
    zones = Zone.objects.order_by("pk")
    return zones.filter(code=code).first() if code else zones.first()


def holding_in_zone(zone_code: str, role: Role, on: date) -> Holding | None:
    """The longest-standing holding of the role in force that day (in Shanghai)."""
    holdings = Holding.objects.in_force(on).filter(zone_code=zone_code, role=role)
    return holdings.select_related("person__user", "organisation").order_by("starts_on", "pk").first()


def organisation_by_name(zone_code: str, name: str) -> int:
    """The key of the organisation with this name. Raises Missing when the zone has none."""
    found = Organisation.objects.filter(zone_code=zone_code, name=name, merged_into=None).values_list("pk", flat=True)
    if not found:
        raise Missing("no_such_object", object_type="parties.organisation", object_id=name)
    return found[0]


def office_of(zone: Zone) -> Organisation | None:
    """The organisation of the register that is the zone's office, found by its name."""
    offices = Organisation.objects.live().filter(zone_code=zone.code, name=zone.office)
    return offices.order_by("pk").first()
