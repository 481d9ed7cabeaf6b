"""Keys of the texts of records, by which near duplicates are found among very many."""

from django.db import models


class TextKey(models.Model):
    """One key of the sketch of one record (`qiao.core.near_duplicates.sketches`).

    A plain table that follows from the records alone: `qiao.catalogue.text_keys` writes it with them and can fill it
    anew. ``kind`` is the number of the kind of record, ``key`` 0 stands for a text with nothing to compare.
    """

    class Kind(models.IntegerChoices):
        """The kinds of record whose texts are compared, each with its own kind only."""

        DEMAND = 1, "demand"
        ACHIEVEMENT = 2, "achievement"

    kind = models.PositiveSmallIntegerField(choices=Kind.choices)
    key = models.BigIntegerField()
    object_id = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "key", "object_id"], name="text_key_lookup"),
            models.Index(fields=["kind", "object_id"], name="text_key_record"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} {self.key}"
