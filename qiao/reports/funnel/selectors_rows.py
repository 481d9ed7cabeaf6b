"""The rows behind every figure of the funnel: as many as the figure says, each as far as the reader may see it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import DateTimeField, Min, OuterRef, Prefetch, QuerySet, Subquery, Value

from qiao.catalogue.models import IntellectualProperty
from qiao.catalogue.viewing import KINDS as MODELS
from qiao.core.calendar import CHINA
from qiao.core.funnel import FunnelStage, View
from qiao.foundation.models import AuditRow
from qiao.matching.models import Outcome
from qiao.reports.funnel.asking import KINDS, Question, Reader, RowsAsked, Scope
from qiao.reports.funnel.covering import (
    INTRODUCTION_TYPE,
    STARTED,
    confirmed_contracts,
    happened,
    in_cohort,
    introductions,
    not_counted,
    outcomes,
    published_records,
    view_days,
)
from qiao.reports.funnel.showing import RecordLine, line_of, records_of

PAGE_SIZE = 50
LARGEST_PAGE = 500
S = FunnelStage


@dataclass(frozen=True)
class FunnelRow:
    """One row: the records it is about (none where that would tell who talks with whom) and what happened when.

    ``happened_in`` is the month, all that open readers learn of when sides met; ``answer`` belongs to a claim.
    """

    records: tuple[RecordLine, ...]
    happened_on: date | None = None
    happened_in: str = ""
    introduction_id: int | None = None
    claim: str = ""
    answer: str = ""
    amount_fen: int | None = None


@dataclass(frozen=True)
class RowsPage:
    """One page of rows and how many there are in all."""

    rows: tuple[FunnelRow, ...]
    total: int
    number: int
    size: int

    @property
    def pages(self) -> int:
        """Number of pages, at least 1."""
        return max(1, -(-self.total // self.size))


def funnel_rows(
    reader: Reader, question: Question, asked: RowsAsked, number: int = 1, size: int = PAGE_SIZE
) -> RowsPage:
    """The rows of one figure, the latest first."""
    found = _found(reader, question, asked)
    first = (number - 1) * size
    rows = tuple(_shown(list(found[first : first + size]), reader, question, asked))
    return RowsPage(rows, found.count(), number, size)


def all_funnel_rows(reader: Reader, question: Question, asked: RowsAsked) -> Iterator[FunnelRow]:
    """Every row of one figure, read in large pages so that memory stays bounded."""
    number = 1
    while True:
        page = funnel_rows(reader, question, asked, number, LARGEST_PAGE)
        yield from page.rows
        if number >= page.pages:
            return
        number += 1


def _found(reader: Reader, question: Question, asked: RowsAsked) -> Any:
    if not asked.counted:
        return _outcomes(reader, question).filter(not_counted(asked.stage, question)).order_by("-claimed_at", "-pk")
    if question.view is View.COHORT or asked.stage is S.PUBLISHED:
        stage = asked.stage if question.view is View.COHORT else S.PUBLISHED
        return record_keys(
            {
                kind: published_records(kind, reader, question).filter(in_cohort(kind, stage, reader, question))
                for kind in question.kinds
            },
            "-published_at",
        )
    if asked.stage is S.VIEWED:
        return view_days(reader, question).order_by("-day", "object_type", "object_id", "viewer")
    if asked.stage is S.SIGNED:
        return _outcomes(reader, question).filter(confirmed_contracts(question)).order_by("-answered_at", "-pk")
    return _met(reader, question, asked.stage)


def record_keys(rows: dict[str, Any], order: str, **columns: Any) -> Any:
    """Kind, key and instant of publication of records of several kinds in one order, for paging over all of them."""
    parts = [
        found.order_by().values("published_at", "pk", of_kind=Value(kind), **columns)
        for kind, found in sorted(rows.items())
    ]
    together = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    return together.order_by(order, "of_kind", "pk")


def _met(reader: Reader, question: Question, stage: FunnelStage) -> Any:
    started = AuditRow.objects.filter(object_type=INTRODUCTION_TYPE, object_id=OuterRef("pk"), action=STARTED)
    confirmed = Outcome.objects.filter(introduction=OuterRef("pk"), answer="confirmed")
    contracts = confirmed.filter(kind="contract")
    found: Any = introductions(reader, question).filter(happened(stage, question))
    return (
        found.with_records()
        .annotate(
            started_at=Subquery(_first(started, "object_id", "at"), DateTimeField()),
            confirmed_at=Subquery(_first(confirmed, "introduction", "answered_at"), DateTimeField()),
            contract_at=Subquery(_first(contracts, "introduction", "answered_at"), DateTimeField()),
        )
        .order_by("-active_at", "-pk")
    )


def _first(rows: Any, key: str, column: str) -> Any:
    return rows.order_by().values(key).annotate(first=Min(column)).values("first")


def _outcomes(reader: Reader, question: Question) -> QuerySet[Outcome]:
    sides = tuple(f"introduction__{kind}__organisation" for kind in KINDS)
    none = Prefetch("introduction__achievement__rights", queryset=IntellectualProperty.objects.none())
    return outcomes(reader, question).select_related(*sides).prefetch_related(none)


def _shown(found: list[Any], reader: Reader, question: Question, asked: RowsAsked) -> Iterable[FunnelRow]:
    if not asked.counted:
        return [_claim_row(outcome, reader, question) for outcome in found]
    if question.view is View.COHORT or asked.stage is S.PUBLISHED:
        lines = lines_by_key(((row["of_kind"], row["pk"]) for row in found), reader)
        return [FunnelRow((lines[row["of_kind"], row["pk"]],)) for row in found]
    if asked.stage is S.VIEWED:
        lines = lines_by_key({(row.object_type, row.object_id) for row in found}, reader)
        return [FunnelRow((lines[row.object_type, row.object_id],), happened_on=row.day) for row in found]
    if asked.stage is S.SIGNED:
        return [_contract_row(outcome, reader, question) for outcome in found]
    return [_meeting_row(row, asked.stage, reader, question) for row in found]


def lines_by_key(keys: Iterable[tuple[str, int]], reader: Reader) -> dict[tuple[str, int], RecordLine]:
    """The records of these kinds and keys, one or two statements for each kind."""
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for kind, key in keys:
        wanted[kind].add(key)
    lines: dict[tuple[str, int], RecordLine] = {}
    for kind, of_kind in wanted.items():
        rows = MODELS[kind].objects.select_related("organisation").filter(pk__in=of_kind)
        lines |= {(kind, record.pk): line_of(record, reader) for record in without_rights(kind, rows)}
    return lines


def without_rights(kind: str, rows: Any) -> Any:
    """The records without the statement for their patents, which no row shows."""
    none = Prefetch("rights", queryset=IntellectualProperty.objects.none())
    return rows.prefetch_related(none) if kind == "achievement" else rows


def _meeting_row(found: Any, stage: FunnelStage, reader: Reader, question: Question) -> FunnelRow:
    both = [found.demand_accepted_at, found.supply_accepted_at]
    instants = [found.started_at, found.contract_at]
    if stage is S.CONTACTED:
        instants += [found.confirmed_at, max(both) if all(both) else None]
    at = min(instant for instant in instants if instant)
    return FunnelRow(records_of(found, reader, question), **_when(at, found.pk, reader))


def _contract_row(outcome: Outcome, reader: Reader, question: Question) -> FunnelRow:
    at, met = outcome.answered_at, outcome.introduction
    amount = None if reader.scope is Scope.OPEN else outcome.amount_fen
    when = _when(at, met.pk, reader) if at else {}
    return FunnelRow(records_of(met, reader, question), claim=outcome.kind, amount_fen=amount, **when)


def _claim_row(outcome: Outcome, reader: Reader, question: Question) -> FunnelRow:
    """Open readers learn that there is such a claim, not about whom: it may be untrue."""
    met = outcome.introduction
    when = _when(outcome.claimed_at, met.pk, reader)
    if reader.scope is Scope.OPEN:
        return FunnelRow((), claim=outcome.kind, answer=outcome.answer, **when)
    lines = records_of(met, reader, question)
    return FunnelRow(lines, claim=outcome.kind, answer=outcome.answer, amount_fen=outcome.amount_fen, **when)


def _when(at: datetime, introduction_id: int, reader: Reader) -> dict[str, Any]:
    day = at.astimezone(CHINA).date()
    if reader.scope is Scope.OPEN:
        return {"happened_in": f"{day:%Y-%m}"}
    return {"happened_on": day, "happened_in": f"{day:%Y-%m}", "introduction_id": introduction_id}
