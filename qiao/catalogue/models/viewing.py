"""That published records were opened, in a form that says nothing about by whom."""

from django.db import models


class RecordViewDay(models.Model):
    """One viewer opened one record on one day (in China), however often.

    A plain table and no governed record: it holds no decision, and nothing about anybody can be read from it.
    ``viewer`` is a digest under a salt that is thrown away when the day is over (`qiao.catalogue.viewing`).
    ``audience`` is "organisation" for people who had signed in, else "public".
    """

    object_type = models.CharField(max_length=16)
    object_id = models.BigIntegerField()
    day = models.DateField()
    viewer = models.CharField(max_length=32)
    audience = models.CharField(max_length=12)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["object_type", "object_id", "day", "viewer"], name="record_view_day_once")
        ]
        indexes = [models.Index(fields=["day", "object_type", "object_id"], name="record_view_day_period")]

    def __str__(self) -> str:
        return f"{self.object_type} {self.object_id} {self.day}"


class ViewingSalt(models.Model):
    """The salt of a day; rows of earlier days are deleted, so that no digest can be worked out again.

    Plain for the same reason: it is meant to be forgotten.
    """

    day = models.DateField(primary_key=True)
    salt = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.day)
