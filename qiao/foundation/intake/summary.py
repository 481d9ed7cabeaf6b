"""An import in figures and words, for the console and the screens."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from qiao.foundation.models import ImportBatch, ImportProblem
from qiao.foundation.wording import text_of

SHOWN_PROBLEMS = 20


@dataclass(frozen=True)
class ProblemLine:
    """One problem as a person reads it: where, which value, and a sentence with rule and remedy."""

    sheet: str
    row: int
    column: str
    value: str
    rule: str
    sentence: str


@dataclass(frozen=True)
class ImportSummary:
    """What an import holds or did; ``good`` rows are those added, changed and same."""

    importbatch_id: int
    state: str
    kind: str
    source: str
    file_name: str
    total: int
    bad: int
    added: int
    changed: int
    same: int
    left_out: int
    mapping: Mapping[str, str]
    problems: tuple[ProblemLine, ...]
    notes: tuple[str, ...]

    @property
    def good(self) -> int:
        """Rows without a problem."""
        return self.total - self.bad


def summary_of(batch: ImportBatch, first_problems: int = SHOWN_PROBLEMS) -> ImportSummary:
    """The figures of an import with its first problems, in the active language."""
    problems = ImportProblem.objects.filter(batch=batch).order_by("pk")[:first_problems]
    return ImportSummary(
        importbatch_id=batch.pk,
        state=batch.state,
        kind=batch.kind,
        source=batch.source,
        file_name=batch.file_name,
        total=batch.total,
        bad=batch.bad,
        added=batch.added,
        changed=batch.changed,
        same=batch.same,
        left_out=batch.left_out,
        mapping=batch.mapping,
        problems=tuple(problem_line(problem) for problem in problems),
        notes=tuple(note_sentence(code, params) for code, params in batch.notes),
    )


def problem_line(problem: ImportProblem) -> ProblemLine:
    """A stored problem in the active language."""
    return ProblemLine(
        sheet=problem.sheet,
        row=problem.number,
        column=problem.heading,
        value=problem.value,
        rule=problem.rule,
        sentence=text_of(f"rule.{problem.rule}", problem.params),
    )


def note_sentence(code: str, params: Mapping[str, Any]) -> str:
    """A note in the active language."""
    return text_of(f"note.{code}", params)


def notes_with_counts(
    notes: Iterable[tuple[str, Mapping[str, Any]]], counts: Mapping[str, int]
) -> list[tuple[str, Mapping[str, Any]]]:
    """Notes with those that count rows replaced by these counts: preview and application count the same rows."""
    told = [(code, params) for code, params in notes if set(params) != {"count"}]
    return [*told, *((code, {"count": count}) for code, count in sorted(counts.items()))]


def error_text(lines: Iterable[ProblemLine]) -> str:
    """The problems of one row in one cell: column, value and sentence, one line each."""
    return "\n".join(f"{line.column}“{line.value}”：{line.sentence}" for line in lines)
