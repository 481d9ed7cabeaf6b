"""Which header of a file stands for which column."""

from collections.abc import Mapping, Sequence

from qiao.core.outcomes import Problem
from qiao.foundation.intake.kinds import ColumnSpec, ImportKind
from qiao.foundation.tabular.header_row import normalise_header

IGNORED = ""
"""In a mapping: this header is left out on purpose."""
# A heading is proposed for an unknown header when they share more than half of their characters, two at least.
LEAST_SHARED = 0.5
LEAST_COMMON = 2


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


def resolved_mapping(mapping: Mapping[str, str], kind: ImportKind) -> dict[str, str]:
    """The mapping with column keys, where columns may be given by key or by any known heading.

    What names no column stays as it is: `mapping_problems` tells.
    """
    names = {normalise_header(text): column.key for column in kind.columns for text in column.headings}
    names |= {normalise_header(column.key): column.key for column in kind.columns}
    return {header: names.get(normalise_header(name), name.strip()) for header, name in mapping.items()}


def combined_mapping(saved: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """The saved choices under those given now, which take both their headers and their columns away from them."""
    headers = {normalise_header(header) for header in given}
    columns = set(given.values()) - {IGNORED}
    kept = {h: key for h, key in saved.items() if normalise_header(h) not in headers and key not in columns}
    return {**kept, **given}


def mapping_problems(mapping: Mapping[str, str], kind: ImportKind) -> list[Problem]:
    """What is wrong with a mapping to column keys: columns that do not exist, and columns chosen twice."""
    columns = "、".join(column.heading for column in kind.columns)
    known = {column.key: column.heading for column in kind.columns}
    problems = []
    for key in unknown_keys(mapping, kind):
        if key in known:
            headers = "、".join(header for header, chosen in mapping.items() if chosen == key)
            problems.append(Problem("mapping", "column_chosen_twice", known[key], {"headers": headers}))
        else:
            problems.append(Problem("mapping", "no_such_column", key, {"columns": columns}))
    return problems


def left_out_note(header: str, mapping: Mapping[str, str], kind: ImportKind) -> tuple[str, dict[str, str]]:
    """Why a header of the file is not read, as code and params: its column is taken, or it is not known."""
    shape = normalise_header(header)
    for column in kind.columns:
        used = next((other for other, key in mapping.items() if key == column.key), None)
        if used is not None and shape in map(normalise_header, column.headings):
            return "column_taken", {"header": header, "column": column.heading, "used": used}
    near = _nearest(shape, [column for column in kind.columns if column.key not in mapping.values()])
    if near:
        return "column_left_out_near", {"header": header, "near": near}
    return "column_left_out", {"header": header}


def _nearest(shape: str, columns: Sequence[ColumnSpec]) -> str:
    """The first heading of the column with a Chinese heading that shares most characters, at least half; else ""."""
    best, found = LEAST_SHARED, ""
    for column in columns:
        for heading in column.headings:
            known = normalise_header(heading)
            common = len(set(shape) & set(known))
            shared = 2 * common / (len(set(shape)) + len(set(known)))
            if not known.isascii() and common >= LEAST_COMMON and shared > best:
                best, found = shared, column.heading
    return found


def missing_columns(mapping: Mapping[str, str], kind: ImportKind) -> list[str]:
    """Headings of the compulsory columns that the mapping lacks."""
    return [column.heading for column in kind.columns if column.required and column.key not in mapping.values()]


def unknown_keys(mapping: Mapping[str, str], kind: ImportKind) -> list[str]:
    """Column keys of a mapping that the kind does not have, and those named twice."""
    keys = [key for key in mapping.values() if key != IGNORED]
    known = {column.key for column in kind.columns}
    return sorted({key for key in keys if key not in known or keys.count(key) > 1})
