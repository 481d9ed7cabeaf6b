"""The register of organisations read on from a key."""

from qiao.core.access import Actor
from qiao.parties.models import Organisation


def organisations_beyond(actor: Actor, beyond: int, limit: int) -> list[Organisation]:
    """The organisations of the actor's register above a key. One query."""
    return list(Organisation.objects.visible_to(actor).filter(pk__gt=beyond).order_by("pk")[:limit])
