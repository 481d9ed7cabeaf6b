"""Cases that people follow."""

from django.db import models

from qiao.foundation.models import Record
from qiao.parties.models.person import Holding, Person


class Follow(Record):
    """A person wants to hear of a case (``object_type`` as audit rows name tables) until ``ended_at``.

    ``holding`` is the role in which the person began; what the person may see of the case is asked anew whenever there
    is something to tell. Following again later makes a new row.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="follows")
    holding = models.ForeignKey(Holding, on_delete=models.PROTECT, related_name="follows")
    object_type = models.CharField(max_length=100)
    object_id = models.BigIntegerField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "object_type", "object_id"],
                condition=models.Q(ended_at=None),
                name="follow_once",
            ),
        ]
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="follow_of_case", condition=models.Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.object_type} {self.object_id}"
