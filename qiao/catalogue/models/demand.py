"""Technology demands."""

from django.db import models

from qiao.catalogue.lifecycles.demand import DEMAND, DEMAND_STAGES, DemandState
from qiao.catalogue.models.listing import Listing


class Demand(Listing):
    """What a firm needs solved: content, indicators with present and target value, budget band, urgency.

    ``indicators`` is a list of ``{"name", "current", "target", "unit"}`` (texts as given). ``clarity`` is 0–100
    (`qiao.core.clarity`).
    """

    LIFECYCLE = DEMAND
    STAGES = DEMAND_STAGES
    SERIES = "XQ"
    TEXT_FIELDS = ("title", "content", "foundation_now", "partner_requirements", "rights_wish")

    state = models.CharField(max_length=32, db_index=True, default=DemandState.DRAFT)
    kind = models.CharField(max_length=32, blank=True, default="")
    content = models.TextField(blank=True, default="")
    indicators = models.JSONField(default=list)
    urgency = models.CharField(max_length=16, blank=True, default="")
    budget_band = models.CharField(max_length=16, blank=True, default="")
    ways = models.JSONField(default=list)
    foundation_now = models.TextField(blank=True, default="", help_text="What the firm already has 现有基础")
    partner_requirements = models.TextField(blank=True, default="")
    rights_wish = models.TextField(blank=True, default="", help_text="Wish for ownership of the result")
    clarity = models.PositiveSmallIntegerField(default=0)
    screening_note = models.TextField(blank=True, default="")
    diagnosis = models.TextField(blank=True, default="")
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(clarity__lte=100), name="demand_clarity_range"),
        ]
        indexes = [
            models.Index(fields=["zone_code", "state", "field"], name="demand_listing"),
            models.Index(fields=["state", "disclosure", "field"], name="demand_open"),
            models.Index(fields=["published_at", "id"], name="demand_newest"),
            # The figures of the funnel are counted in the index alone.
            models.Index(
                fields=["zone_code", "published_at", "disclosure", "state", "validity_began_at", "organisation"],
                name="demand_funnel",
            ),
        ]
