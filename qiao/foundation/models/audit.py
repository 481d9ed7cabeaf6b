"""The audit chain: one row for each governed act, sealed in batches, never updated or deleted."""

from django.db import models


class AuditRow(models.Model):
    """Who did what, in which role, to which object, with what effect, why and when.

    ``digest`` is the SHA-256 of the canonical content (`qiao.core.audit_chain`). The database refuses updates and
    deletes on this table. ``token_id`` and ``token_name`` are the access token through which a program acted, as it
    was called then; null for people themselves. Null and not "", since a column with a default would have the table
    written anew on SQLite, and its guard with it.
    """

    at = models.DateTimeField()
    action = models.CharField(max_length=100)
    actor_role = models.CharField(max_length=32)
    actor_name = models.CharField(max_length=200)
    user_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    holding_id = models.BigIntegerField(null=True)
    organisation_id = models.BigIntegerField(null=True)
    organisation_name = models.CharField(max_length=200, blank=True)
    zone_code = models.CharField(max_length=32, blank=True)
    object_type = models.CharField(max_length=100)
    object_id = models.BigIntegerField()
    object_label = models.CharField(max_length=300)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    token_id = models.BigIntegerField(null=True)
    token_name = models.CharField(max_length=100, null=True)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["object_type", "object_id"], name="audit_row_object")]

    def __str__(self) -> str:
        return f"{self.pk} {self.action} {self.object_label}"


class AuditSeal(models.Model):
    """One link of the chain: the digest of the previous link and of every row sealed with this one."""

    number = models.PositiveBigIntegerField(primary_key=True)
    sealed_at = models.DateTimeField()
    row_count = models.PositiveIntegerField()
    previous_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.number} {self.digest}"


class SealedRow(models.Model):
    """Which link holds an audit row. A separate table, since the row itself can no longer be changed."""

    row_id = models.PositiveBigIntegerField(primary_key=True)
    seal_number = models.PositiveBigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"{self.row_id} in {self.seal_number}"
