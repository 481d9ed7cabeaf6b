"""Dated, numbered, frozen editions of the zone's lists."""

from typing import Any, Self

from django.db import models

from qiao.catalogue.access_editions import DRAFT_READERS
from qiao.catalogue.lifecycles.edition import EDITION, PUBLIC_STATES, EditionKind, EditionState
from qiao.core.access import Actor, Role
from qiao.foundation.models import Case


class EditionQuerySet(models.QuerySet[Any]):
    """Editions by what people may see of them."""

    def public(self) -> Self:
        """Editions that were issued, withdrawn ones included."""
        return self.filter(state__in=PUBLIC_STATES)

    def visible_to(self, actor: Actor) -> Self:
        """Editions that exist for the actor; the twin of `qiao.catalogue.access_editions.sees_edition`."""
        if actor.role is Role.AUDITOR:
            return self
        shown = models.Q(state__in=PUBLIC_STATES)
        if actor.role in DRAFT_READERS and actor.zone_code:
            shown |= models.Q(zone_code=actor.zone_code)
        return self.filter(shown)


class Edition(Case):
    """One issue of a list: demands (XQ), scenarios (CJ) or a customised supply list (GJ).

    ``number``, ``document_number`` and whatever text was left empty are given at issue. ``digest`` covers head and
    items and is fixed at issue; ``criteria`` says how the items were chosen. ``letterhead`` keeps what the zone was
    called on that day. Editions of one kind and ``series`` follow each other: the one in force before this one is
    ``previous``. After issue the database lets only the withdrawal be written.
    """

    LIFECYCLE = EDITION

    state = models.CharField(max_length=32, db_index=True, default=EditionState.DRAFT)
    revision = models.PositiveSmallIntegerField(default=0, help_text="Which compilation of the items counts")
    kind = models.CharField(max_length=16, choices=[(str(kind), str(kind)) for kind in EditionKind])
    series = models.CharField(max_length=60, blank=True, default="")
    title = models.CharField(max_length=300, blank=True, default="")
    number = models.CharField(max_length=32, blank=True, default="")
    document_number = models.CharField(max_length=60, blank=True, default="")
    addressees = models.CharField(max_length=300, blank=True, default="")
    copies_to = models.CharField(max_length=300, blank=True, default="")
    opening = models.JSONField(default=list)
    criteria = models.JSONField(default=dict)
    columns = models.JSONField(default=list)
    letterhead = models.JSONField(default=dict)
    compiled_by_holding = models.BigIntegerField(null=True)
    compiled_by_person = models.BigIntegerField(null=True)
    compiled_by = models.CharField(max_length=200, blank=True, default="")
    compiled_at = models.DateTimeField()
    approved_by_holding = models.BigIntegerField(null=True)
    approved_by_person = models.BigIntegerField(null=True)
    approved_by = models.CharField(max_length=200, blank=True, default="")
    submitted_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    issued_on = models.DateField(null=True)
    issued_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_reason = models.CharField(max_length=500, blank=True, default="")
    previous = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="following")
    digest = models.CharField(max_length=64, blank=True, default="")

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone_code", "number"], condition=~models.Q(number=""), name="edition_number_once"
            ),
            models.UniqueConstraint(
                fields=["document_number"], condition=~models.Q(document_number=""), name="edition_document_number_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[str(state) for state in PUBLIC_STATES])
                | (~models.Q(number="") & ~models.Q(digest="") & models.Q(issued_on__isnull=False)),
                name="edition_issued_is_numbered",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=str(EditionState.WITHDRAWN))
                | (models.Q(withdrawn_at__isnull=False) & ~models.Q(withdrawal_reason="")),
                name="edition_withdrawn_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["zone_code", "kind", "issued_at"], name="edition_succession")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip() or f"{self.kind} {self.zone_code}"


class EditionItem(models.Model):
    """A snapshot of a record as it stood in the edition; append-only in the database.

    ``values`` holds only what the list may show (disclosure applied); ``subject_type``/``subject_id`` lead back to the
    live record.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="items")
    revision = models.PositiveSmallIntegerField()
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=32)
    title = models.CharField(max_length=500)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    values = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "revision", "position"], name="edition_item_position_once"),
            models.UniqueConstraint(fields=["edition", "revision", "code"], name="edition_item_code_once"),
        ]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="edition_item_subject")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
