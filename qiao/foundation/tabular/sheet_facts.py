"""What must be known of a sheet before it is read, and the cells whose stored value is not believed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from qiao.foundation.tabular.cell_text import column_letters
from qiao.foundation.tabular.limits import Limits
from qiao.foundation.tabular.refusals import FileRefused


@dataclass(frozen=True)
class Override:
    """The text to use instead of the stored value of a cell: a formula, or an error such as #N/A."""

    text: str
    is_formula: bool


# Rows (from 0) in ascending order, each with its overridden cells by column (from 0).
Overrides = Iterator[tuple[int, dict[int, Override]]]


@dataclass(frozen=True)
class SheetFacts:
    """Size of the rectangle from A1 to the last cell with content, and how many rows have content."""

    rows: int
    columns: int
    filled_rows: int
    overrides: Callable[[], Overrides]


@dataclass
class Extent:
    """Grows with every cell that has content; refuses what passes a limit."""

    sheet: str
    limits: Limits
    rows: int = 0
    columns: int = 0
    filled_rows: int = 0

    def add(self, row: int, column: int) -> None:
        """Count a cell with content, both numbers from 0; rows must not go back."""
        if row >= self.rows:
            self.rows = row + 1
            self.filled_rows += 1
            if self.filled_rows > self.limits.rows:
                raise FileRefused("too_many_rows", sheet=self.sheet, limit=self.limits.rows)
        elif row < self.rows - 1:
            raise FileRefused("workbook_corrupt", detail=f"rows of sheet {self.sheet} are out of order")
        self.columns = max(self.columns, column + 1)
        if column >= self.limits.columns:
            raise FileRefused(
                "too_many_columns",
                sheet=self.sheet,
                row=row + 1,
                column=column_letters(column),
                limit=self.limits.columns,
            )

    def facts(self, overrides: Callable[[], Overrides]) -> SheetFacts:
        """The finished facts; FileRefused when the rectangle is too large to hold in memory."""
        if self.rows * self.columns > self.limits.sheet_cells:
            raise FileRefused(
                "too_many_cells",
                sheet=self.sheet,
                rows=self.rows,
                columns=self.columns,
                limit=self.limits.sheet_cells,
            )
        return SheetFacts(self.rows, self.columns, self.filled_rows, overrides)


def no_overrides() -> Overrides:
    """For a sheet whose stored values can all be used."""
    return iter(())
