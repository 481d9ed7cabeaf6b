"""Whatever the bytes are, a file is read or refused; nothing else happens."""

import tempfile
from functools import cache
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from qiao.foundation.tabular.reading import read_tables
from qiao.foundation.tabular.refusals import FileRefused
from qiao.foundation.tabular.writing import write_xlsx
from tests.foundation.tabular_files import (
    CSV_TEXT,
    HEADERS,
    SHEET_PART,
    biff_formula,
    biff_header,
    biff_text,
    header_xml,
    row_xml,
    sheet_xml,
    text_cell,
    write_parts,
    write_workbook,
    xls_file,
    xlsx_parts,
)

MAGIC = st.sampled_from([b"", b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1"), b"\xff\xfe", b"\xef\xbb\xbf", b"MZ"])


@cache
def valid_workbook() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.xlsx")
        write_xlsx(path, [("成果", HEADERS, [(f"CG-{n}", "名称", "单位") for n in range(20)])])
        return path.read_bytes()


@cache
def valid_xls() -> bytes:
    rows = b"".join(biff_text(n, 0, f"CG-{n}") + biff_formula(n, 1, 1.0) for n in range(1, 20))
    return xls_file(biff_header() + rows)


def read_or_refuse(content: bytes) -> bool:
    """Whether the file was read to its end."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file")
        path.write_bytes(content)
        return read_file_or_refuse(path)


def read_file_or_refuse(path: Path) -> bool:
    try:
        for table in read_tables(path, known_headers=HEADERS).tables:
            for row in table.rows:
                assert len(row.values) >= len(table.headers)
    except FileRefused:
        return False
    return True


def changed(content: bytes, changes: list[tuple[int, int]]) -> bytes:
    result = bytearray(content)
    for position, value in changes:
        result[position % len(result)] = value
    return bytes(result)


CHANGES = st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 255)), min_size=1, max_size=6)


@settings(max_examples=150, deadline=None)
@given(MAGIC, st.binary(max_size=2_000))
@example(b"", CSV_TEXT.encode()[:-1])
def test_random_bytes(magic: bytes, content: bytes) -> None:
    read_or_refuse(magic + content)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_cut_off_workbook_is_refused(data: st.DataObject) -> None:
    content = valid_workbook()
    length = data.draw(st.integers(0, len(content) - 1))
    assert read_or_refuse(content[:length]) is False


@settings(max_examples=100, deadline=None)
@given(CHANGES)
def test_a_workbook_with_changed_bytes(changes: list[tuple[int, int]]) -> None:
    read_or_refuse(changed(valid_workbook(), changes))


@settings(max_examples=100, deadline=None)
@given(CHANGES, st.integers(0, 20_000))
def test_an_xls_file_with_changed_bytes_or_cut_off(changes: list[tuple[int, int]], length: int) -> None:
    read_or_refuse(changed(valid_xls(), changes))
    read_or_refuse(valid_xls()[:length])


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(xlsx_parts())), CHANGES)
def test_a_workbook_with_changed_parts(part: str, changes: list[tuple[int, int]]) -> None:
    """Changes inside the parts, with correct checksums, reach the readers of XML and of sheets."""
    sheet = sheet_xml(header_xml() + row_xml(2, text_cell("A2", "x"), '<c r="B2"><f>1+1</f><v>2</v></c>'))
    parts: dict[str, str | bytes] = dict(xlsx_parts((sheet,)))
    parts[part] = changed(str(parts[part]).encode(), changes)
    with tempfile.TemporaryDirectory() as folder:
        read_file_or_refuse(write_parts(Path(folder, "file"), parts))


VALUES = st.sampled_from(["1", "0", "-1", "99999999", "1e999", "NaN", "", "x", "2958466", "45000.5", "&#55;"])
TYPES = st.sampled_from(["n", "s", "b", "e", "d", "str", "inlineStr", "q"])
NAMES = st.sampled_from(["A2", "B2", "GR2", "C9", "XFD1", "A0", "2A", "A1048577", ""])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(NAMES, TYPES, VALUES), max_size=4))
def test_strange_cells(cells: list[tuple[str, str, str]]) -> None:
    """Cells that are well-formed XML but make no sense."""
    body = "".join(f'<c r="{name}" t="{kind}"><v>{value}</v></c>' for name, kind, value in cells)
    with tempfile.TemporaryDirectory() as folder:
        path = write_workbook(Path(folder, "file"), sheet_xml(header_xml() + row_xml(2, body)))
        read_file_or_refuse(path)


def test_the_untouched_files_are_read() -> None:
    assert read_or_refuse(valid_workbook())
    assert read_or_refuse(valid_xls())
    assert SHEET_PART in xlsx_parts()
