"""What people are told, how they want to be told it, and the mails that go out.

Plain tables, not governed records: a notice repeats to one person what the audit trail already holds about the case,
whether somebody has read it is nobody else's business, and nothing is ever decided by these rows.
"""

from django.db import models

from qiao.parties.models.person import Holding, Person


class Mailing(models.Model):
    """One mail to one person about the notices that point at it; its text is made from them when it is sent.

    ``sending_at`` is written before the mail is handed over and taken back when that fails. A row that has it without
    ``sent_at`` was in the hands of a worker that died: it may have gone out and is therefore not sent again; its
    notices stand in the platform.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mailings")
    made_at = models.DateTimeField()
    sending_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True, help_text="Nothing was left to send, or no address")
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    last_error = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                name="mailing_waiting",
                condition=models.Q(sent_at=None, sending_at=None, dropped_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.person_id}"


class Notice(models.Model):
    """One thing that one person is told, in the capacity of one holding (None: as a person).

    The words belong to ``code`` and are filled from ``params`` when they are read, in the language of the reader;
    a param whose name ends in ``_code`` holds the code of a text. ``lines`` are further sentences of the same form.
    ``occasion`` names what it is about once and for all: nobody is told the same occasion twice. ``mail_due_at`` is
    when it is to be mailed by the person's settings, None for never.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notices")
    holding = models.ForeignKey(Holding, null=True, blank=True, on_delete=models.PROTECT, related_name="notices")
    zone_code = models.CharField(max_length=32, blank=True, default="")
    code = models.CharField(max_length=64)
    kind = models.CharField(max_length=32)
    params = models.JSONField(default=dict)
    lines = models.JSONField(default=list)
    subject_type = models.CharField(max_length=100, blank=True, default="")
    subject_id = models.BigIntegerField(null=True, blank=True)
    occasion = models.CharField(max_length=200)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    mail_due_at = models.DateTimeField(null=True, blank=True)
    mailing = models.ForeignKey(Mailing, null=True, blank=True, on_delete=models.SET_NULL, related_name="notices")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "occasion"], name="notice_occasion_once"),
        ]
        indexes = [
            models.Index(fields=["person"], name="notice_unread", condition=models.Q(read_at=None)),
            models.Index(fields=["person", "-at"], name="notice_of_person"),
            models.Index(
                fields=["mail_due_at"],
                name="notice_to_mail",
                condition=models.Q(mailing=None, mail_due_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.subject_type} {self.subject_id}"


class NoticeSetting(models.Model):
    """How a person wants one kind of notice; a kind without a row follows the default of the kind."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notice_settings")
    kind = models.CharField(max_length=32)
    way = models.CharField(max_length=16)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="notice_setting_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.way}"
