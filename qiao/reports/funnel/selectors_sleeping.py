"""The records that sleep, the longest silent kind of list first: oldest publication on top."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import add
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from qiao.catalogue.viewing import KINDS as MODELS
from qiao.core.calendar import CHINA
from qiao.parties.models import Person
from qiao.reports.funnel.asking import Question, Reader, Scope
from qiao.reports.funnel.covering import published_records
from qiao.reports.funnel.selectors_rows import PAGE_SIZE, record_keys, without_rights
from qiao.reports.funnel.showing import RecordLine, line_of
from qiao.reports.funnel.sleeping import WhoActs, last_signs, quiet_since, sleeps, who_acts


@dataclass(frozen=True)
class SleepingRow:
    """A sleeping record, when something last happened to it, how many days ago, and whose turn it is.

    ``name`` is the person or organisation whose turn it is, "" where the reader may not know.
    """

    record: RecordLine
    last_sign: date
    silent_days: int
    acts: WhoActs
    name: str


@dataclass(frozen=True)
class SleepingPage:
    """One page of sleeping records, how many there are in all, and the rule in days."""

    rows: tuple[SleepingRow, ...]
    total: int
    number: int
    days: int

    @property
    def pages(self) -> int:
        """Number of pages, at least 1."""
        return max(1, -(-self.total // PAGE_SIZE))


def sleeping_page(reader: Reader, question: Question, now: datetime, number: int = 1) -> SleepingPage:
    """The sleeping records of the reader's scope, those published longest ago first."""
    quiet = quiet_since(reader.zone_code, now)
    parts = {kind: published_records(kind, reader, question).filter(sleeps(kind, quiet)) for kind in question.kinds}
    found = record_keys(parts, "published_at", total=_total(parts))
    first = (number - 1) * PAGE_SIZE
    page = list(found[first : first + PAGE_SIZE])
    keys = [(row["of_kind"], row["pk"]) for row in page]
    records = {
        (kind, record.pk): record
        for kind in {kind for kind, _pk in keys}
        for record in _records(kind, [pk for of, pk in keys if of == kind])
    }
    rows = tuple(_row(records[key], reader, now) for key in keys)
    beyond = not page and number > 1
    total = found.count() if beyond else page[0]["total"] if page else 0
    return SleepingPage(rows, total, number, quiet.days)


def _total(parts: dict[str, Any]) -> Any:
    """How many there are of all kinds, as a value of every row: a statement of its own would be one too many."""
    counts = [
        Coalesce(Subquery(rows.order_by().values("zone_code").annotate(number=Count("pk")).values("number")), 0)
        for rows in parts.values()
    ]
    return reduce(add, counts)


def _records(kind: str, keys: list[int]) -> Any:
    people = Person.objects.filter(pk=OuterRef("manager_person")).values("name")[:1]
    rows = MODELS[kind].objects.select_related("organisation").filter(pk__in=keys)
    return without_rights(kind, rows.annotate(manager_name=Subquery(people), **last_signs(kind)))


def _row(record: Any, reader: Reader, now: datetime) -> SleepingRow:
    instants = (record.published_at, record.validity_began_at, record.last_met, record.last_act)
    days = [instant.astimezone(CHINA).date() for instant in instants if instant is not None]
    last = max([*days, record.last_view] if record.last_view else days)
    acts, line = who_acts(record), line_of(record, reader)
    name = line.organisation_name if acts is WhoActs.ORGANISATION else ""
    if acts is WhoActs.MANAGER and reader.scope is not Scope.OPEN:
        name = record.manager_name or ""
    return SleepingRow(line, last, (now.astimezone(CHINA).date() - last).days, acts, name)
