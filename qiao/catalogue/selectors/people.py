"""Parties that catalogue use cases name: organisations to draft for or disclose to, managers to put in charge."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from qiao.catalogue.contents import Draft, DraftFacts
from qiao.core.access import Actor, Role
from qiao.core.outcomes import Missing
from qiao.parties.models import Holding, Organisation


def draft_facts(draft: Draft, actor: Actor) -> DraftFacts:
    """For which zone and organisation a record would be drafted. Raises Missing when the organisation is unknown."""
    if draft.organisation_id is None:
        return DraftFacts(zone_code=actor.zone_code, organisation_id=None)
    organisation = Organisation.objects.filter(pk=draft.organisation_id, merged_into=None).first()
    if organisation is None:
        raise Missing("no_such_object", object_type="parties.organisation", object_id=draft.organisation_id)
    return DraftFacts(zone_code=organisation.zone_code, organisation_id=organisation.pk)


def unknown_organisations(keys: Iterable[int]) -> tuple[int, ...]:
    """Those of the keys that belong to no organisation, or to one that was merged away."""
    wanted = set(keys)
    known = Organisation.objects.filter(pk__in=wanted, merged_into=None).values_list("pk", flat=True)
    return tuple(sorted(wanted - set(known)))


def is_technology_manager(person_id: int, zone_code: str, on: date) -> bool:
    """Whether the person holds the role of technology manager in the zone on that day."""
    holdings = Holding.objects.filter(person_id=person_id, zone_code=zone_code, role=Role.TECHNOLOGY_MANAGER)
    return holdings.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on).exists()
