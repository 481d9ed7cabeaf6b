"""Commissions read on from a key, and the items of one as far as the caller may see what they name."""

from typing import Any

from qiao.api.schemas.asking import CommissionsAsked
from qiao.catalogue.disclosure import masked_view
from qiao.catalogue.models import Achievement, Demand
from qiao.catalogue.selectors.related import without_rights
from qiao.core.access import Actor
from qiao.matching.models import Commission, SupplyItem
from qiao.matching.selectors.commissions import CommissionDetail


def commissions_below(actor: Actor, asked: CommissionsAsked, below: int | None, limit: int) -> list[Commission]:
    """The commissions that the actor may know of, the newest first. One query."""
    rows = Commission.objects.visible_to(actor).select_related("provider", "edition")
    if asked.state:
        rows = rows.filter(state=asked.state)
    if asked.provider_id is not None:
        rows = rows.filter(provider=asked.provider_id)
    if below is not None:
        rows = rows.filter(pk__lt=below)
    return list(rows.order_by("-pk")[:limit])


def items_shown(actor: Actor, detail: CommissionDetail) -> list[dict[str, Any]]:
    """The items in order. Two queries.

    A record may have been closed or masked since the list was compiled: of an achievement that the actor cannot see
    now only the place is told, of a demand nothing.
    """
    keys = {item.achievement_id for item in detail.items}
    offered = without_rights(Achievement.objects.visible_to(actor).select_related("organisation").filter(pk__in=keys))
    views = {record.pk: masked_view(record, actor) for record in offered}
    asked = {answer["demand_id"] for item in detail.items for answer in item.answers}
    needs = set(Demand.objects.visible_to(actor).filter(pk__in=asked).values_list("pk", flat=True))
    return [_item(item, views.get(item.achievement_id), needs) for item in detail.items]


def _item(item: SupplyItem, view: Any, needs: set[int]) -> dict[str, Any]:
    names = ("position", "achievement_id", "link", "gap", "score_bp", "level", "manager", "valid_until")
    checked = ("checked_on", "checked_by", "check_note")
    told = ("demand_id", "code", "score_bp", "level")
    return {
        **{name: getattr(item, name) for name in (*names, *checked)},
        "code": view["code"] if view else "",
        "title": view["title"] if view else "",
        "answers": [
            {name: answer[name] for name in told} for answer in item.answers if view and answer["demand_id"] in needs
        ],
    }
