"""Whether what somebody names is there: organisations and people of a zone, codes and accounts in use."""

from qiao.parties.models import Organisation, Person, User


def organisation_of_zone(organisation_id: int, zone_code: str) -> Organisation | None:
    """The organisation, unless it belongs to another zone or was merged away."""
    return Organisation.objects.live().filter(pk=organisation_id, zone_code=zone_code).first()


def owner_of_credit_code(zone_code: str, credit_code: str, besides: int = 0) -> Organisation | None:
    """Which other organisation of the zone has the code; None for an empty one."""
    if not credit_code:
        return None
    owners = Organisation.objects.live().filter(zone_code=zone_code, credit_code=credit_code)
    return owners.exclude(pk=besides).first()


def owner_of_identity(zone_code: str, id_hash: str, besides: int = 0) -> Person | None:
    """Which other person of the zone has the identity number; None for an unknown one."""
    if not id_hash:
        return None
    return Person.objects.live().filter(zone_code=zone_code, id_hash=id_hash).exclude(pk=besides).first()


def has_account(person_id: int) -> bool:
    """Whether the person has an account."""
    return User.objects.filter(person=person_id).exists()


def username_taken(username: str) -> bool:
    """Whether an account has this name, whatever the letter case."""
    return User.objects.filter(username__iexact=username).exists()
