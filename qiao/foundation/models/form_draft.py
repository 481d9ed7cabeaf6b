"""What somebody has typed into a form and not submitted yet."""

from django.db import models


class FormDraft(models.Model):
    """The typed values of one opened form, kept for the person under the holding who typed them, and for nobody else.

    Not governed and not audited: until it is submitted it is nobody's record, no use case decides on it, and its owner
    may throw it away at any time. ``token`` names the opened form, ``form`` the kind of form, ``object_id`` the record
    it changes (0 for a new one) and ``version_seen`` the version that was on the screen. ``values`` maps field names to
    lists of texts as posted; their size and age are limited by rules (`qiao.foundation.form_drafts`). Once the form has
    been submitted the values are gone: ``made_id`` says which record it became and ``digest`` what was sent, so that
    sending the same form twice makes one record.
    """

    token = models.CharField(max_length=32, unique=True)
    person_id = models.BigIntegerField()
    holding_id = models.BigIntegerField()
    form = models.CharField(max_length=60)
    object_id = models.BigIntegerField(default=0)
    values = models.JSONField(default=dict)
    version_seen = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(db_index=True)
    made_id = models.BigIntegerField(null=True)
    digest = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["person_id", "holding_id", "form", "object_id"], name="form_draft_owner")]

    def __str__(self) -> str:
        return f"{self.form} {self.object_id} {self.saved_at:%Y-%m-%d %H:%M}"
