"""Two editors at once: what I typed and what stands there now, field by field, so that nothing is lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.utils.datastructures import MultiValueDict

from qiao.catalogue.contents import ListingContent
from qiao.catalogue.drafting import content_values
from qiao.foundation.audit import json_value
from qiao.foundation.selectors import HistoryRow
from qiao.web.forms_desk.desk_form import DeskForm
from qiao.web.forms_desk.fields import Code, Codes, DeskField
from qiao.web.forms_desk.rows import RowForm

Typed = Mapping[str, Sequence[str]]
TAKE = "take-"
MINE, NOW = "mine", "now"


@dataclass(frozen=True)
class Clash:
    """A field that says one thing in my form and another in the record now.

    ``both`` when I and somebody else have changed it; ``choice`` is what is suggested, MINE or NOW.
    """

    name: str
    label: str
    mine: str
    now: str
    both: bool
    choice: str


def clashes(
    form: type[DeskForm], mine: ListingContent, now: ListingContent, since: Sequence[HistoryRow] | None
) -> tuple[Clash, ...]:
    """Every field in which the two differ, in the order of the form.

    ``since`` are the acts after the version that I had before me, or None when they cannot be told; then every
    difference counts as changed by both.
    """
    labels = {row.NAME: str(row.LABEL) for row in form.ROWS}
    labels |= {name: str(field.label) for name, field in form.base_fields.items()}
    stored = content_values(mine)
    found = []
    for section in form.SECTIONS:
        for name in section.names:
            if getattr(mine, name) == getattr(now, name):
                continue
            theirs, own = _who_changed(name, json_value(stored.get(name)), since)
            choice = NOW if theirs and not own else MINE
            said = (said_by(form, name, getattr(mine, name)), said_by(form, name, getattr(now, name)))
            found.append(Clash(name, labels[name], *said, both=theirs and own, choice=choice))
    return tuple(found)


def said_by(form: type[DeskForm], name: str, value: Any) -> str:
    """A value as people read it."""
    field = form.base_fields.get(name)
    if field is None:
        row = {row.NAME: row for row in form.ROWS}[name]
        return "\n".join(_row_text(row, entry) for entry in value)
    if isinstance(field, Codes):
        listed = dict(field.listed())
        return "\n".join(str(listed.get(code, code)) for code in value)
    if isinstance(field, Code):
        return str(dict(field.listed()).get(str(value), value if value is not None else ""))
    shown = field.prepare_value(value) if isinstance(field, DeskField) else value
    return "" if shown is None else str(shown)


def typed_of(form: type[DeskForm], content: ListingContent, names: Sequence[str]) -> dict[str, list[str]]:
    """Some fields of a record as they would have been typed."""
    rows = {row.NAME: row for row in form.ROWS}
    typed: dict[str, list[str]] = {}
    for name in names:
        value = getattr(content, name)
        if name in rows:
            for number, entry in enumerate(value):
                typed |= {f"{name}-{number}-{part}": [getattr(entry, part)] for part in rows[name].base_fields}
        elif isinstance(form.base_fields[name], Codes):
            typed[name] = [str(code) for code in value]
        else:
            shown = form.base_fields[name].prepare_value(value)
            typed[name] = ["" if shown is None else str(shown)]
    return typed


def merged(form: type[DeskForm], typed: Typed, posted: MultiValueDict[str, str], now: ListingContent) -> dict[str, Any]:
    """What was typed, with the values of the record wherever the person chose them."""
    known = {field.name for field in fields(form.CONTENT)}
    taken = [name for name in sorted(known) if posted.get(f"{TAKE}{name}") == NOW]
    rows = tuple(f"{row.NAME}-" for row in form.ROWS if row.NAME in taken)
    kept = {name: list(texts) for name, texts in typed.items() if name not in taken}
    kept = {name: texts for name, texts in kept.items() if not (rows and name.startswith(rows))}
    return kept | typed_of(form, now, taken)


def _who_changed(name: str, mine: Any, since: Sequence[HistoryRow] | None) -> tuple[bool, bool]:
    """Whether others have changed the field since, and whether I have."""
    if since is None or name == "rights":
        return True, True
    first = next((row for row in since if name in row.before), None)
    if first is None:
        return False, True
    return True, bool(first.before[name] != mine)


def _row_text(row: type[RowForm], entry: Any) -> str:
    parts = []
    for name, field in row.base_fields.items():
        value = getattr(entry, name)
        said = dict(field.listed()).get(value, value) if isinstance(field, Code) else value
        parts += [f"{field.label} {said}"] if said else []
    return " · ".join(parts)
