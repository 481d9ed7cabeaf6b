"""What a file is, judged by its content and never by its name."""

import codecs
import re
import zipfile
from pathlib import Path

from qiao.foundation.tabular import compound
from qiao.foundation.tabular.limits import Limits
from qiao.foundation.tabular.refusals import FileRefused
from qiao.foundation.tabular.tables import SourceKind

HEAD = 4096
ZIP = b"PK\x03\x04"
SIGNATURES: tuple[tuple[bytes, str, dict[str, str]], ...] = (
    (b"%PDF-", "pdf_file", {}),
    (b"\x89PNG\r\n", "image_file", {"kind": "PNG"}),
    (b"\xff\xd8\xff", "image_file", {"kind": "JPEG"}),
    (b"GIF8", "image_file", {"kind": "GIF"}),
    (b"II*\0", "image_file", {"kind": "TIFF"}),
    (b"MM\0*", "image_file", {"kind": "TIFF"}),
    (b"\x7fELF", "program_file", {"kind": "ELF"}),
    (b"SQLite format 3\0", "database_file", {"kind": "SQLite"}),
    (b"PK\x05\x06", "archive_file", {"kind": "zip, empty"}),
    (b"PK\x07\x08", "archive_file", {"kind": "zip, one of several volumes"}),
    (b"Rar!\x1a\x07", "archive_file", {"kind": "rar"}),
    (b"7z\xbc\xaf\x27\x1c", "archive_file", {"kind": "7z"}),
    (b"\x1f\x8b", "archive_file", {"kind": "gzip"}),
    (b"BZh", "archive_file", {"kind": "bzip2"}),
    (b"\xfd7zXZ\0", "archive_file", {"kind": "xz"}),
    (b"{\\rtf", "rich_text_file", {}),
    (bytes.fromhex("09000400"), "old_excel_file", {"version": "BIFF2"}),
    (bytes.fromhex("09020600"), "old_excel_file", {"version": "BIFF3"}),
    (bytes.fromhex("09040600"), "old_excel_file", {"version": "BIFF4"}),
    (bytes.fromhex("09080800"), "old_excel_file", {"version": "BIFF5"}),
)
# A web page or mail archive that spreadsheet programs open as if it were a workbook.
HTML = re.compile(r"<(?:!doctype\s+html|html|head|meta|body|table|style|div)\b|mime-version:", re.IGNORECASE)
JSON = re.compile(r'\{\s*(?:"[^"]*"\s*:|\})|\[\s*(?:[\[{]|"[^"]*"\s*,\s*"|\])')
XML = re.compile(r"<\?xml\b|<[A-Za-z_][\w.:-]*(?:\s+[\w.:-]+\s*=|\s*/?>)")
OPENDOCUMENT = "application/vnd.oasis.opendocument."


def recognise(path: Path, limits: Limits) -> SourceKind:
    """The kind of table in the file; FileRefused when it is empty, too large or something else."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(HEAD)
    except OSError as problem:
        raise FileRefused("file_unreadable", reason=problem.strerror or str(problem)) from problem
    if size == 0:
        raise FileRefused("empty_file")
    if size > limits.file_bytes:
        raise FileRefused("file_too_large", size=size, limit=limits.file_bytes)
    if head.startswith(ZIP):
        return SourceKind.XLSX
    if head.startswith(compound.SIGNATURE):
        return SourceKind.XLS
    _refuse_foreign(head)
    _refuse_markup(head)
    return SourceKind.CSV


def _refuse_foreign(head: bytes) -> None:
    for signature, code, params in SIGNATURES:
        if head.startswith(signature):
            raise FileRefused(code, **params)
    if head.startswith(b"MZ") and b"\0" in head[:64]:
        raise FileRefused("program_file", kind="EXE")
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        raise FileRefused("image_file", kind="WebP")
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":
        raise FileRefused("image_file", kind="BMP")


def _refuse_markup(head: bytes) -> None:
    encoding = "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    text = head.decode(encoding, "ignore").lstrip()
    if HTML.match(text) or (XML.match(text) and "<html" in text.lower()):
        raise FileRefused("html_file")
    if XML.match(text):
        raise FileRefused("xml_file")
    if JSON.match(text):
        raise FileRefused("json_file")


def check_package(archive: zipfile.ZipFile) -> None:
    """Refuse a zip archive that is not a plain .xlsx workbook."""
    names = archive.namelist()
    present = frozenset(name.casefold() for name in names)
    for name in names:
        lowered = name.casefold()
        if lowered.endswith("vbaproject.bin") or lowered.startswith("xl/macrosheets/"):
            raise FileRefused("macro_file", part=name)
    if "xl/workbook.bin" in present:
        raise FileRefused("excel_binary_workbook")
    if "mimetype" in present:
        kind = archive.read(names[[n.casefold() for n in names].index("mimetype")])[:100].decode("ascii", "replace")
        if kind.startswith(OPENDOCUMENT):
            raise FileRefused("opendocument_file", kind=kind.removeprefix(OPENDOCUMENT).strip())
    if any(name.startswith("word/") for name in present):
        raise FileRefused("word_document")
    if any(name.startswith("ppt/") for name in present):
        raise FileRefused("presentation_file")
    if not any(name.startswith("xl/") for name in present):
        raise FileRefused("archive_file", kind="zip")
