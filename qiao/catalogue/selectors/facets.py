"""How many rows of a list each choice of a facet would give, counted in one statement.

A choice is counted with every filter in force but the facet's own, so that a number says what ticking it adds. The rows
are looked through once; each facet then counts over the few columns that were kept.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Case, F, IntegerField, Q, Value, When

from qiao.catalogue.filters import ListingFilters
from qiao.catalogue.models import Achievement, Demand, Scenario
from qiao.catalogue.selectors.narrowing import FACETS, Facet, searched
from qiao.core.access import Actor

Counts = Mapping[str, Mapping[str, int]]
"""Facet name → choice → rows; choices without rows are left out."""
_MODELS: Mapping[str, Any] = {"demand": Demand, "achievement": Achievement, "scenario": Scenario}


def facet_counts(kind: str, actor: Actor, filters: ListingFilters) -> Counts:
    """The counts of every facet of a kind of record (demand, achievement, scenario) for an actor. One statement."""
    return counted(searched(_MODELS[kind].objects.all(), actor, filters), FACETS[kind], filters)


def counted(rows: Any, facets: Sequence[Facet], filters: Any) -> Counts:
    """The counts of these facets over rows that were narrowed by everything but the facets. One statement."""
    counts: dict[str, dict[str, int]] = {facet.name: defaultdict(int) for facet in facets}
    by_name = {facet.name: facet for facet in facets}
    for name, value, number in _counted(rows, facets, filters):
        for choice in _choices(by_name[name], value):
            counts[name][choice] += number
    return {name: dict(found) for name, found in counts.items()}


def _choices(facet: Facet, value: str | None) -> set[str]:
    """The choices that rows with this value count for."""
    if facet.many:
        return {str(each) for each in json.loads(value or "[]")}
    choice = facet.group(value or "")
    return {choice} if choice else set()


def _counted(rows: Any, facets: Sequence[Facet], filters: Any) -> Iterable[tuple[str, str | None, int]]:
    conditions = {facet.name: condition for facet in facets if (condition := facet.chosen(filters)) is not None}
    connection = connections[rows.db]
    try:
        base, parameters = _base(rows, facets, conditions).query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return []
    branches = " UNION ALL ".join(_branch(facet, conditions) for facet in facets)
    with connection.cursor() as cursor:
        # Names of facets and columns stand in this module; every value from outside is among the parameters.
        cursor.execute(f"WITH base AS MATERIALIZED ({base}) {branches}", parameters)
        found: list[tuple[str, str | None, int]] = cursor.fetchall()
    return found


def _base(rows: Any, facets: Sequence[Facet], conditions: Mapping[str, Q]) -> Any:
    """Of each row its key, its value in every facet, and whether it fits the condition of each facet in use."""
    columns = {"key": F("pk"), **{f"value_{facet.name}": facet.value for facet in facets}}
    for name, condition in conditions.items():
        columns[f"fits_{name}"] = Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())
    return rows.order_by().annotate(**columns).values("key", *columns)


def _branch(facet: Facet, conditions: Mapping[str, Q]) -> str:
    others = " AND ".join(f"base.fits_{name} = 1" for name in conditions if name != facet.name)
    where = f"WHERE {others} " if others else ""
    # Lists are counted whole and taken apart afterwards: few different ones stand in many rows.
    value = f"CAST(base.value_{facet.name} AS TEXT)"
    return f"SELECT '{facet.name}', {value}, COUNT(*) FROM base {where}GROUP BY {value}"
