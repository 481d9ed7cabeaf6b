"""What people say of matches: grades from which the score can be judged and later learn."""

from typing import Self

from django.db import models

from qiao.catalogue.models import Achievement, Demand, Scenario
from qiao.core.access import Actor, Role
from qiao.foundation.models import Record
from qiao.matching.grading import GRADERS, GRADES, READERS
from qiao.matching.models.run import MatchRun


class MatchGradeQuerySet(models.QuerySet["MatchGrade"]):
    """Grades as people may see them; the twin of `qiao.matching.grading.sees_grade`."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own; those of the zone for operator and supervisor; all for audit.

        Graders do not see each other's grades, so that each judges for himself.
        """
        if actor.role is Role.AUDITOR:
            return self
        if not actor.zone_code:
            return self.none()
        found = self.filter(zone_code=actor.zone_code)
        if actor.role in READERS:
            return found
        if actor.role in GRADERS and actor.person_id is not None:
            return found.filter(graded_by_person=actor.person_id)
        return self.none()


class MatchGrade(Record):
    """How well an achievement answers a demand or a scenario, 1 (unrelated) to 4 (strong), as one person sees it.

    One per person and pair; earlier values are in the audit trail. ``run``, ``engine_version``, ``score_bp`` and
    ``level`` tell what the platform said of the pair when it was graded, and ``score_shown`` whether the person saw
    that; ``run`` is None for a pair that no run had found.
    """

    demand = models.ForeignKey(Demand, null=True, blank=True, on_delete=models.PROTECT, related_name="grades")
    scenario = models.ForeignKey(Scenario, null=True, blank=True, on_delete=models.PROTECT, related_name="grades")
    achievement = models.ForeignKey(Achievement, on_delete=models.PROTECT, related_name="grades")
    grade = models.PositiveSmallIntegerField(choices=[(grade, str(grade)) for grade in GRADES])
    note = models.TextField(blank=True, default="")
    graded_by_person = models.BigIntegerField()
    graded_as = models.CharField(max_length=32)
    graded_at = models.DateTimeField()
    run = models.ForeignKey(MatchRun, null=True, blank=True, on_delete=models.PROTECT, related_name="grades")
    engine_version = models.CharField(max_length=20, blank=True, default="")
    score_bp = models.PositiveSmallIntegerField(null=True, blank=True)
    level = models.CharField(max_length=8, blank=True, default="")
    score_shown = models.BooleanField(default=True)

    objects = MatchGradeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(demand=None, scenario__isnull=False) | models.Q(demand__isnull=False, scenario=None),
                name="match_grade_one_need",
            ),
            models.CheckConstraint(
                condition=models.Q(grade__gte=GRADES[0], grade__lte=GRADES[-1]), name="match_grade_range"
            ),
            *(
                models.UniqueConstraint(
                    fields=[need, "achievement", "graded_by_person"], name=f"match_grade_{need}_once"
                )
                for need in ("demand", "scenario")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.demand or self.scenario} – {self.achievement}: {self.grade}"[:300]
