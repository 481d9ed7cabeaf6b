"""Who looked: invented readers of the public pages, week by week, more of what is new and what was asked for.

Everything is worked out from numbers and weeks, so that every telling of the year has the same views.
"""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta

from demo.timeline import Step, moment, step
from demo.world import ZONE, World
from qiao.catalogue.models import Demand
from qiao.catalogue.viewing import KINDS, ViewedRecord, note_view
from qiao.core.access import PUBLIC, Actor, Role

FIRST_WEEK, LAST_WEEK = moment("2025-11-14 15:10"), moment("2026-10-30 15:10")
WEEK = timedelta(weeks=1)
NEW_FOR = timedelta(weeks=5)
# Of a hundred records: how many are opened in a week while they are new, later, and never at all.
NEW_SHARE, LATER_SHARE, NEVER_SHARE = 24, 11, 12
MOST_READERS = 4
FIRM_SHARE = 20


def steps() -> Iterator[Step]:
    """One step a week."""
    at = FIRST_WEEK
    while at <= LAST_WEEK:
        yield step(at, "公众浏览", _week)
        at += WEEK


def _week(world: World, at: datetime) -> None:  # noqa: ARG001
    firms = _firms()
    for kind, model in KINDS.items():
        rows = model.objects.visible_to(PUBLIC).filter(zone_code=ZONE, published_at__lt=at)
        for key, code, published_at in rows.order_by("pk").values_list("pk", "code", "published_at"):
            share = NEW_SHARE if at - published_at < NEW_FOR else LATER_SHARE
            if _number(code) < NEVER_SHARE or _number(code, at) >= share:
                continue
            for reader in range(1 + _number(code, at, "readers") % MOST_READERS):
                name = f"{code} {reader} {at:%Y-%m-%d}"
                is_firm = firms and _number(name) < FIRM_SHARE
                who = firms[_number(name, "firm") % len(firms)] if is_firm else PUBLIC
                note_view(who, ViewedRecord(kind, key), name, at)


def _firms() -> list[Actor]:
    """People of organisations who read while signed in: those whose firms have demands on the list."""
    keys = Demand.objects.filter(zone_code=ZONE, organisation__isnull=False).order_by("organisation_id")
    found = keys.values_list("organisation_id", flat=True).distinct()
    return [Actor(Role.ORGANISATION_EDITOR, "读者", zone_code=ZONE, organisation_id=key) for key in found]


def _number(*parts: object) -> int:
    """0 to 99, always the same for the same parts."""
    return int.from_bytes(hashlib.sha256("|".join(map(str, parts)).encode()).digest()[:4], "big") % 100
