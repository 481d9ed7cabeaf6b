"""Reads of the roles that people hold."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from qiao.parties.contents import HoldingDetails
from qiao.parties.models import Holding


def holdings_in_force(person_id: int, on: date) -> QuerySet[Holding]:
    """The holdings of a person that day, the oldest first, with everything an actor is made of."""
    holdings = Holding.objects.in_force(on).filter(person=person_id)
    return holdings.select_related("person__user", "organisation").order_by("starts_on", "pk")


def overlapping_holdings(details: HoldingDetails) -> QuerySet[Holding]:
    """Holdings of the same person, role and organisation that share a day with the one to be granted."""
    same = Holding.objects.filter(
        person=details.person_id, role=details.role, organisation=details.organisation_id
    ).filter(Q(ends_on=None) | Q(ends_on__gte=details.starts_on))
    return same if details.ends_on is None else same.filter(starts_on__lte=details.ends_on)


def roles_not_ended(person_ids: Iterable[int], on: date) -> frozenset[str]:
    """Every role that one of these people holds that day or will hold."""
    holdings = Holding.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), person__in=list(person_ids))
    return frozenset(holdings.values_list("role", flat=True))
