"""Tables of the foundation."""

from qiao.foundation.models.answered_requests import AnsweredRequest
from qiao.foundation.models.audit import AuditRow, AuditSeal, SealedRow
from qiao.foundation.models.calendar import CalendarException, CalendarYear
from qiao.foundation.models.case import Case, Record
from qiao.foundation.models.files import StoredFile
from qiao.foundation.models.form_draft import FormDraft
from qiao.foundation.models.import_task import ImportTask
from qiao.foundation.models.intake import ImportBatch, ImportedKey, ImportProblem, ImportRow, ImportSource
from qiao.foundation.models.jobs import JobRun
from qiao.foundation.models.numbering import IssuedNumber, NumberSeries
from qiao.foundation.models.outbox import HandledEvent, OutboxEvent
from qiao.foundation.models.request_count import RequestCount
from qiao.foundation.models.rules import RuleParameter

__all__ = [
    "AnsweredRequest",
    "AuditRow",
    "AuditSeal",
    "CalendarException",
    "CalendarYear",
    "Case",
    "FormDraft",
    "HandledEvent",
    "ImportBatch",
    "ImportProblem",
    "ImportRow",
    "ImportSource",
    "ImportTask",
    "ImportedKey",
    "IssuedNumber",
    "JobRun",
    "NumberSeries",
    "OutboxEvent",
    "Record",
    "RequestCount",
    "RuleParameter",
    "SealedRow",
    "StoredFile",
]
