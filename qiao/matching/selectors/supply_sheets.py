"""Supply lists with the reason of each entry and each omission, in the names that a reader may know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from qiao.catalogue.disclosure import masked_view
from qiao.catalogue.models import Achievement, Demand
from qiao.catalogue.selectors.related import without_rights
from qiao.core.access import Actor
from qiao.core.outcomes import Missing
from qiao.matching.models import Commission, Compilation, SupplyItem
from qiao.matching.programmes.lines import LimitLine, OmittedLine, Reason, Result
from qiao.matching.selectors.compilations import compilation_of
from qiao.matching.selectors.supply import items_of


@dataclass(frozen=True)
class SupplyEntry:
    """An entry as the actor may see it; name and key are empty where the achievement is kept from him.

    ``because`` are the limits that ask for a least number and without which the entry would not be in the list.
    """

    position: int
    achievement_id: int | None
    name: str
    organisation_name: str
    field: str
    demand_codes: tuple[str, ...]
    link: str
    gap: str
    score_bp: int
    because: tuple[str, ...]
    checked_on: date | None


@dataclass(frozen=True)
class SupplySheet:
    """A commission with its entries; ``result`` is None where nothing was kept of how they were chosen.

    ``gap_step_bp`` is what an entry counted for in the total, beside its score, with each step of the gap of its link.
    """

    commission: Commission
    entries: tuple[SupplyEntry, ...]
    result: Result | None
    gap_step_bp: int


def compilation_result(actor: Actor, compilation: Compilation) -> Result:
    """What was kept of a compilation, with the names that the actor may see now. Two queries."""
    return _result(compilation, _Names(actor, compilation, ()))


def supply_sheet(actor: Actor, commission_id: int) -> SupplySheet:
    """A commission with its entries, the prices of its limits, and what was left out. Five queries.

    Raises Missing when the commission does not exist for the actor.
    """
    found = Commission.objects.visible_to(actor).select_related("provider", "edition").filter(pk=commission_id).first()
    if found is None:
        raise Missing("no_such_object", object_type="matching.commission", object_id=commission_id)
    items = list(items_of(found))
    compilation = compilation_of(found)
    names = _Names(actor, compilation, items)
    entries = tuple(_entry(item, compilation, names) for item in items)
    if compilation is None:
        return SupplySheet(found, entries, None, 0)
    return SupplySheet(found, entries, _result(compilation, names), compilation.gap_step_bp)


def _entry(item: SupplyItem, compilation: Compilation | None, names: "_Names") -> SupplyEntry:
    view = names.views.get(item.achievement_id)
    codes = (names.demands.get(answer["demand_id"], "") for answer in item.answers)
    asked_for = [limit for limit in compilation.limits if limit["bound"] == "least"] if compilation else []
    return SupplyEntry(
        position=item.position,
        achievement_id=item.achievement_id if view else None,
        name=names.of(item.achievement_id),
        organisation_name=view["organisation_name"] if view else "",
        field=view["field"] if view else "",
        demand_codes=tuple(filter(None, codes)),
        link=item.link,
        gap=item.gap,
        score_bp=item.score_bp,
        because=tuple(
            limit["key"]
            for limit in asked_for
            if any(pair["achievement_id"] == item.achievement_id for pair in limit["leaving"])
        ),
        checked_on=item.checked_on,
    )


def _result(compilation: Compilation, names: "_Names") -> Result:
    total, bound = compilation.total_bp, compilation.bound_bp
    return Result(
        total_bp=total,
        status=compilation.status,
        gap_bp=-(-(bound - total) * 10_000 // total) if total else 0,
        limits=tuple(_limit_line(limit, names) for limit in compilation.limits),
        omitted=tuple(_omitted_line(one, names) for one in compilation.omitted),
        omitted_count=compilation.omitted_count,
    )


class _Names:
    """Names of the records that a compilation names by key."""

    def __init__(self, actor: Actor, compilation: Compilation | None, items: Iterable[SupplyItem]) -> None:
        limits = compilation.limits if compilation else []
        omitted = compilation.omitted if compilation else []
        pairs = [*omitted, *(pair for limit in limits for pair in (*limit["entering"], *limit["leaving"]))]
        offers = {pair["achievement_id"] for pair in pairs}
        needs = {int(value) for limit in limits if limit["key"] == "per_demand" for value in limit["reached"]}
        for item in items:
            offers.add(item.achievement_id)
            needs |= {answer["demand_id"] for answer in item.answers}
        rows = Achievement.objects.visible_to(actor).filter(pk__in=offers)
        self.views = {row.pk: masked_view(row, actor) for row in without_rights(rows.select_related("organisation"))}
        demands = Demand.objects.visible_to(actor).filter(pk__in=needs)
        self.demands = dict(demands.values_list("pk", "code"))

    def of(self, achievement_id: int) -> str:
        """Number and title of an achievement; "" where it is kept from the actor."""
        view = self.views.get(achievement_id)
        return f"{view['code']} {view['title']}".strip() if view else ""

    def pair(self, pair: Mapping[str, Any]) -> str:
        """The achievement of a pair."""
        return self.of(pair["achievement_id"])

    def group(self, key: str, value: str) -> str:
        """The demand by its number, the holder by the name shown with an achievement, the field by its code."""
        if key == "per_demand":
            return str(self.demands.get(int(value), ""))
        if key == "per_organisation":
            shown = (view for view in self.views.values() if str(view["organisation_id"]) == value)
            return next((str(view["organisation_name"]) for view in shown), "")
        return value if key == "per_field" else ""


def _limit_line(limit: Mapping[str, Any], names: _Names) -> LimitLine:
    reached = (names.group(limit["key"], value) for value in limit["reached"])
    return LimitLine(
        reached=tuple(name for name in reached if name),
        reached_count=len(limit["reached"]),
        entering=tuple(filter(None, map(names.pair, limit["entering"]))),
        leaving=tuple(filter(None, map(names.pair, limit["leaving"]))),
        **{name: limit[name] for name in ("key", "bound", "number", "looser", "gain_bp", "is_exact")},
    )


def _omitted_line(omitted: Mapping[str, Any], names: _Names) -> OmittedLine:
    reasons = (
        Reason(one["key"], names.group(one["key"], one["value"]), one["lowest_bp"]) for one in omitted["because"]
    )
    return OmittedLine(names.pair(omitted), omitted["counts_bp"], tuple(reasons))
