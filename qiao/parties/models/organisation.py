"""Organisations."""

from typing import Self

from django.db import models

from qiao.core.access import Actor
from qiao.foundation.models import Record
from qiao.parties.access import REGISTER_READERS, REGISTER_READERS_EVERYWHERE


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations by what people may see of them."""

    def live(self) -> Self:
        """Those that were not merged into another."""
        return self.filter(merged_into=None)

    def visible_to(self, actor: Actor) -> Self:
        """Those in the register of the actor; the twin of `qiao.parties.access.sees_organisation`."""
        return self.live().filter(in_register_of(actor) | own_row("pk", actor.organisation_id))


def in_register_of(actor: Actor) -> models.Q:
    """Rows of the zones whose register the actor reads."""
    if actor.role in REGISTER_READERS_EVERYWHERE:
        return models.Q(pk__isnull=False)
    if actor.role in REGISTER_READERS and actor.zone_code:
        return models.Q(zone_code=actor.zone_code)
    return models.Q(pk__in=())


def own_row(column: str, key: int | None) -> models.Q:
    """Rows that belong to the actor by this column."""
    return models.Q(pk__in=()) if key is None else models.Q(**{column: key})


class Organisation(Record):
    """A firm, university, institute, hospital, transfer organisation, bank, authority or park of a zone.

    ``credit_code`` is the unified social credit code (GB 32100-2015) or empty where the organisation has none.
    ``former_names`` are the names given up so far and those of the duplicates merged into it, the present one perhaps
    among them (`qiao.parties.former_names`): texts go on naming a unit as it was called when they were written.
    """

    name = models.CharField(max_length=200)
    former_names = models.JSONField(default=list, editable=False)
    credit_code = models.CharField(max_length=18, blank=True, default="")
    kind = models.CharField(max_length=32)
    region = models.CharField(max_length=6, blank=True, default="")
    industry = models.CharField(max_length=4, blank=True, default="")
    field = models.CharField(max_length=1, blank=True, default="")
    size = models.CharField(max_length=16, blank=True, default="")
    qualifications = models.JSONField(default=list)
    profile = models.TextField(blank=True, default="")
    contact = models.CharField(max_length=200, blank=True, default="")
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone_code", "credit_code"],
                condition=~models.Q(credit_code="") & models.Q(merged_into=None),
                name="organisation_credit_code_once",
            )
        ]
        indexes = [models.Index(fields=["zone_code", "name"], name="organisation_name")]

    def __str__(self) -> str:
        return self.name
