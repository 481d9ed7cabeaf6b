"""What achievements, demands and scenarios have in common."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from qiao.catalogue.lifecycles.facts import Stage
from qiao.catalogue.models.visibility import ListingQuerySet
from qiao.foundation.models import Case
from qiao.parties.models import Organisation


class Listing(Case):
    """A record of the catalogue: who offers or needs what, in which field, seen by whom.

    ``organisation`` is the linked party; ``organisation_name`` is what the source said, kept also when no party is
    linked. ``code`` is given when the record is first published. ``disclosure`` is one of public, masked, targeted;
    ``disclosed_to`` lists the organisations that may see a targeted record. ``expires_at`` is fixed at publication
    and renewal, which is when ``validity_began_at``.
    ``open_text`` is what a search by outsiders looks at (`qiao.catalogue.texts`).
    """

    STAGES: ClassVar[Mapping[str, Stage]]
    SERIES: ClassVar[str]
    TEXT_FIELDS: ClassVar[tuple[str, ...]]

    code = models.CharField(max_length=32, blank=True, default="", db_index=True)
    title = models.CharField(max_length=500)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)ss"
    )
    organisation_name = models.CharField(max_length=200, blank=True, default="")
    field = models.CharField(max_length=1, blank=True, default="")
    industry = models.CharField(max_length=4, blank=True, default="")
    region = models.CharField(max_length=6, blank=True, default="")
    keywords = models.JSONField(default=list)
    disclosure = models.CharField(max_length=16, default="public")
    disclosed_to = models.JSONField(default=list, help_text="Keys of organisations, for targeted disclosure")
    contact = models.CharField(max_length=200, blank=True, default="")
    source = models.CharField(max_length=100, blank=True, default="")
    external_number = models.CharField(max_length=100, blank=True, default="")
    created_by_holding = models.BigIntegerField(null=True, blank=True)
    manager_person = models.BigIntegerField(null=True, blank=True, help_text="Key of the technology manager in charge")
    submitted_at = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    validity_began_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    open_text = models.TextField(blank=True, default="", editable=False)

    objects = ListingQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    @property
    def stage(self) -> Stage:
        """Who is concerned with the record in its present state."""
        return self.STAGES[self.state]
