"""Words of the wizard: kinds of list, faults of files and rows, values as they will be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from qiao.core.outcomes import Outcome
from qiao.core.taxonomy import LABELS
from qiao.foundation.files import FileAltered
from qiao.foundation.intake.cells import allowed_names
from qiao.foundation.intake.kinds import KINDS, ColumnSpec, ImportKind, Values
from qiao.foundation.intake.tasks import faults_of
from qiao.foundation.wording import has_text, text_of
from qiao.web.labels import amount_name, reads_chinese
from qiao.web.pages import InputFault

SHOWN_PARTS = 6
SHOWN_CHARACTERS = 120


@dataclass(frozen=True)
class RowShown:
    """A staged row: where it stands, what will become of it, and its first values as (heading, value)."""

    sheet: str
    number: int
    outcome: str
    parts: tuple[tuple[str, str], ...]


def kind_name(key: str) -> str:
    """The kind of list in words."""
    return text_of(f"import.kind.{key}")


def fault_lines(faults: Iterable[Mapping[str, Any]]) -> list[InputFault]:
    """Kept faults as a page tells them: the field, its value, and a sentence with the remedy."""
    return [_line(fault) for fault in faults]


def outcome_lines(outcome: Outcome | FileAltered) -> list[InputFault]:
    """What a use case answered, likewise."""
    return fault_lines(faults_of(outcome))


def sentence(code: str, params: Mapping[str, Any]) -> str:
    """The text of a code; some speak of options of the command line and have another text here."""
    own = f"wizard.{code}"
    return text_of(own if has_text(own) else code, params)


def notes_of(notes: Iterable[tuple[str, Mapping[str, Any]]]) -> list[str]:
    """What the operator should know of the file, each once."""
    return list(dict.fromkeys(sentence(f"note.{code}", params) for code, params in notes))


def row_shown(kind: ImportKind, sheet: str, number: int, outcome: str, values: Values) -> RowShown:
    """A staged row with its first values."""
    parts = []
    for column in kind.columns:
        text = _value(column, values.get(column.key))
        if text and column.key in values:
            parts.append((column.heading, text[:SHOWN_CHARACTERS]))
    return RowShown(sheet, number, outcome, tuple(parts[:SHOWN_PARTS]))


def mapped_columns(mapping: Mapping[str, str], kind_key: str) -> list[tuple[str, str]]:
    """The headers that are read, with the column each stands for."""
    headings = {column.key: column.heading for column in KINDS[kind_key].columns}
    return [(header, headings.get(key, key)) for header, key in mapping.items() if key]


def _line(fault: Mapping[str, Any]) -> InputFault:
    code, field = str(fault["code"]), str(fault.get("field", ""))
    label = text_of(f"field.foundation.importbatch.{field}") if field else ""
    words = sentence(code, fault.get("params") or {})
    return InputFault(
        field, str(fault.get("value", ""))[:60], f"{label}：{words}" if label and reads_chinese() else words
    )


def _value(column: ColumnSpec, value: Any) -> str:
    if value in (None, "", []):
        return ""
    if isinstance(value, list):
        parts = [_value(column, one) for one in value]
        return "；".join(part for part in parts if part)
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values() if part)
    if column.key.endswith("_fen") and isinstance(value, int):
        return amount_name(value)
    return _names(column).get(str(value), str(value))


def _names(column: ColumnSpec) -> dict[str, str]:
    """The names of the codes of a column that takes one of a list."""
    if not column.allowed:
        return {}
    for values, labels in LABELS.items():
        if allowed_names(values) == column.allowed:
            return {str(member.value): label.zh if reads_chinese() else label.en for member, label in labels.items()}
    return {}


def limits_text() -> str:
    """What may be uploaded, in words."""
    return _(
        "Excel (.xlsx, .xls) or CSV in UTF-8 or GB18030, at most 200 MB and 200,000 rows. Without macros, without a "
        "password; formulas are not calculated."
    )
