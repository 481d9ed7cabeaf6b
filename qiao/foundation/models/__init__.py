"""Tables of the foundation."""

from qiao.foundation.models.audit import AuditRow, AuditSeal, SealedRow
from qiao.foundation.models.calendar import CalendarException, CalendarYear
from qiao.foundation.models.case import Case, Record
from qiao.foundation.models.files import StoredFile
from qiao.foundation.models.intake import ImportBatch, ImportedKey, ImportProblem, ImportRow, ImportSource
from qiao.foundation.models.numbering import IssuedNumber, NumberSeries
from qiao.foundation.models.outbox import HandledEvent, OutboxEvent
from qiao.foundation.models.rules import RuleParameter

__all__ = [
    "AuditRow",
    "AuditSeal",
    "CalendarException",
    "CalendarYear",
    "Case",
    "HandledEvent",
    "ImportBatch",
    "ImportProblem",
    "ImportRow",
    "ImportSource",
    "ImportedKey",
    "IssuedNumber",
    "NumberSeries",
    "OutboxEvent",
    "Record",
    "RuleParameter",
    "SealedRow",
    "StoredFile",
]
