"""Which cells of a row have lost their content to a merged range: all but the first cell of the range."""

from collections.abc import Iterable

from qiao.foundation.tabular.refusals import FileRefused

MergedRange = tuple[tuple[int, int], tuple[int, int]]
NO_COLUMNS: frozenset[int] = frozenset()


class MergedCells:
    """The merged ranges of one sheet, asked row by row from the top; rows and columns count from 0.

    Ranges are never spelled out cell by cell: one of them may span a whole sheet.
    """

    def __init__(self, ranges: Iterable[MergedRange], width: int) -> None:
        self._width = width
        self._below = sorted((one for one in ranges if one[0][1] < width), reverse=True)
        self._here: list[MergedRange] = []

    def columns_of(self, row: int) -> frozenset[int]:
        """The columns of the row that are covered; rows must not go back.

        FileRefused when more ranges meet in the row than it has columns: they overlap, which no program allows.
        """
        while self._below and self._below[-1][0][0] <= row:
            self._here.append(self._below.pop())
        if not self._here:
            return NO_COLUMNS
        self._here = [one for one in self._here if one[1][0] >= row]
        if len(self._here) > self._width:
            raise FileRefused("workbook_corrupt", detail="merged ranges overlap")
        return frozenset(
            column
            for first, last in self._here
            for column in range(first[1], min(last[1] + 1, self._width))
            if (row, column) != first
        )
