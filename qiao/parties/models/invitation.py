"""Invitations to open an account."""

from datetime import datetime
from typing import Self

from django.db import models

from qiao.foundation.models import Record
from qiao.parties.models.person import Person


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations by time."""

    def open(self, now: datetime) -> Self:
        """Those that can still be accepted."""
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=now)


class Invitation(Record):
    """That a person may open an account by means of a link.

    The link carries a secret of which only the SHA-256 is kept, so that nobody who reads the database or the audit
    can use it. ``username`` is a suggestion; ``invited_by`` is the name of whoever invited.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations")
    username = models.CharField(max_length=150, blank=True, default="")
    secret_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.CharField(max_length=200)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.person)
