"""One pass over a sheet's XML: its extent, and where formulas and errors stand."""

import zipfile
from pathlib import Path
from xml.parsers import expat

from qiao.foundation.tabular.cell_text import column_index
from qiao.foundation.tabular.limits import Limits
from qiao.foundation.tabular.refusals import FileRefused
from qiao.foundation.tabular.sheet_facts import Extent, Override, Overrides, SheetFacts, no_overrides
from qiao.foundation.tabular.xml_parts import Attributes, SheetPart, feed, local_name, new_parser

CONTENT = frozenset({"v", "is", "f"})
# A formula shared with another cell has no text of its own.
SHARED_FORMULA_TEXT = "…"
LAST_ROW = 1_048_576
DIGITS = "0123456789"
OUTSIDE_CELLS = frozenset({"sheetData", "row", "extLst"})


class _Position:
    """Where the parser stands; cells without a name follow the one before them."""

    def __init__(self, sheet: SheetPart) -> None:
        self.sheet = sheet
        self.row = -1
        self.column = -1
        self.in_cell = False
        self.is_error = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Follow a `row` or `c` element."""
        if name == "row":
            self.row = self._row(attributes["r"]) if "r" in attributes else self.row + 1
            self.column = -1
        elif name == "c":
            self.in_cell = True
            self.is_error = attributes.get("t") == "e"
            reference = attributes.get("r")
            if reference is None:
                self.column += 1
                return
            letters = reference.rstrip(DIGITS)
            self.row = self._row(reference[len(letters) :])
            try:
                self.column = column_index(letters)
            except ValueError:
                raise self._corrupt(reference) from None

    def _row(self, digits: str) -> int:
        if not (digits.isascii() and digits.isdigit() and 1 <= int(digits[:8]) <= LAST_ROW):
            raise self._corrupt(digits)
        return int(digits[:8]) - 1

    def _corrupt(self, reference: str) -> FileRefused:
        return FileRefused("workbook_corrupt", detail=f"sheet {self.sheet.name} has a cell “{reference[:20]}”")


class _Scanner:
    """Grows the extent with every cell that has content; one call per element, so it does little."""

    def __init__(self, sheet: SheetPart, limits: Limits) -> None:
        self.position = _Position(sheet)
        self.extent = Extent(sheet.name, limits)
        self.needs_overrides = False
        self._cell: Attributes | None = None
        self._row_digits = ""
        self._columns: set[str] = set()

    def on_start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            if "r" not in attributes:
                self._after_previous(attributes)
            self._cell = attributes
        elif name in CONTENT:
            if self._cell is not None:
                self._content(self._cell, name)
        elif ":" in name:
            self.on_start(local_name(name), attributes)
        elif name in OUTSIDE_CELLS:
            self._cell = None
            self._row_digits = ""
            self.position.start(name, attributes)

    def _after_previous(self, attributes: Attributes) -> None:
        """A cell without a name follows the one before it, whose place may not have been worked out."""
        if self._cell is not None and "r" in self._cell:
            self.position.start("c", self._cell)
        self.position.start("c", attributes)

    def _content(self, cell: Attributes, name: str) -> None:
        if name == "f" or cell.get("t") == "e":
            self.needs_overrides = True
        reference = cell.get("r")
        if reference is None:
            self.extent.add(self.position.row, self.position.column)
            return
        letters = reference.rstrip(DIGITS)
        digits = reference[len(letters) :]
        if digits != self._row_digits or letters not in self._columns:
            self.position.start("c", cell)
            self.extent.add(self.position.row, self.position.column)
            self._row_digits = digits
            self._columns.add(letters)


def sheet_facts(path: Path, archive: zipfile.ZipFile, sheet: SheetPart, limits: Limits) -> SheetFacts:
    """Extent of the sheet; FileRefused when it passes a limit or its XML cannot be trusted."""
    scanner = _Scanner(sheet, limits)
    parser = new_parser(sheet.part)
    parser.StartElementHandler = scanner.on_start
    for _ in feed(archive, sheet.part, parser):
        pass
    if not scanner.needs_overrides:
        return scanner.extent.facts(no_overrides)
    return scanner.extent.facts(lambda: _overrides(path, sheet, limits))


class _OverrideCollector:
    """Gathers formulas and errors row by row; finished rows are taken away by the reader."""

    def __init__(self, sheet: SheetPart, limits: Limits) -> None:
        self.position = _Position(sheet)
        self.limits = limits
        self.rows: dict[int, dict[int, Override]] = {}
        self.reading = ""
        self.formula: str | None = None
        self.error = ""

    def attach(self, parser: expat.XMLParserType) -> None:
        """Listen to the parser."""
        parser.StartElementHandler = self.on_start
        parser.EndElementHandler = self.on_end
        parser.CharacterDataHandler = self.on_text

    def on_start(self, name: str, attributes: Attributes) -> None:
        name = local_name(name)
        if name == "c":
            self.formula, self.error = None, ""
        if name in CONTENT:
            self.reading = name if self.position.in_cell else ""
            if self.reading == "f":
                self.formula = self.formula or ""
        else:
            self.position.start(name, attributes)

    def on_text(self, text: str) -> None:
        if self.reading == "f" and self.formula is not None:
            self.formula = (self.formula + text)[: self.limits.cell_characters - 1]
        elif self.reading == "v" and self.position.is_error:
            self.error = (self.error + text)[: self.limits.cell_characters]

    def on_end(self, name: str) -> None:
        name = local_name(name)
        if name in CONTENT:
            self.reading = ""
        elif name == "c":
            position = self.position
            position.in_cell = False
            override = None
            if self.formula is not None:
                override = Override("=" + (self.formula.lstrip("=") or SHARED_FORMULA_TEXT), True)
            elif position.is_error:
                override = Override(self.error, False)
            if override:
                self.rows.setdefault(position.row, {})[position.column] = override


def _overrides(path: Path, sheet: SheetPart, limits: Limits) -> Overrides:
    collector = _OverrideCollector(sheet, limits)
    parser = new_parser(sheet.part)
    collector.attach(parser)
    with zipfile.ZipFile(path) as archive:
        for _ in feed(archive, sheet.part, parser):
            # The row being parsed may get further cells in the next piece.
            for row in [row for row in collector.rows if row < collector.position.row]:
                yield row, collector.rows.pop(row)
        yield from collector.rows.items()
