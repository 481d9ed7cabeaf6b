"""Achievements and their intellectual property."""

from django.db import models

from qiao.catalogue.lifecycles.achievement import ACHIEVEMENT, ACHIEVEMENT_STAGES, AchievementState
from qiao.catalogue.models.listing import Listing


class Achievement(Listing):
    """A scientific or technological result offered for conversion.

    ``maturity`` is the technology readiness level 1–9 (GB/T 22900) or None when nobody has said; prices are in fen.
    """

    LIFECYCLE = ACHIEVEMENT
    STAGES = ACHIEVEMENT_STAGES
    SERIES = "CG"
    TEXT_FIELDS = (
        "title",
        "summary",
        "advantages",
        "compared_with",
        "application_range",
        "evidence",
        "maturity_evidence",
    )

    state = models.CharField(max_length=32, db_index=True, default=AchievementState.DRAFT)
    kind = models.CharField(max_length=32, blank=True, default="")
    team = models.JSONField(default=list)
    summary = models.TextField(blank=True, default="")
    advantages = models.TextField(blank=True, default="")
    compared_with = models.TextField(blank=True, default="")
    application_range = models.TextField(blank=True, default="")
    evidence = models.TextField(blank=True, default="")
    maturity = models.PositiveSmallIntegerField(null=True, blank=True)
    maturity_evidence = models.TextField(blank=True, default="")
    ways = models.JSONField(default=list)
    price_min_fen = models.BigIntegerField(null=True, blank=True)
    price_max_fen = models.BigIntegerField(null=True, blank=True)
    support_needed = models.JSONField(default=list)
    programme = models.CharField(max_length=100, blank=True, default="")
    project_number = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(maturity=None) | models.Q(maturity__range=(1, 9)), name="achievement_maturity_range"
            ),
            models.CheckConstraint(
                condition=models.Q(price_min_fen=None)
                | models.Q(price_max_fen=None)
                | models.Q(price_min_fen__lte=models.F("price_max_fen")),
                name="achievement_price_order",
            ),
        ]
        indexes = [
            models.Index(fields=["zone_code", "state", "field"], name="achievement_listing"),
            models.Index(fields=["state", "disclosure", "field"], name="achievement_open"),
            models.Index(fields=["published_at", "id"], name="achievement_newest"),
            # The figures of the funnel are counted in the index alone.
            models.Index(
                fields=["zone_code", "published_at", "disclosure", "state", "validity_began_at", "organisation"],
                name="achievement_funnel",
            ),
        ]


class IntellectualProperty(models.Model):
    """A right that protects an achievement; ``number`` is in normal form and checked."""

    achievement = models.ForeignKey(Achievement, on_delete=models.CASCADE, related_name="rights")
    kind = models.CharField(max_length=32)
    number = models.CharField(max_length=40, blank=True, default="", db_index=True)
    status = models.CharField(max_length=32, blank=True, default="")

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
