"""People, their accounts and the roles they hold."""

from datetime import date
from typing import Self

from django.contrib.auth.models import AbstractUser
from django.db import models

from qiao.core.access import HUMAN_ROLES, Actor
from qiao.foundation.models import Record
from qiao.parties.models.organisation import Organisation, in_register_of, own_row


class PersonQuerySet(models.QuerySet["Person"]):
    """People by what others may see of them."""

    def live(self) -> Self:
        """Those that were not merged into another."""
        return self.filter(merged_into=None)

    def visible_to(self, actor: Actor) -> Self:
        """Those in the register of the actor; the twin of `qiao.parties.access.sees_person`."""
        return self.live().filter(in_register_of(actor) | own_row("pk", actor.person_id))


class Person(Record):
    """A person known to a zone: expert, technology manager, contact of an organisation, official.

    The resident identity number (GB 11643-1999) is never stored: ``id_hash`` is its salted hash
    (`qiao.parties.identity`), ``id_last4`` its last four characters; both are empty when it is not known.
    """

    name = models.CharField(max_length=100)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="people"
    )
    title = models.CharField(max_length=100, blank=True, default="")
    fields = models.JSONField(default=list)
    speciality = models.TextField(blank=True, default="")
    email = models.EmailField(blank=True, default="")
    id_hash = models.CharField(max_length=64, blank=True, default="", db_index=True)
    id_last4 = models.CharField(max_length=4, blank=True, default="")
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")

    objects = PersonQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """An account. What it may do is decided by the holding under which its person acts, never by the account."""

    person = models.OneToOneField(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="user")


class HoldingQuerySet(models.QuerySet["Holding"]):
    """Holdings by time."""

    def in_force(self, on: date) -> Self:
        """Those that have begun and not ended; the last day counts."""
        return self.filter(models.Q(ends_on=None) | models.Q(ends_on__gte=on), starts_on__lte=on)


class Holding(Record):
    """A role that a person holds in a zone, and in an organisation where the role speaks for one.

    ``ends_on`` is the last day; the day before ``starts_on`` means that the holding was taken back unused.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings")
    role = models.CharField(max_length=32, choices=[(str(role), str(role)) for role in HUMAN_ROLES])
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="holdings"
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = HoldingQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.person} {self.role}"
