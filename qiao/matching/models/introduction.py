"""Introductions of a need to an offer, and what came of them."""

from functools import reduce
from operator import or_
from typing import Self

from django.db import models

from qiao.catalogue.models import Achievement, Demand, Scenario
from qiao.core.access import Actor, Role
from qiao.core.taxonomy import DisclosureLevel
from qiao.foundation.models import Case
from qiao.matching.lifecycles.introduction import INTRODUCTION, OPEN, IntroductionState, OutcomeKind
from qiao.matching.models.run import Match

ZONE_READERS = (Role.ZONE_OPERATOR, Role.SUPERVISOR)
RECORDS = ("demand", "scenario", "achievement")


class IntroductionQuerySet(models.QuerySet["Introduction"]):
    """Introductions as people may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Those the actor may know of: own side, own zone for operator and supervisor, all for audit."""
        if actor.role is Role.AUDITOR:
            return self
        if actor.role in ZONE_READERS and actor.zone_code:
            return self.filter(zone_code=actor.zone_code)
        if actor.role is Role.TECHNOLOGY_MANAGER and actor.zone_code:
            own = models.Q(proposed_by_holding=actor.holding_id, proposed_by_holding__isnull=False)
            return self.filter(own | self._kept_from_nobody(actor), zone_code=actor.zone_code)
        if actor.role is Role.ORGANISATION_EDITOR and actor.organisation_id is not None:
            sides = (models.Q(**{f"{record}__organisation_id": actor.organisation_id}) for record in RECORDS)
            return self.filter(reduce(or_, sides))
        return self.none()

    @staticmethod
    def _kept_from_nobody(actor: Actor) -> models.Q:
        """No targeted record (定向) stands on either side, unless the manager is in charge of it."""
        found = models.Q()
        for record in RECORDS:
            open_to_managers = ~models.Q(**{f"{record}__disclosure": str(DisclosureLevel.TARGETED)})
            if actor.person_id is not None:
                open_to_managers |= models.Q(**{f"{record}__manager_person": actor.person_id})
            found &= open_to_managers
        return found

    def with_records(self) -> Self:
        """With both records, their organisations and rights, in two queries."""
        found = self.select_related("demand__organisation", "scenario__organisation", "achievement__organisation")
        return found.prefetch_related("achievement__rights")


class Introduction(Case):
    """The proposal that the two parties of a demand (or scenario) and an achievement should meet.

    ``active_at`` is when a person last did something; ``claimed_side`` and ``claimed_by_person`` belong to the outcome
    that waits for its answer. ``match`` is None for an introduction made by hand.
    """

    LIFECYCLE = INTRODUCTION

    state = models.CharField(max_length=32, db_index=True, default=IntroductionState.PROPOSED)
    demand = models.ForeignKey(Demand, null=True, blank=True, on_delete=models.PROTECT, related_name="introductions")
    scenario = models.ForeignKey(
        Scenario, null=True, blank=True, on_delete=models.PROTECT, related_name="introductions"
    )
    achievement = models.ForeignKey(Achievement, on_delete=models.PROTECT, related_name="introductions")
    match = models.ForeignKey(Match, null=True, blank=True, on_delete=models.SET_NULL, related_name="introductions")
    note = models.TextField(blank=True, default="")
    proposed_at = models.DateTimeField()
    proposed_by_holding = models.BigIntegerField(null=True, blank=True)
    proposed_by_organisation = models.BigIntegerField(null=True, blank=True)
    demand_accepted_at = models.DateTimeField(null=True, blank=True)
    supply_accepted_at = models.DateTimeField(null=True, blank=True)
    active_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    declined_side = models.CharField(max_length=8, blank=True, default="")
    decline_reason = models.CharField(max_length=24, blank=True, default="")
    decline_text = models.TextField(blank=True, default="")
    claimed_side = models.CharField(max_length=8, blank=True, default="")
    claimed_by_person = models.BigIntegerField(null=True, blank=True)

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(demand=None, scenario__isnull=False) | models.Q(demand__isnull=False, scenario=None),
                name="introduction_one_need",
            ),
            *(
                models.UniqueConstraint(
                    fields=[need, "achievement"],
                    condition=models.Q(state__in=[str(state) for state in OPEN]),
                    name=f"introduction_open_{need}_once",
                )
                for need in ("demand", "scenario")
            ),
        ]

    @property
    def need(self) -> Demand | Scenario:
        """The record of the demand side."""
        need = self.demand or self.scenario
        if need is None:
            raise ValueError("introduction without demand and scenario")
        return need

    def __str__(self) -> str:
        return f"{self.need} – {self.achievement}"[:300]


class Outcome(models.Model):
    """What one side says came of an introduction; it counts only once the counterparty has confirmed it.

    ``evidence`` says where it can be read up (number of the contract, minutes, photographs); ``happened_on`` is unknown
    for what was claimed before there was such a field.
    """

    introduction = models.ForeignKey(Introduction, on_delete=models.PROTECT, related_name="outcomes")
    kind = models.CharField(max_length=16, choices=[(str(kind), str(kind)) for kind in OutcomeKind])
    amount_fen = models.BigIntegerField(null=True, blank=True)
    note = models.TextField(blank=True, default="")
    happened_on = models.DateField(null=True, blank=True)
    evidence = models.TextField(blank=True, default="")
    claimed_side = models.CharField(max_length=8)
    claimed_at = models.DateTimeField()
    claimed_by_person = models.BigIntegerField(null=True, blank=True)
    answer = models.CharField(max_length=16, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="contract", amount_fen__gt=0)
                | (~models.Q(kind="contract") & models.Q(amount_fen=None)),
                name="outcome_contract_amount",
            ),
            models.CheckConstraint(
                condition=models.Q(answer="", answered_at=None)
                | models.Q(answer__in=["confirmed", "disputed", "retracted"], answered_at__isnull=False),
                name="outcome_answer",
            ),
            models.UniqueConstraint(
                fields=["introduction"], condition=models.Q(answer=""), name="outcome_waiting_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.introduction_id}"
