"""The figures of the funnel, counted by the database: the number of statements does not grow with the records."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Sum, Value

from qiao.core.funnel import CLAIMED, COLLECTED, Figure, FunnelStage, View, figures, rate_bp
from qiao.reports.funnel.asking import Question, Reader, Scope
from qiao.reports.funnel.covering import (
    confirmed_contracts,
    happened,
    in_cohort,
    introductions,
    not_counted,
    outcomes,
    published_records,
    view_days,
)
from qiao.reports.funnel.sleeping import Quiet, live, quiet_since, sleeps

S = FunnelStage


@dataclass(frozen=True)
class SleepingShare:
    """How many records of the live list sleep, after how many silent days."""

    live: int
    sleeping: int
    days: int

    @property
    def bp(self) -> int | None:
        """Their share in basis points; None when the live list is empty."""
        return rate_bp(self.sleeping, self.live)


@dataclass(frozen=True)
class FunnelCounts:
    """Every stage in figures. ``contract_fen`` is None where amounts are kept from the reader."""

    figures: tuple[Figure, ...]
    contract_fen: int | None
    sleeping: SleepingShare

    def of(self, stage: FunnelStage) -> Figure:
        """The figure of a stage."""
        return next(figure for figure in self.figures if figure.stage is stage)


def funnel_counts(reader: Reader, question: Question, now: datetime) -> FunnelCounts:
    """The funnel as far as the reader's scope goes, in five statements at most."""
    quiet = quiet_since(reader.zone_code, now)
    records = _record_counts(reader, question, quiet)
    claims = _claim_counts(reader, question)
    found = _in_period(reader, question, records, claims) if question.view is View.PERIOD else records
    return FunnelCounts(
        figures=figures(
            question.view,
            {stage: found[stage] for stage in COLLECTED},
            {stage: claims[f"claims_{stage}"] for stage in CLAIMED},
        ),
        # A sum over few contracts is a contract; the public reads how many there are, not what they are worth.
        contract_fen=None if reader.scope is Scope.OPEN else claims["amount"] or 0,
        sleeping=SleepingShare(records["live"], records["sleeping"], quiet.days),
    )


def _record_counts(reader: Reader, question: Question, quiet: Quiet) -> dict[str, int]:
    """Counts over the records of every kind, in one statement."""
    parts = [_counts_of_kind(kind, reader, question, quiet) for kind in question.kinds]
    together = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    names = (*_stages(question), "live", "sleeping")
    total = dict.fromkeys((str(name) for name in names), 0)
    for row in together:
        for name in total:
            total[name] += row[f"n_{name}"]
    return total


def _counts_of_kind(kind: str, reader: Reader, question: Question, quiet: Quiet) -> Any:
    wanted = {f"n_{stage}": in_cohort(kind, stage, reader, question) for stage in _stages(question)}
    wanted |= {"n_live": live(kind), "n_sleeping": sleeps(kind, quiet)}
    rows = published_records(kind, reader, question).order_by().values("zone_code")
    counted = rows.annotate(**{name: Count("pk", filter=condition) for name, condition in wanted.items()})
    return counted.annotate(of_kind=Value(kind))


def _stages(question: Question) -> tuple[FunnelStage, ...]:
    return COLLECTED if question.view is View.COHORT else (S.PUBLISHED,)


def _in_period(
    reader: Reader, question: Question, records: Mapping[str, int], claims: Mapping[str, int]
) -> dict[str, int]:
    met = introductions(reader, question).aggregate(
        **{str(stage): Count("pk", filter=happened(stage, question)) for stage in (S.CONTACTED, S.NEGOTIATING)}
    )
    viewed = view_days(reader, question).count()
    return {S.PUBLISHED: records[S.PUBLISHED], S.VIEWED: viewed, **met, S.SIGNED: claims["contracts"]}


def _claim_counts(reader: Reader, question: Question) -> dict[str, int]:
    contracts = confirmed_contracts(question)
    found: dict[str, int] = outcomes(reader, question).aggregate(
        contracts=Count("pk", filter=contracts),
        amount=Sum("amount_fen", filter=contracts),
        **{f"claims_{stage}": Count("pk", filter=not_counted(stage, question)) for stage in CLAIMED},
    )
    return found
