"""How the items of a supply list were chosen: under which limits, at what price, and what was left out."""

from django.db import models

from qiao.matching.models.commission import Commission


class Compilation(models.Model):
    """One compilation of a commission; the one whose number the commission names counts.

    ``limits`` lists ``{"key", "bound", "number", "looser", "reached", "gain_bp", "is_exact", "entering", "leaving"}``:
    a limit, the number one looser, the groups that stand at it, and what the total would gain if it were looser, with
    the pairs that would come in and go. ``omitted`` lists achievements that were left out with their best pair and the
    full groups (``{"key", "value", "lowest_bp"}``) that kept them out. Pairs are ``{"achievement_id", "demand_id",
    "counts_bp"}``; an entry counts its score and ``gap_step_bp`` for each step of the gap of its link.
    """

    commission = models.ForeignKey(Commission, on_delete=models.PROTECT, related_name="compilations")
    number = models.PositiveSmallIntegerField()
    compiled_at = models.DateTimeField()
    status = models.CharField(max_length=16)
    total_bp = models.BigIntegerField()
    bound_bp = models.BigIntegerField()
    gap_step_bp = models.PositiveIntegerField()
    limits = models.JSONField(default=list)
    omitted = models.JSONField(default=list)
    omitted_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commission", "number"], name="compilation_number_once")]

    def __str__(self) -> str:
        return f"{self.commission} {self.number}"
