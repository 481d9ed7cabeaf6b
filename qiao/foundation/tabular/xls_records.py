"""The record stream of an .xls workbook (BIFF8, [MS-XLS]): what must be known before it is read."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from qiao.foundation.tabular.compound import CompoundFile
from qiao.foundation.tabular.limits import Limits
from qiao.foundation.tabular.refusals import FileRefused
from qiao.foundation.tabular.sheet_facts import Extent, Override, Overrides, SheetFacts, no_overrides

BOF, EOF, FILEPASS, BOUNDSHEET, DIMENSIONS = 0x0809, 0x000A, 0x002F, 0x0085, 0x0200
FORMULA, BOOLERR = 0x0006, 0x0205
MULRK = 0x00BD
LABEL, LABELSST, NUMBER, RK, RSTRING = 0x0204, 0x00FD, 0x0203, 0x027E, 0x00D6
CELL_RECORDS = frozenset({FORMULA, BOOLERR, LABEL, LABELSST, NUMBER, RK, RSTRING, MULRK})
BIFF8 = 0x0600
WORKSHEET_KIND, MACRO_KIND = 0, 1
MACRO_STORAGES = frozenset({"_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA"})
# The formula itself is stored as compiled tokens; its text is not rebuilt here.
FORMULA_TEXT = "=…"
ERROR_TEXTS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


@dataclass(frozen=True)
class XlsSheet:
    """A sheet's name, kind ([MS-XLS] 2.4.28 dt) and where its records begin."""

    name: str
    kind: int
    offset: int


def workbook_stream(container: CompoundFile) -> bytes:
    """The record stream; FileRefused for encrypted, macro, older and other Office files."""
    names = container.names
    if "EncryptedPackage" in names:
        raise FileRefused("password_protected")
    if "WordDocument" in names:
        raise FileRefused("word_document")
    if "PowerPoint Document" in names:
        raise FileRefused("presentation_file")
    if macros := MACRO_STORAGES & names:
        raise FileRefused("macro_file", part=min(macros))
    if "Workbook" not in names:
        if "Book" in names:
            raise FileRefused("old_excel_file", version="BIFF5")
        raise FileRefused("unknown_office_file")
    return container.stream("Workbook")


def _records(stream: bytes, offset: int) -> Iterator[tuple[int, bytes]]:
    """Records of one substream, those of embedded charts left out."""
    depth = 0
    while offset + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, offset)
        body = stream[offset + 4 : offset + 4 + length]
        if len(body) < length:
            break
        offset += 4 + length
        if kind == BOF:
            depth += 1
        if depth == 1:
            yield kind, body
        if kind == EOF:
            depth -= 1
            if depth == 0:
                return
    raise FileRefused("workbook_corrupt", detail="its records are cut off")


def xls_sheets(stream: bytes, limits: Limits) -> tuple[XlsSheet, ...]:
    """All sheets in workbook order; FileRefused when the workbook is encrypted or has macro sheets."""
    sheets = []
    try:
        for position, (kind, body) in enumerate(_records(stream, 0)):
            if position == 0:
                version = struct.unpack_from("<H", body)[0] if kind == BOF else 0
                if version != BIFF8:
                    raise FileRefused("old_excel_file", version=f"BIFF {version:#06x}")
            elif kind == FILEPASS:
                raise FileRefused("password_protected")
            elif kind == BOUNDSHEET:
                sheets.append(_bound_sheet(body))
    except struct.error as problem:
        raise FileRefused("workbook_corrupt", detail="a record is too short") from problem
    if len(sheets) > limits.sheets:
        raise FileRefused("too_many_sheets", count=len(sheets), limit=limits.sheets)
    for sheet in sheets:
        if sheet.kind == MACRO_KIND:
            raise FileRefused("macro_file", part=sheet.name)
    return tuple(sheets)


def _bound_sheet(body: bytes) -> XlsSheet:
    offset, _state, kind, length, wide = struct.unpack_from("<IBBBB", body)
    name = (
        body[8 : 8 + 2 * length].decode("utf-16-le", "replace") if wide & 1 else body[8 : 8 + length].decode("latin-1")
    )
    return XlsSheet(name, kind, offset)


def xls_facts(stream: bytes, sheet: XlsSheet, limits: Limits) -> SheetFacts:
    """Extent of the sheet, counted and as declared; FileRefused when either passes a limit."""
    extent = Extent(sheet.name, limits)
    needs_overrides = False
    try:
        for kind, body in _records(stream, sheet.offset):
            if kind == DIMENSIONS:
                _check_declared(body, sheet.name, limits)
            elif kind in CELL_RECORDS:
                row, column = struct.unpack_from("<HH", body)
                if kind == MULRK:
                    column = struct.unpack_from("<H", body, len(body) - 2)[0]
                extent.add(row, column)
                needs_overrides = needs_overrides or kind == FORMULA or (kind == BOOLERR and body[7:8] == b"\1")
    except struct.error as problem:
        raise FileRefused("workbook_corrupt", detail=f"a record of sheet {sheet.name} is too short") from problem
    return extent.facts((lambda: _overrides(stream, sheet)) if needs_overrides else no_overrides)


def _check_declared(body: bytes, sheet: str, limits: Limits) -> None:
    """The reader reserves memory for the declared rectangle, so an absurd one is refused."""
    first_row, end_row, first_column, end_column = struct.unpack_from("<IIHH", body)
    rows, columns = max(0, end_row - first_row), max(0, end_column - first_column)
    if rows * columns > max(limits.sheet_cells, 65_536 * 256):
        raise FileRefused("too_many_cells", sheet=sheet, rows=rows, columns=columns, limit=limits.sheet_cells)


def _overrides(stream: bytes, sheet: XlsSheet) -> Overrides:
    current, cells = -1, dict[int, Override]()
    for kind, body in _records(stream, sheet.offset):
        if kind not in (FORMULA, BOOLERR):
            continue
        row, column = struct.unpack_from("<HH", body)
        if row != current and cells:
            yield current, cells
            cells = {}
        current = row
        if kind == FORMULA:
            cells[column] = Override(FORMULA_TEXT, True)
        elif body[7:8] == b"\1":
            cells[column] = Override(ERROR_TEXTS.get(body[6], "#N/A"), False)
    if cells:
        yield current, cells
