"""Refusing a file that bears a mark of state secrecy, before anything of it is kept or repeated."""

from collections.abc import Iterable

from qiao.core.secrecy import is_classified
from qiao.foundation.tabular.refusals import FileRefused
from qiao.foundation.tabular.tables import SourceRow

GRADE_HEADING = "密级"
MARKING = "密"


def refuse_classified(rows: Iterable[SourceRow]) -> None:
    """FileRefused(`classified_file`) at the first row that bears a mark; it names sheet and row, never the text.

    A grade alone (``机密``) is a mark where it stands in a column headed 密级.
    """
    graded: dict[str, set[int]] = {}
    for row in rows:
        # Every mark has this character, and nearly no row has it.
        if not any(MARKING in text for text in (row.sheet, *row.values)):
            continue
        # Direction marks inside a word are seen by nobody and would hide it.
        texts = [value if value.isprintable() else "".join(filter(_is_seen, value)) for value in row.values]
        columns = graded.setdefault(row.sheet, set())
        noted = [f"{GRADE_HEADING}：{texts[column]}" for column in columns if column < len(texts)]
        if is_classified(" ".join(texts), row.sheet, *noted):
            raise classified_file(row.sheet, row.number)
        columns.update(column for column, text in enumerate(texts) if text.strip(" *＊：:") == GRADE_HEADING)


def _is_seen(character: str) -> bool:
    return character.isprintable() or character.isspace()


def classified_file(sheet: str, row: int) -> FileRefused:
    """The refusal; a sheet whose own name bears a mark is not named."""
    return FileRefused("classified_file", sheet="–" if is_classified(sheet) else sheet, row=row)
