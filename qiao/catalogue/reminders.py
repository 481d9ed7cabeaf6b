"""Reminders before the validity of a published record ends, each made once."""

from datetime import datetime, timedelta

from qiao.catalogue.announcing import MODELS, by_title
from qiao.catalogue.models.listing import Listing
from qiao.catalogue.notice_rules import EXPIRY_DAYS
from qiao.catalogue.selectors.audiences import keepers_of
from qiao.core.calendar import CHINA
from qiao.foundation.rules import rule_value
from qiao.parties.models import Notice
from qiao.parties.notices import Telling, tell

_LONGEST = timedelta(days=366)


def remind_of_expiry(now: datetime) -> int:
    """Remind the keepers of every record that expires within the days of the rule; returns how many records."""
    reminded = 0
    for kind, model in MODELS.items():
        told = _told(f"{kind}_expiring", now)
        for zone_code in _zones(model, now):
            days = int(rule_value(EXPIRY_DAYS, zone_code, now.astimezone(CHINA).date()))
            soon = model.objects.open().filter(zone_code=zone_code, expires_at__gt=now)
            rows = soon.filter(expires_at__lte=now + timedelta(days=days)).select_related("organisation")
            for record in rows.order_by("expires_at", "pk"):
                if _occasion(kind, record) not in told:
                    _remind(kind, record, now)
                    reminded += 1
    return reminded


def _zones(model: type[Listing], now: datetime) -> list[str]:
    rows = model.objects.open().filter(expires_at__gt=now, expires_at__lte=now + _LONGEST)
    return list(rows.order_by("zone_code").values_list("zone_code", flat=True).distinct())


def _told(code: str, now: datetime) -> frozenset[str]:
    rows = Notice.objects.filter(code=code, at__gte=now - _LONGEST)
    return frozenset(rows.order_by().values_list("occasion", flat=True).distinct())


def _occasion(kind: str, record: Listing) -> str:
    # A renewed record has another end and is reminded of again.
    end = record.expires_at.isoformat() if record.expires_at else ""
    return f"{kind}_expiring:{record.pk}:{end}"


def _remind(kind: str, record: Listing, now: datetime) -> None:
    if record.expires_at is None:
        return
    # The record lapses at 24:00 of its last day.
    last_day = (record.expires_at - timedelta(seconds=1)).astimezone(CHINA).date()
    days = (last_day - now.astimezone(CHINA).date()).days
    for title, readers in by_title(record, keepers_of(record, now.astimezone(CHINA).date()), now).items():
        params = {"title": title, "code": record.code, "day_on": last_day.isoformat(), "days": days}
        label = record._meta.label_lower
        tell(readers, Telling(f"{kind}_expiring", label, record.pk, params, occasion=_occasion(kind, record)), now)
