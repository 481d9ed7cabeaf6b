"""Step 2: which header of the file stands for which column."""

from collections.abc import Mapping
from dataclasses import dataclass

from qiao.core.outcomes import Invalid
from qiao.foundation.intake.kinds import KINDS
from qiao.foundation.intake.mapping import mapping_problems, missing_columns
from qiao.foundation.models import ImportTask
from qiao.web.imports.wording import outcome_lines
from qiao.web.pages import InputFault


@dataclass(frozen=True)
class HeaderLine:
    """A header with its samples, the name of its control, what is chosen, and what was suggested."""

    name: str
    header: str
    sheet: str
    samples: tuple[str, ...]
    chosen: str
    is_suggested: bool


def header_lines(task: ImportTask, mapping: Mapping[str, str]) -> list[HeaderLine]:
    """The headers of the file, those without a column first: they need a look."""
    lines = [
        HeaderLine(
            name=f"column{index}",
            header=found["header"],
            sheet=found["sheet"],
            samples=tuple(found["samples"]),
            chosen=mapping.get(found["header"], ""),
            is_suggested=bool(found["suggestion"]) and mapping.get(found["header"], "") == found["suggestion"],
        )
        for index, found in enumerate(task.headers)
    ]
    return sorted(lines, key=lambda line: bool(line.chosen))


def posted_mapping(task: ImportTask, posted: Mapping[str, str]) -> dict[str, str]:
    """Column key by header, as posted; a control that is missing leaves its header out."""
    return {found["header"]: posted.get(f"column{index}", "").strip()[:60] for index, found in enumerate(task.headers)}


def faults_of_mapping(task: ImportTask, mapping: Mapping[str, str]) -> list[InputFault]:
    """Columns that do not exist or are chosen twice."""
    problems = mapping_problems(mapping, KINDS[task.kind])
    return outcome_lines(Invalid(*problems)) if problems else []


def missing(task: ImportTask, mapping: Mapping[str, str]) -> list[str]:
    """Headings of the compulsory columns for which no header stands."""
    return missing_columns(mapping, KINDS[task.kind])


def choices(task: ImportTask) -> list[tuple[str, str]]:
    """The columns of the kind by key, compulsory ones with a star."""
    return [(column.key, f"{column.heading}{' *' if column.required else ''}") for column in KINDS[task.kind].columns]
