"""The XML parts of an .xlsx workbook, read as a stream; a document type declaration is always refused."""

import posixpath
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.parsers import expat

from qiao.foundation.tabular.archive import CHUNK
from qiao.foundation.tabular.refusals import FileRefused

PACKAGE_RELATIONS = "_rels/.rels"
XML_ENDINGS = (".xml", ".rels")
Attributes = dict[str, str]


@dataclass(frozen=True)
class SheetPart:
    """A sheet of the workbook and the part that holds it; `kind` is the last word of the relation type."""

    name: str
    part: str
    kind: str


@dataclass(frozen=True)
class _Relation:
    part: str
    kind: str


def new_parser(part: str) -> expat.XMLParserType:
    """A parser that refuses document types (and with them every entity)."""
    parser = expat.ParserCreate()

    def refuse(*_declaration: object) -> None:
        raise FileRefused("xml_doctype", part=part)

    parser.StartDoctypeDeclHandler = refuse
    parser.buffer_text = True
    return parser


def feed(archive: zipfile.ZipFile, part: str, parser: expat.XMLParserType) -> Iterator[None]:
    """Parse the part piece by piece, giving control back after each piece.

    Raises FileRefused when the part is missing, not well-formed or declares a document type.
    """
    try:
        stream = archive.open(part)
    except KeyError as problem:
        raise FileRefused("workbook_part_missing", part=part) from problem
    try:
        with stream:
            while piece := stream.read(CHUNK):
                parser.Parse(piece, False)
                yield
            parser.Parse(b"", True)
            yield
    except (expat.ExpatError, LookupError, ValueError) as problem:
        line = parser.ErrorLineNumber
        raise FileRefused("xml_malformed", part=part, line=line) from problem
    except (zipfile.BadZipFile, EOFError, OSError) as problem:
        raise FileRefused("corrupt_zip", detail=str(problem)) from problem


def local_name(name: str) -> str:
    """The element or attribute name without its namespace prefix."""
    return name.rpartition(":")[2]


def check_all_parts(archive: zipfile.ZipFile, except_parts: frozenset[str]) -> None:
    """Refuse any XML part that is not well-formed or declares a document type."""
    for name in archive.namelist():
        if name.casefold().endswith(XML_ENDINGS) and name not in except_parts:
            _walk(archive, name, None)


def sheet_parts(archive: zipfile.ZipFile) -> tuple[SheetPart, ...]:
    """The sheets in workbook order; FileRefused when two share a name or a part is missing."""
    documents = [r for r in _relations(archive, PACKAGE_RELATIONS, "").values() if r.kind == "officeDocument"]
    if len(documents) != 1:
        # With two, one reader could open one workbook and another reader the other.
        raise FileRefused("workbook_part_missing", part="officeDocument")
    workbook = documents[0].part
    folder, _, file = workbook.rpartition("/")
    relations = _relations(archive, f"{folder}/_rels/{file}.rels".lstrip("/"), folder)
    sheets: list[tuple[str, str]] = []

    def on_start(name: str, attributes: Attributes) -> None:
        if local_name(name) == "sheet":
            key = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            sheets.append((attributes.get("name", ""), key))

    _walk(archive, workbook, on_start)
    if len({name for name, _ in sheets}) < len(sheets):
        raise FileRefused("workbook_corrupt", detail="two sheets have the same name")
    parts = []
    for name, key in sheets:
        if key not in relations or relations[key].part not in archive.namelist():
            raise FileRefused("workbook_part_missing", part=relations[key].part if key in relations else name)
        parts.append(SheetPart(name, relations[key].part, relations[key].kind))
    return tuple(parts)


def _relations(archive: zipfile.ZipFile, part: str, folder: str) -> dict[str, _Relation]:
    """Relations by identifier; targets are relative to the folder unless they begin with a slash."""
    found: dict[str, _Relation] = {}

    def on_start(name: str, attributes: Attributes) -> None:
        if local_name(name) == "Relationship":
            target = posixpath.join("/", folder, attributes.get("Target", "").replace("\\", "/"))
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = _Relation(posixpath.normpath(target).lstrip("/"), kind)

    _walk(archive, part, on_start)
    return found


def _walk(archive: zipfile.ZipFile, part: str, on_start: Callable[[str, Attributes], None] | None) -> None:
    parser = new_parser(part)
    parser.StartElementHandler = on_start
    for _ in feed(archive, part, parser):
        pass
