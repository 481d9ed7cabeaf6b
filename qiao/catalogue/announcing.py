"""Telling people what has happened to a record of the catalogue, each as much of it as they may see."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from qiao.catalogue.disclosure import Depth, depth_of, disclosure_facts, view_at
from qiao.catalogue.models import Achievement, Demand, Scenario
from qiao.catalogue.notices import NewsRow
from qiao.core.calendar import CHINA
from qiao.foundation.models import AuditRow
from qiao.parties.acting_as import actor_of
from qiao.parties.models import Holding
from qiao.parties.notices import Telling, tell

MODELS: dict[str, type[Any]] = {"demand": Demand, "achievement": Achievement, "scenario": Scenario}
# Once somebody knows of the record there is no news in it being shown to them again.
_ONCE = ("shown_to_you",)


def announce(kind: str, key: int, rows: Iterable[NewsRow], at: datetime) -> None:
    """Tell the people of each row what happened to the record at that instant, but never who did it themselves."""
    record = MODELS[kind].objects.select_related("organisation").filter(pk=key).first()
    if record is None:
        return
    reason, doer = act_at(record, at)
    on = at.astimezone(CHINA).date()
    for row in rows:
        holdings = [holding for holding in row.audience(record, on) if holding.person_id != doer]
        tell_of_record(record, f"{kind}_{row.code}", holdings, at, reason=reason, once=row.code in _ONCE)


def tell_of_record(
    record: Any, code: str, holdings: Iterable[Holding], at: datetime, *, reason: str = "", once: bool = False
) -> None:
    """Tell these people; the title is the one that each may see, and who may not see the record is told nothing."""
    label = record._meta.label_lower
    occasion = f"{code}:{label}:{record.pk}" if once else ""
    for title, readers in by_title(record, holdings, at).items():
        params = {"title": title, "code": record.code, "reason": reason}
        tell(readers, Telling(code, label, record.pk, params, occasion=occasion), at)


def by_title(record: Any, holdings: Iterable[Holding], at: datetime) -> dict[str, list[Holding]]:
    """Those who may see the record, by the title as it stands for them."""
    on, facts = at.astimezone(CHINA).date(), disclosure_facts(record)
    found: defaultdict[str, list[Holding]] = defaultdict(list)
    for holding in holdings:
        depth = depth_of(actor_of(holding, on), facts)
        if depth is not Depth.HIDDEN:
            found[str(view_at(record, depth)["title"])].append(holding)
    return dict(found)


def act_at(record: Any, at: datetime) -> tuple[str, int | None]:
    """The reason given for the act that was recorded on this object at that instant, and the person who acted."""
    rows = AuditRow.objects.filter(object_type=record._meta.label_lower, object_id=record.pk, at=at)
    row = rows.order_by("-pk").values_list("reason", "person_id").first()
    return row or ("", None)
