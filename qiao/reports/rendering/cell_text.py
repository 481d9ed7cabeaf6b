"""How one frozen value reads in a cell, by the kind of its column."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from qiao.reports.rendering.document import JSON, Column, EditionItem, UnusableDocument

FEN_PER_WAN = 1_000_000  # 1 万元 = 10,000 yuan = 1,000,000 fen


def cell_text(item: EditionItem, column: Column) -> str:
    """The printed text of one cell, exact and unrounded; a missing value is empty.

    Raises UnusableDocument when the frozen value does not fit the kind of the column.
    """
    value = item.values.get(column.key)
    if value is None:
        return ""
    if column.kind == "money_wan":
        return wan_text(whole_number(item, column, value))
    if column.kind == "integer":
        return str(whole_number(item, column, value))
    if column.kind == "date":
        return cell_date(item, column, value).isoformat()
    if column.kind == "list":
        if isinstance(value, str) or not isinstance(value, list | tuple):
            raise _misfit(item, column, value, "a list", "freeze it as a list")
        return "；".join(_part_text(item, column, part) for part in value)
    return _scalar_text(item, column, value)


def wan_text(fen: int) -> str:
    """Integer fen as exact 万元: 5,000,000 fen → "5", 123,456 fen → "0.123456"."""
    amount = (Decimal(fen) / FEN_PER_WAN).normalize()
    return f"{amount:f}" if amount else "0"


def whole_number(item: EditionItem, column: Column, value: JSON) -> int:
    """The integer of an ``integer`` or ``money_wan`` cell; raises UnusableDocument otherwise."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise _misfit(item, column, value, "a whole number (money in fen)", "freeze it as an integer")
    return value


def cell_date(item: EditionItem, column: Column, value: JSON) -> date:
    """The calendar date of a ``date`` cell (ISO 8601); raises UnusableDocument otherwise."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise _misfit(item, column, value, "a date like 2026-03-05", "freeze it in ISO form") from None


def _part_text(item: EditionItem, column: Column, part: JSON) -> str:
    if isinstance(part, Mapping) and "name" in part:
        return _indicator_text(part)
    return _scalar_text(item, column, part)


def _indicator_text(part: Mapping[str, JSON]) -> str:
    """A technical indicator (name, current, target, unit) in one phrase: 良率：92→99%."""
    current, target, unit = (str(part.get(key) or "") for key in ("current", "target", "unit"))
    figures = f"{current}→{target}" if current and target else target or current
    return f"{part['name']}：{figures}{unit}" if figures else str(part["name"])


def _scalar_text(item: EditionItem, column: Column, value: JSON) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Mapping) or (not isinstance(value, str) and isinstance(value, list | tuple)):
        raise _misfit(item, column, value, "a single value", "use a list column or freeze it as text")
    return "" if value is None else str(value)


def _misfit(item: EditionItem, column: Column, value: JSON, rule: str, remedy: str) -> UnusableDocument:
    return UnusableDocument(f"{item.code}.{column.key}", value, f"a {column.kind} column takes {rule}", remedy)
