"""Application scenarios for new technology."""

from django.db import models

from qiao.catalogue.lifecycles.scenario import SCENARIO, SCENARIO_STAGES, ScenarioState
from qiao.catalogue.models.listing import Listing
from qiao.parties.models import Organisation


class Scenario(Listing):
    """A concrete setting that an opener makes available for testing and using new technology."""

    LIFECYCLE = SCENARIO
    STAGES = SCENARIO_STAGES
    SERIES = "CJ"
    TEXT_FIELDS = (
        "title",
        "scenario_class",
        "place",
        "problem",
        "technology_needed",
        "opened_conditions",
        "success_criteria",
        "safety_notes",
        "outcome_note",
    )

    state = models.CharField(max_length=32, db_index=True, default=ScenarioState.COLLECTED)
    opener_kind = models.CharField(max_length=32, blank=True, default="")
    scenario_class = models.CharField(max_length=60, blank=True, default="")
    scale = models.CharField(max_length=32, blank=True, default="")
    place = models.TextField(blank=True, default="")
    problem = models.TextField(blank=True, default="")
    technology_needed = models.TextField(blank=True, default="")
    expected_maturity = models.PositiveSmallIntegerField(null=True, blank=True)
    opened_conditions = models.TextField(blank=True, default="")
    funding = models.CharField(max_length=16, blank=True, default="")
    budget_fen = models.BigIntegerField(null=True, blank=True)
    purchase_way = models.CharField(max_length=32, blank=True, default="")
    period_months = models.PositiveSmallIntegerField(null=True, blank=True)
    success_criteria = models.TextField(blank=True, default="")
    safety_notes = models.TextField(blank=True, default="")
    department = models.CharField(max_length=200, blank=True, default="")
    outcome_note = models.TextField(blank=True, default="")
    selected_organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="selected_scenarios"
    )

    class Meta:
        indexes = [
            models.Index(fields=["zone_code", "state", "field"], name="scenario_listing"),
            models.Index(fields=["state", "disclosure", "field"], name="scenario_open"),
            models.Index(fields=["published_at", "id"], name="scenario_newest"),
            # The figures of the funnel are counted in the index alone.
            models.Index(
                fields=["zone_code", "published_at", "disclosure", "state", "validity_began_at", "organisation"],
                name="scenario_funnel",
            ),
        ]


class ScenarioApplication(models.Model):
    """That an organisation applied to test its technology in a scenario."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="applications")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="scenario_applications")
    applied_at = models.DateTimeField()
    note = models.TextField(blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scenario", "organisation"], name="scenario_application_once")]

    def __str__(self) -> str:
        return f"{self.organisation_id} → {self.scenario_id}"
