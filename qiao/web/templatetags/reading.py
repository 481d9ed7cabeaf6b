"""Filters with which templates name codes, amounts and states. None of them asks the database."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django import template

from qiao.foundation.wording import text_of
from qiao.foundation.wording_tables import rule_meaning
from qiao.web import labels

register = template.Library()


@register.filter
def label(code: object, list_name: str) -> str:
    """The name of a code of a value list."""
    return labels.label_of(code, list_name)


@register.filter(name="labels")
def label_all(codes: Iterable[object], list_name: str) -> str:
    """The names of several codes."""
    return labels.labels_of(codes, list_name)


@register.filter
def industry(code: str) -> str:
    """An industry code with its section."""
    return labels.industry_name(code)


@register.filter
def region(code: str) -> str:
    """The province of a region code."""
    return labels.region_name(code)


@register.filter
def maturity(level: int | None) -> str:
    """A technology readiness level with its name."""
    return labels.maturity_name(level)


@register.filter(name="rule_meaning")
def meaning_of_rule(key: str) -> str:
    """What a dated rule decides."""
    return rule_meaning(key)


@register.filter
def amount(fen: int | None) -> str:
    """An amount of fen in words of the page."""
    return labels.amount_name(fen)


@register.simple_tag
def price(least_fen: int | None, most_fen: int | None) -> str:
    """A price range in fen."""
    return labels.price_range(least_fen, most_fen)


@register.filter
def wording_in(code: str, family: str) -> str:
    """The text of a code of a family: ``{{ state|wording_in:"state.catalogue.demand" }}``."""
    return text_of(f"{family}.{code}")


@register.filter
def parties(values: Iterable[str]) -> str:
    """Names in a row, separated as the language does."""
    return ("、" if labels.reads_chinese() else ", ").join(str(value) for value in values)


@register.filter
def of_hundred(score_bp: int) -> int:
    """Basis points as a number of 0 to 100, cut off so that nothing looks better than it is."""
    return score_bp // 100


@register.simple_tag
def query(values: Mapping[str, Any] | None, **changes: object) -> str:
    """The query string of a list with some values changed; empty ones are left out, a tuple gives one for each."""
    merged = {**(values or {}), **{name: str(value) for name, value in changes.items()}}
    text = urlencode({name: value for name, value in merged.items() if value}, doseq=True)
    return f"?{text}" if text else "?"
