"""Putting checked rows where they wait for the decision, each compared with what was imported before."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from qiao.core.outcomes import Problem
from qiao.foundation.intake.checking import CheckedRow
from qiao.foundation.intake.kinds import RecordWriter, StagedRow
from qiao.foundation.models import ImportBatch, ImportedKey, ImportProblem, ImportRow, ImportSource

ADDED, CHANGED, SAME = "added", "changed", "same"


@dataclass
class Staging:
    """Stages the rows of one batch, chunk by chunk, and counts them by outcome."""

    batch: ImportBatch
    source: ImportSource | None
    writer: RecordWriter
    counts: Counter[str] = field(default_factory=Counter)

    def stage(self, chunk: Sequence[CheckedRow]) -> None:
        """Write a chunk: good rows with their outcome, bad rows with their problems."""
        good = [row for row in chunk if not row.problems]
        keys = imported_keys(self.source, (row.external_number for row in good))
        outcomes = {row.external_number: outcome_of(keys.get(row.external_number), row.digest) for row in good}
        fresh = [row for row in good if outcomes[row.external_number] != SAME]
        staged = [_staged(row, keys.get(row.external_number)) for row in fresh]
        for position, problems in self.writer.refusals(staged).items():
            fresh[position].problems.extend(problems)
        good = [row for row in good if not row.problems]
        bad = [row for row in chunk if row.problems]
        ImportRow.objects.bulk_create([self._row(row, outcomes[row.external_number]) for row in good])
        store_problems(self.batch, ((row.sheet, row.number, row.problems) for row in bad))
        self.counts.update(outcomes[row.external_number] for row in good)
        self.counts["total"] += len(chunk)
        self.counts["bad"] += len(bad)

    def _row(self, row: CheckedRow, outcome: str) -> ImportRow:
        return ImportRow(
            batch=self.batch,
            sheet=row.sheet,
            number=row.number,
            external_number=row.external_number,
            values=row.values,
            content_digest=row.digest,
            outcome=outcome,
        )


def _staged(row: CheckedRow, key: ImportedKey | None) -> StagedRow:
    return StagedRow(row.external_number, row.values, key.object_id if key else None)


def imported_keys(source: ImportSource | None, numbers: Iterable[str]) -> dict[str, ImportedKey]:
    """What is known of these external numbers of a source."""
    if source is None:
        return {}
    found = ImportedKey.objects.filter(source=source, external_number__in=list(numbers))
    return {key.external_number: key for key in found}


def outcome_of(key: ImportedKey | None, digest: str) -> str:
    """Whether a row is new, different from its last import, or the same."""
    if key is None:
        return ADDED
    return SAME if key.content_digest == digest else CHANGED


def store_problems(batch: ImportBatch, rows: Iterable[tuple[str, int, Sequence[Problem]]]) -> None:
    """Keep the problems of rows, given as sheet, row number and problems."""
    ImportProblem.objects.bulk_create(
        [
            ImportProblem(
                batch=batch,
                sheet=sheet,
                number=number,
                heading=problem.field,
                value=problem.value[:200],
                rule=problem.rule,
                params=dict(problem.params),
            )
            for sheet, number, problems in rows
            for problem in problems
        ],
        batch_size=500,
    )
