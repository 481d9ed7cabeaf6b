"""Bad files: each is refused with its own rule and tells what is wrong where."""

import gzip
import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from qiao.foundation.tabular.limits import Limits
from qiao.foundation.tabular.reading import read_tables
from qiao.foundation.tabular.refusals import REFUSALS, FileRefused
from tests.foundation.tabular_files import (
    CSV_TEXT,
    HEADERS,
    SHEET_PART,
    biff_header,
    biff_number,
    compound_file,
    header_xml,
    lying_entry,
    patch_zip,
    record,
    row_xml,
    sheet_xml,
    text_cell,
    write_parts,
    write_workbook,
    xls_file,
    xlsx_parts,
)

Builder = Callable[[Path], object]
SMALL = replace(Limits(), rows=100, columns=20, sheets=3, sheet_cells=5_000)


def raw(content: bytes | str) -> Builder:
    data = content.encode() if isinstance(content, str) else content
    return lambda path: path.write_bytes(data)


def package(**names: str) -> Builder:
    """A zip archive with the given parts; `__` in a name stands for a slash, `_dot_` for a dot."""
    parts = {name.replace("__", "/").replace("_dot_", "."): text for name, text in names.items()}
    return lambda path: write_parts(path, parts)


def workbook(sheet: str = sheet_xml(), **extra: str | bytes) -> Builder:
    parts = {name.replace("__", "/").replace("_dot_", "."): content for name, content in extra.items()}
    return lambda path: write_workbook(path, sheet, parts)


def workbook_without(part: str) -> Builder:
    return lambda path: write_parts(path, {k: v for k, v in xlsx_parts().items() if k != part})


def named_part(name: str, content: str | bytes = "x") -> Builder:
    return lambda path: write_workbook(path, sheet_xml(), {name: content})


def truncated(path: Path) -> None:
    write_workbook(path, sheet_xml())
    path.write_bytes(path.read_bytes()[:-300])


def damaged_middle(path: Path) -> None:
    write_parts(path, {"xl/media/a.bin": bytes(range(256)) * 64, **xlsx_parts()})
    data = bytearray(path.read_bytes())
    data[60:90] = b"\xff" * 30
    path.write_bytes(data)


def doubled_part(path: Path) -> None:
    write_workbook(path, sheet_xml(), {SHEET_PART.upper(): sheet_xml()})


def encrypted_part(path: Path) -> None:
    patch_zip(write_workbook(path, sheet_xml()), SHEET_PART, 8, 6, 1)


def strange_compression(path: Path) -> None:
    patch_zip(write_workbook(path, sheet_xml()), SHEET_PART, 10, 8, 99)


def many_sheets(path: Path) -> None:
    write_parts(path, xlsx_parts((sheet_xml(),) * 4))


def hidden_only(path: Path) -> None:
    write_parts(path, xlsx_parts(states={1: "hidden"}))


def merged_by_openpyxl(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "成果"
    sheet.append([HEADERS[0], "知识产权", None, HEADERS[2]])
    sheet.append([None, "类型", "号码", None])
    sheet.append(["CG-001", "发明专利", "ZL202310123456.X", "江海大学（示例）"])
    for cells in ("B1:C1", "A1:A2", "D1:D2"):
        sheet.merge_cells(cells)
    book.save(path)


def zip_bytes(name: str, content: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
BOMB_SHEET = sheet_xml().replace("<worksheet", DOCTYPE + "<worksheet", 1)
UTF16_BOMB = BOMB_SHEET.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
GB_LINE = "CG-002,低温共烧陶瓷基板,江海研究院（示例）\r\n".encode("gb18030")
MANY_ROWS = "\r\n".join(["外部编号,成果名称", *(f"CG-{n},名称" for n in range(200))])
FAR_CELL = sheet_xml(header_xml() + row_xml(1_000_000, text_cell("C1000000", "x")))
WIDE_CELL = sheet_xml(header_xml() + row_xml(2, text_cell("XFD2", "x")))
LONG_CELL = sheet_xml(header_xml() + row_xml(2, text_cell("B2", "长" * 32_768)))
DOUBLE_HEADER = sheet_xml(header_xml().replace("持有单位", " 外部 编号＊"))
BACKWARDS = sheet_xml(header_xml(5) + row_xml(1, text_cell("A1", "x")))
MACRO = b"\xcc\x61vba"
ENCRYPTED = compound_file({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": b"x" * 5000})
FILEPASS = xls_file(biff_header(), globals_extra=record(0x002F, b"\1\0\1\0"))
HUGE_XLS = xls_file(record(0x0200, struct.pack("<IIHHH", 0, 65_536, 0, 65_535, 0)) + biff_header())
WORKBOOK_ENTRY = "Workbook".encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 18)
FAR_XLS = xls_file(biff_header() + biff_number(60_000, 2, 1.0))
OPENDOCUMENT = "application/vnd.oasis.opendocument.spreadsheet"

BAD_FILES: dict[str, tuple[Builder, str, dict[str, str | int]]] = {
    "no bytes": (raw(b""), "empty_file", {}),
    "blanks only": (raw("\ufeff \r\n,,\r\n"), "blank_text", {}),
    "too large": (raw(b"a,b\n" * 3_000_000), "file_too_large", {"size": 12_000_000, "limit": 10_000_000}),
    "prose": (raw("江海示范区简介\n成立于2020年。\n"), "plain_text", {"found": "江海示范区简介"}),
    "pdf": (raw(b"%PDF-1.7\n%\xe2\xe3"), "pdf_file", {}),
    "docx": (package(word__document_dot_xml="<w/>"), "word_document", {}),
    "doc": (raw(compound_file({"WordDocument": b"x"})), "word_document", {}),
    "pptx": (package(ppt__presentation_dot_xml="<p/>"), "presentation_file", {}),
    "ppt": (raw(compound_file({"PowerPoint Document": b"x"})), "presentation_file", {}),
    "png": (raw(b"\x89PNG\r\n\x1a\n"), "image_file", {"kind": "PNG"}),
    "jpeg": (raw(b"\xff\xd8\xff\xe0JFIF"), "image_file", {"kind": "JPEG"}),
    "bmp": (raw(b"BM\x36\x00\x0c\x00\0\0\0\0"), "image_file", {"kind": "BMP"}),
    "exe": (raw(b"MZ\x90\0\3\0\0\0"), "program_file", {"kind": "EXE"}),
    "elf": (raw(b"\x7fELF\2\1\1"), "program_file", {"kind": "ELF"}),
    "sqlite": (raw(b"SQLite format 3\0"), "database_file", {"kind": "SQLite"}),
    "web page as xls": (raw("\n <HTML><table><tr><td>外部编号"), "html_file", {}),
    "web page in UTF-16": (raw("<html><body><table>".encode("utf-16")), "html_file", {}),
    "mail archive": (raw("MIME-Version: 1.0\nContent-Type: text/html"), "html_file", {}),
    "xml": (raw('<?xml version="1.0"?><Workbook/>'), "xml_file", {}),
    "json": (raw('[{"外部编号": "CG-001"}]'), "json_file", {}),
    "rtf": (raw(b"{\\rtf1\\ansi"), "rich_text_file", {}),
    "zip of a table": (package(a_dot_csv=CSV_TEXT), "archive_file", {"kind": "zip"}),
    "gzip": (raw(gzip.compress(CSV_TEXT.encode())), "archive_file", {"kind": "gzip"}),
    "rar": (raw(b"Rar!\x1a\x07\x01\0"), "archive_file", {"kind": "rar"}),
    "ods": (package(mimetype=OPENDOCUMENT), "opendocument_file", {"kind": "spreadsheet"}),
    "xlsb": (package(xl__workbook_dot_bin="x"), "excel_binary_workbook", {}),
    "Excel 4": (raw(bytes.fromhex("0904060000001000")), "old_excel_file", {"version": "BIFF4"}),
    "Excel 95": (raw(compound_file({"Book": b"x"})), "old_excel_file", {"version": "BIFF5"}),
    "BIFF7 stream": (raw(xls_file(b"", version=0x0500)), "old_excel_file", {"version": "BIFF 0x0500"}),
    "Outlook message": (raw(compound_file({"__properties": b"x"})), "unknown_office_file", {}),
    "encrypted xlsx": (raw(ENCRYPTED), "password_protected", {}),
    "encrypted xls": (raw(FILEPASS), "password_protected", {}),
    "xlsm": (named_part("xl/vbaProject.bin", MACRO), "macro_file", {"part": "xl/vbaProject.bin"}),
    "Excel 4 macros": (named_part("xl/macrosheets/s.xml"), "macro_file", {"part": "xl/macrosheets/s.xml"}),
    "xls with macros": (
        raw(compound_file({"Workbook": b"x", "_VBA_PROJECT": b"x"})),
        "macro_file",
        {"part": "_VBA_PROJECT"},
    ),
    "xls macro sheet": (raw(xls_file(biff_header(), kind=1)), "macro_file", {"part": "表1"}),
    "cut off zip": (truncated, "corrupt_zip", {}),
    "damaged zip": (damaged_middle, "corrupt_zip", {}),
    "many parts": (
        workbook(**{f"n{n}": "x" for n in range(60)}),
        "zip_too_many_entries",
        {"count": 65, "limit": 50},
    ),
    "path out of the archive": (named_part("../../etc/x"), "zip_path_unsafe", {"name": "../../etc/x"}),
    "absolute path": (named_part("/etc/x"), "zip_path_unsafe", {"name": "/etc/x"}),
    "drive path": (named_part("C:\\x"), "zip_path_unsafe", {"name": "C:\\x"}),
    "same part twice": (doubled_part, "zip_duplicate_name", {"name": SHEET_PART.upper()}),
    "encrypted part": (encrypted_part, "zip_entry_encrypted", {"name": SHEET_PART}),
    "strange compression": (
        strange_compression,
        "zip_compression_unsupported",
        {"name": SHEET_PART, "method": 99},
    ),
    "bomb of zeros": (
        named_part("xl/media/zeros", b"\0" * 1_000_000),
        "zip_ratio_too_high",
        {"name": "xl/media/zeros", "limit": 200},
    ),
    "bomb by size": (
        named_part("xl/media/text", b"".join(struct.pack("<I", n * n % 99991) for n in range(600_000))),
        "zip_unpacked_too_large",
        {"limit": 2_000_000},
    ),
    "bomb that lies": (lying_entry, "zip_size_mismatch", {"name": "xl/media/a.bin", "declared": 10}),
    "zip in a zip": (named_part("xl/media/a.zip"), "nested_archive", {"name": "xl/media/a.zip"}),
    "disguised zip in a zip": (
        named_part("xl/media/a.png", zip_bytes("a", "b")),
        "nested_archive",
        {"name": "xl/media/a.png"},
    ),
    "no workbook part": (
        workbook_without("xl/workbook.xml"),
        "workbook_part_missing",
        {"part": "xl/workbook.xml"},
    ),
    "no sheet part": (workbook_without(SHEET_PART), "workbook_part_missing", {"part": SHEET_PART}),
    "broken sheet": (workbook("<worksheet>\n<sheetData>"), "xml_malformed", {"part": SHEET_PART, "line": 2}),
    "entities": (workbook(BOMB_SHEET), "xml_doctype", {"part": SHEET_PART}),
    "entities in UTF-16": (
        named_part("xl/sharedStrings.xml", UTF16_BOMB),
        "xml_doctype",
        {"part": "xl/sharedStrings.xml"},
    ),
    "rows backwards": (workbook(BACKWARDS), "workbook_corrupt", {}),
    "cell without a place": (workbook(sheet_xml().replace('r="A1"', 'r="A0"')), "workbook_corrupt", {}),
    "storage in place of a stream": (
        raw(xls_file(biff_header()).replace(WORKBOOK_ENTRY + b"\2", WORKBOOK_ENTRY + b"\1")),
        "workbook_corrupt",
        {},
    ),
    "cut off xls": (raw(xls_file(biff_header())[:2000]), "workbook_corrupt", {}),
    "four sheets": (many_sheets, "too_many_sheets", {"count": 4, "limit": 3}),
    "many rows": (raw(MANY_ROWS), "too_many_rows", {"sheet": "CSV", "limit": 100}),
    "wide csv": (
        raw(CSV_TEXT + "," * 30 + "x"),
        "too_many_columns",
        {"sheet": "CSV", "row": 3, "column": "AE", "limit": 20},
    ),
    "wide sheet": (
        workbook(WIDE_CELL),
        "too_many_columns",
        {"sheet": "表1", "row": 2, "column": "XFD", "limit": 20},
    ),
    "cell far away": (
        workbook(FAR_CELL),
        "too_many_cells",
        {"sheet": "表1", "rows": 1_000_000, "columns": 3, "limit": 5_000},
    ),
    "cell far away in xls": (raw(FAR_XLS), "too_many_cells", {"rows": 60_001, "columns": 3}),
    "absurd size declared": (raw(HUGE_XLS), "too_many_cells", {"rows": 65_536, "columns": 65_535}),
    "long cell": (
        workbook(LONG_CELL),
        "cell_too_long",
        {"sheet": "表1", "row": 2, "column": "B", "length": 32_768, "limit": 32_767},
    ),
    "long cell in csv": (
        raw(CSV_TEXT + "a," + "长" * 32_768),
        "cell_too_long",
        {"sheet": "CSV", "row": 3, "column": "B", "length": 32_768},
    ),
    "endless cell in csv": (
        raw(CSV_TEXT + "x" * 200_000),
        "cell_too_long",
        {"row": 3, "column": "A", "length": 200_000},
    ),
    "endless second cell in csv": (
        raw(CSV_TEXT + '"a ""b"",c",' + "x" * 200_000),
        "cell_too_long",
        {"row": 3, "column": "B", "length": 200_000},
    ),
    "endless open quote in csv": (raw(CSV_TEXT + '"' + "x,\n" * 70_000), "unpaired_quote", {"row": 3}),
    "hidden sheet only": (hidden_only, "no_content", {}),
    "empty sheet": (workbook(sheet_xml("")), "no_content", {}),
    "other headers": (
        raw("name,price\r\nx,1\r\n"),
        "header_not_found",
        {"sheet": "CSV", "searched": 10, "found": "name | price | x | 1"},
    ),
    "secrecy mark in place of a header": (
        raw("序,内容\r\n1,机密★5年\r\n"),
        "classified_file",
        {"sheet": "CSV", "row": 2},
    ),
    "header too low": (
        workbook(sheet_xml(header_xml(11))),
        "header_not_found",
        {"sheet": "表1", "found": "–"},
    ),
    "header in two rows": (merged_by_openpyxl, "merged_header", {"sheet": "成果", "range": "A1:A2"}),
    "header twice": (
        workbook(DOUBLE_HEADER),
        "duplicate_header",
        {"sheet": "表1", "header": "外部编号", "columns": "A, C"},
    ),
    "NUL bytes": (raw(CSV_TEXT.replace("CG", "C\0G")), "nul_bytes", {}),
    "UTF-16 without a mark": (raw(CSV_TEXT.encode("utf-16-le")), "nul_bytes", {}),
    "control characters": (raw(CSV_TEXT + "\x02"), "binary_content", {"character": "U+0002"}),
    "Latin-1": (raw("外部编号,".encode() + b"caf\xe9,x\r\n"), "undecodable_text", {}),
    "broken UTF-8": (raw(b"\xef\xbb\xbf" + CSV_TEXT.encode()[:-6]), "undecodable_text", {}),
    "odd UTF-16": (raw(CSV_TEXT.encode("utf-16") + b"x"), "undecodable_text", {}),
    "two encodings": (raw(CSV_TEXT.encode() + GB_LINE), "mixed_encodings", {"line": 3}),
    "open quote": (raw(CSV_TEXT + '"CG-002,x\r\nCG-003,y\r\n'), "unpaired_quote", {"row": 3}),
    "text after a quote": (raw(CSV_TEXT + '"CG"-002,x\r\n'), "unpaired_quote", {"row": 3}),
}
LIMITS = {
    "too large": replace(Limits(), file_bytes=10_000_000),
    "many parts": replace(Limits(), zip_entries=50),
    "bomb of zeros": replace(Limits(), ratio_floor_bytes=100_000),
    "bomb by size": replace(Limits(), unpacked_bytes=2_000_000),
    "long cell": Limits(),
    "absurd size declared": Limits(),
}


def read_everything(path: Path, limits: Limits) -> list[tuple[str, ...]]:
    return [row.values for table in read_tables(path, limits, HEADERS).tables for row in table.rows]


@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_file_is_refused_with_its_rule(name: str, tmp_path: Path) -> None:
    build, code, params = BAD_FILES[name]
    path = tmp_path / "表格.xlsx"
    build(path)
    with pytest.raises(FileRefused) as caught:
        read_everything(path, LIMITS.get(name, SMALL))
    refused = caught.value
    assert (refused.code, {**refused.params, **params}) == (code, refused.params)
    assert "%(" not in str(refused)


def test_every_rule_has_a_bad_file() -> None:
    assert {code for _, code, _ in BAD_FILES.values()} == set(REFUSALS) - {"file_unreadable"}


def test_a_folder_and_a_missing_file_are_unreadable(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "absent.xlsx"):
        with pytest.raises(FileRefused) as caught:
            read_tables(path)
        assert caught.value.code == "file_unreadable"


def test_an_unknown_rule_or_a_missing_parameter_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        FileRefused("no_such_rule")
    with pytest.raises(KeyError):
        FileRefused("too_many_sheets", count=60)
