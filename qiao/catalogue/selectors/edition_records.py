"""The live records behind the lines of editions, as the public may see them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from qiao.catalogue.disclosure import masked_view
from qiao.catalogue.editions.compiling import DraftItem
from qiao.catalogue.editions.criteria import EditionCriteria
from qiao.catalogue.editions.snapshots import Values, demand_values, scenario_values
from qiao.catalogue.lifecycles.demand import DemandState
from qiao.catalogue.lifecycles.edition import EditionKind
from qiao.catalogue.lifecycles.scenario import ScenarioState
from qiao.catalogue.masking import unit_mask
from qiao.catalogue.models import Achievement, Demand, Edition, EditionItem, Scenario
from qiao.core.access import PUBLIC
from qiao.core.taxonomy import DisclosureLevel


@dataclass(frozen=True)
class _Source:
    model: Any
    states: tuple[str, ...]
    values: Callable[[Mapping[str, Any]], Values]


# Open to offers of solutions, or to applications, on the day of the list.
_SOURCES: Mapping[str, _Source] = {
    EditionKind.DEMANDS: _Source(Demand, (DemandState.PUBLISHED, DemandState.MATCHING), demand_values),
    EditionKind.SCENARIOS: _Source(Scenario, (ScenarioState.PUBLISHED, ScenarioState.APPLIED), scenario_values),
}
_MODELS: Mapping[str, Any] = {model._meta.label_lower: model for model in (Demand, Scenario, Achievement)}


def records_for(kind: str, zone_code: str, criteria: EditionCriteria, now: datetime) -> list[DraftItem]:
    """The lines of the open records of a zone that fit the criteria, by field and code."""
    source = _SOURCES[kind]
    found = source.model.objects.visible_to(PUBLIC).filter(zone_code=zone_code, state__in=source.states)
    # A record past its last day is not listed, even while the clock has not yet closed it.
    found = found.exclude(expires_at__lte=now).filter(_condition(criteria))
    label = source.model._meta.label_lower
    return [
        DraftItem(
            code=record.code,
            subject_type=label,
            subject_id=record.pk,
            values=source.values(masked_view(record, PUBLIC)),
        )
        for record in found.select_related("organisation").order_by("field", "code", "pk")
    ]


def closed_codes(edition: Edition, items: Sequence[EditionItem] | None = None) -> tuple[str, ...]:
    """Lines whose record has been closed, withdrawn, targeted or masked since, so that they may not be issued.

    ``items`` are the lines that count where they are at hand, in order; they are read otherwise.
    """
    if edition.issued_at is not None:
        return ()
    lines = EditionItem.objects.filter(edition=edition, revision=edition.revision).order_by("position")
    if items is None:
        printed = list(lines.values_list("code", "subject_type", "subject_id", "values__organisation"))
    else:
        printed = [(item.code, item.subject_type, item.subject_id, item.values.get("organisation")) for item in items]
    shown = {label: _units(label, lines.filter(subject_type=label)) for label in {row[1] for row in printed}}
    return tuple(code for code, label, key, unit in printed if not _may_print(shown[label], key, unit))


def _may_print(shown: Mapping[int, str | None], key: int, unit: str) -> bool:
    if key not in shown:
        return False
    mask = shown[key]
    return mask is None or mask == unit


def _units(label: str, lines: Any) -> dict[int, str | None]:
    """For each record that the public may see: what must stand for its unit, None where it may be named."""
    records = _MODELS[label].objects.visible_to(PUBLIC).filter(pk__in=lines.values("subject_id"))
    found: dict[int, str | None] = {}
    for key, level, party, kind, name in records.values_list(
        "pk", "disclosure", "organisation__name", "organisation__kind", "organisation_name"
    ):
        masked = level == DisclosureLevel.MASKED
        found[key] = unit_mask(party or name, kind or "") if masked else None
    return found


def _condition(criteria: EditionCriteria) -> Q:
    condition = Q()
    if criteria.fields:
        condition &= Q(field__in=criteria.fields)
    if criteria.codes:
        condition &= Q(code__in=criteria.codes)
    for name, beginnings in (("industry", criteria.industries), ("region", criteria.regions)):
        if beginnings:
            condition &= reduce(or_, (Q(**{f"{name}__startswith": each}) for each in beginnings))
    if criteria.min_clarity:
        condition &= Q(clarity__gte=criteria.min_clarity)
    return condition
