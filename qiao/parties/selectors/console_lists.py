"""Lists for the command line: zones and the holdings in force."""

from datetime import date

from django.db.models import QuerySet

from qiao.parties.models import Holding, Zone


def zones_for_console() -> QuerySet[Zone]:
    """Every zone of this data folder."""
    return Zone.objects.order_by("pk")


def holdings_in_zone(zone_code: str, role: str, on: date) -> QuerySet[Holding]:
    """The holdings in force that day, of one role or of all."""
    holdings = Holding.objects.in_force(on).filter(zone_code=zone_code).select_related("person", "organisation")
    return (holdings.filter(role=role) if role else holdings).order_by("role", "pk")
