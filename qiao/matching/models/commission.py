"""Customised supply lists: the commission, the items compiled, and what became of them."""

from typing import Self

from django.db import models

from qiao.catalogue.models import Achievement, Demand, Edition
from qiao.core.access import Actor, Role
from qiao.foundation.models import Case, Record
from qiao.matching.lifecycles.commission import COMMISSION, AdoptionLevel, CommissionState
from qiao.parties.models import Organisation

ZONE_READERS = (Role.ZONE_OPERATOR, Role.TECHNOLOGY_MANAGER, Role.DEPARTMENT, Role.SUPERVISOR)


class CommissionQuerySet(models.QuerySet["Commission"]):
    """Commissions as people may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Those the actor may know of: own zone for its people, those given to the own organisation, all for audit."""
        if actor.role is Role.AUDITOR:
            return self
        if actor.role in ZONE_READERS and actor.zone_code:
            return self.filter(zone_code=actor.zone_code)
        if actor.role is Role.ORGANISATION_EDITOR and actor.organisation_id is not None:
            return self.filter(provider_id=actor.organisation_id)
        return self.none()


class Commission(Case):
    """A zone's order to a third party for a list of achievements for its leading industries.

    ``links`` are industry-chain links ``{"name", "gap", "words"}`` (gap high, medium or low; a demand belongs to the
    first link one of whose words it contains). ``demand_ids`` empty means every public demand of the zone that fits
    ``demand_fields``. ``exclusions`` are organisations and achievements by key, and words.
    """

    LIFECYCLE = COMMISSION

    state = models.CharField(max_length=32, db_index=True, default=CommissionState.COMMISSIONED)
    title = models.CharField(max_length=200)
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="commissions")
    links = models.JSONField(default=list)
    demand_ids = models.JSONField(default=list)
    demand_fields = models.JSONField(default=list)
    minimum_maturity = models.PositiveSmallIntegerField(null=True, blank=True)
    minimum_score_bp = models.PositiveSmallIntegerField(default=0)
    ways = models.JSONField(default=list)
    fields = models.JSONField(default=list)
    excluded_organisations = models.JSONField(default=list)
    excluded_achievements = models.JSONField(default=list)
    excluded_words = models.JSONField(default=list)
    most_items = models.PositiveSmallIntegerField(default=50)
    deliver_by = models.DateField()
    compilation = models.PositiveSmallIntegerField(default=0, help_text="Which compilation of the items counts")
    edition = models.ForeignKey(Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="commissions")
    delivered_at = models.DateTimeField(null=True, blank=True)

    objects = CommissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(most_items__range=(1, 500)), name="commission_most_items_range"),
        ]

    def __str__(self) -> str:
        return self.title


class SupplyItem(models.Model):
    """One achievement of a compiled list, with the demands it answers and why.

    ``answers`` lists ``{"demand_id", "code", "score_bp", "level", "phrases", "agreeing"}``, the best first.
    ``valid_until`` is the last day on which the achievement stays published.
    """

    commission = models.ForeignKey(Commission, on_delete=models.PROTECT, related_name="items")
    compilation = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    achievement = models.ForeignKey(Achievement, on_delete=models.PROTECT, related_name="supply_items")
    answers = models.JSONField(default=list)
    link = models.CharField(max_length=100, blank=True, default="")
    gap = models.CharField(max_length=8, blank=True, default="")
    score_bp = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=8)
    manager = models.CharField(max_length=200, blank=True, default="")
    valid_until = models.DateField(null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.CharField(max_length=200, blank=True, default="")
    checked_by_holding = models.BigIntegerField(null=True, blank=True)
    check_note = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["commission", "compilation", "position"], name="supply_item_position_once"),
            models.UniqueConstraint(
                fields=["commission", "compilation", "achievement"], name="supply_item_achievement_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.achievement}"


class Adoption(Record):
    """What the firm behind a demand did with a delivered item; the latest word counts."""

    item = models.ForeignKey(SupplyItem, on_delete=models.PROTECT, related_name="adoptions")
    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="adoptions")
    level = models.CharField(max_length=16, choices=[(str(level), str(level)) for level in AdoptionLevel])
    note = models.CharField(max_length=500, blank=True, default="")
    reported_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "demand"], name="adoption_once")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.demand_id}: {self.level}"
