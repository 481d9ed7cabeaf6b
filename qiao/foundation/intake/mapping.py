"""Which header of a file stands for which column."""

from collections.abc import Mapping, Sequence

from qiao.foundation.intake.kinds import ImportKind
from qiao.foundation.tabular.header_row import normalise_header

IGNORED = ""
"""In a mapping: this header is left out on purpose."""


def suggest_mapping(headers: Sequence[str], kind: ImportKind, saved: Mapping[str, str] | None = None) -> dict[str, str]:
    """Column key by header, for the headers that are understood; ``saved`` choices come first.

    Width, letter case, blanks and the star of required columns make no difference. Each column is used once; its
    first heading comes before the others.
    """
    chosen = {normalise_header(header): key for header, key in (saved or {}).items()}
    known = {normalise_header(text): column.key for column in kind.columns for text in column.headings}
    mapping: dict[str, str] = {}
    first = {normalise_header(column.heading): column.key for column in kind.columns}
    for source in (chosen, *({h: key for h, key in names.items() if h not in chosen} for names in (first, known))):
        for header in headers:
            key = source.get(normalise_header(header), IGNORED)
            if key != IGNORED and key not in mapping.values():
                mapping[header] = key
    return mapping


def missing_columns(mapping: Mapping[str, str], kind: ImportKind) -> list[str]:
    """Headings of the compulsory columns that the mapping lacks."""
    return [column.heading for column in kind.columns if column.required and column.key not in mapping.values()]


def unknown_keys(mapping: Mapping[str, str], kind: ImportKind) -> list[str]:
    """Column keys of a mapping that the kind does not have, and those named twice."""
    keys = [key for key in mapping.values() if key != IGNORED]
    known = {column.key for column in kind.columns}
    return sorted({key for key in keys if key not in known or keys.count(key) > 1})
