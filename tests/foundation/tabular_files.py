"""Builders of good and bad table files, made when a test runs."""

import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

HEADERS = ("外部编号", "成果名称", "持有单位")
ROW = ("CG-001", "高熵合金涂层制备方法", "江海大学（示例）")
CSV_TEXT = ",".join(HEADERS) + "\r\n" + ",".join(ROW) + "\r\n"

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHEET_PART = "xl/worksheets/sheet1.xml"


def text_cell(name: str, text: str) -> str:
    """An inline string cell; `text` is XML."""
    return f'<c r="{name}" t="inlineStr"><is><t>{text}</t></is></c>'


def row_xml(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def header_xml(number: int = 1) -> str:
    return row_xml(number, *(text_cell(f"{'ABC'[i]}{number}", h) for i, h in enumerate(HEADERS)))


def sheet_xml(rows: str | None = None, after: str = "", before: str = "") -> str:
    body = header_xml() + row_xml(2, text_cell("A2", "CG-001")) if rows is None else rows
    return f'{DECLARATION}<worksheet xmlns="{MAIN}">{before}<sheetData>{body}</sheetData>{after}</worksheet>'


def xlsx_parts(sheets: Sequence[str] = (sheet_xml(),), states: Mapping[int, str] | None = None) -> dict[str, str]:
    """The least set of parts of a workbook with these sheets (XML), named 表1, 表2 …"""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(
        f'<sheet name="表{n}" sheetId="{n}" r:id="rId{n}" state="{(states or {}).get(n, "visible")}"/>' for n in numbers
    )
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    return {
        "[Content_Types].xml": f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">'
        f"{relations}</Relationships>",
        **{f"xl/worksheets/sheet{n}.xml": xml for n, xml in zip(numbers, sheets, strict=True)},
    }


def write_parts(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def write_workbook(path: Path, sheet: str, extra: Mapping[str, str | bytes] | None = None) -> Path:
    """A workbook with one sheet (XML) and further parts."""
    return write_parts(path, {**xlsx_parts((sheet,)), **(extra or {})})


def lying_entry(path: Path) -> Path:
    """A workbook whose extra part unpacks to far more than declared, with a checksum that fits the lie."""
    write_parts(path, {**xlsx_parts(), "xl/media/a.bin": b"0" * 100_000})
    data = bytearray(path.read_bytes())
    truth, lie = struct.pack("<I", 100_000), struct.pack("<I", 10)
    name = b"xl/media/a.bin"
    local, central = data.find(name) - 30, data.rfind(name) - 46
    for start, checksum, size in ((local, 14, 22), (central, 16, 24)):
        assert data[start + size : start + size + 4] == truth
        data[start + size : start + size + 4] = lie
        data[start + checksum : start + checksum + 4] = struct.pack("<I", zlib.crc32(b"0" * 10))
    path.write_bytes(data)
    return path


def patch_zip(path: Path, name: str, central_offset: int, local_offset: int, value: int) -> Path:
    """Overwrite a two-byte field of an entry in both zip headers."""
    data = bytearray(path.read_bytes())
    encoded = name.encode()
    for start, offset in (
        (data.rfind(encoded) - 46, central_offset),
        (data.find(encoded) - 30, local_offset),
    ):
        data[start + offset : start + offset + 2] = struct.pack("<H", value)
    path.write_bytes(data)
    return path


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with 512-byte sectors; streams are padded to 4,096 bytes, so no small-stream table."""
    padded = {name: body.ljust(4096, b"\0") for name, body in streams.items()}
    directory = [_directory_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1 if padded else -1)]
    chains: list[int] = []
    body = b""
    for index, (name, content) in enumerate(padded.items()):
        count = -(-len(content) // 512)
        start = len(chains)
        chains += [*range(start + 1, start + count), 0xFFFFFFFE]
        body += content.ljust(count * 512, b"\0")
        following = index + 2 if index + 1 < len(padded) else -1
        directory.append(_directory_entry(name, 2, start, len(content), right=following))
    raw_directory = b"".join(directory).ljust(-(-len(directory) // 4) * 512, b"\0")
    directory_start = len(chains)
    count = len(raw_directory) // 512
    chains += [*range(directory_start + 1, directory_start + count), 0xFFFFFFFE]
    table_sectors = -(-(len(chains) + 2) // 127)
    table_start = len(chains)
    table = [*chains, *[0xFFFFFFFD] * table_sectors]
    table += [0xFFFFFFFF] * (table_sectors * 128 - len(table))
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, table_sectors, directory_start, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    listed = [table_start + n for n in range(table_sectors)]
    head += struct.pack("<109I", *listed, *[0xFFFFFFFF] * (109 - len(listed)))
    return head + body + raw_directory + struct.pack(f"<{len(table)}I", *table)


def _directory_entry(name: str, kind: int, start: int, size: int, right: int = -1, child: int = -1) -> bytes:
    raw = name.encode("utf-16-le")
    entry = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw) + 2, kind, 1)
    entry += struct.pack("<iii", -1, right, child) + bytes(36)
    return entry + struct.pack("<IQ", start, size)


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def biff_text(row: int, column: int, text: str) -> bytes:
    """A LABEL record with a two-byte string."""
    return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))


def biff_number(row: int, column: int, value: float) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def biff_formula(row: int, column: int, stored: float) -> bytes:
    """A FORMULA record for =1+1 with a stored result."""
    tokens = bytes.fromhex("1e01001e010003")
    return record(0x0006, struct.pack("<HHHdHIH", row, column, 0, stored, 0, 0, len(tokens)) + tokens)


def biff_error(row: int, column: int, code: int) -> bytes:
    return record(0x0205, struct.pack("<HHHBB", row, column, 0, code, 1))


def biff_header(row: int = 0) -> bytes:
    return b"".join(biff_text(row, column, text) for column, text in enumerate(HEADERS))


def xls_file(
    cells: bytes, globals_extra: bytes = b"", version: int = 0x0600, kind: int = 0, name: str = "表1"
) -> bytes:
    """An .xls workbook with one sheet of these records."""

    def begin(stream_kind: int) -> bytes:
        return record(0x0809, struct.pack("<HHHHII", version, stream_kind, 0, 1997, 0, 0))

    def bound(offset: int) -> bytes:
        return record(0x0085, struct.pack("<IBBBB", offset, 0, kind, len(name), 1) + name.encode("utf-16-le"))

    head = begin(0x0005) + globals_extra + record(0x0042, struct.pack("<H", 1200))
    offset = len(head) + len(bound(0)) + len(record(0x000A))
    stream = head + bound(offset) + record(0x000A) + begin(0x0010) + cells + record(0x000A)
    return compound_file({"Workbook": stream})
