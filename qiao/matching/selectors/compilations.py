"""Reads on how supply lists were chosen: limits in force, earlier lists, and the compilation that counts."""

from collections import Counter
from datetime import datetime, timedelta

from django.db.models import F

from qiao.core.calendar import CHINA
from qiao.foundation.rules import rule_values
from qiao.matching.lifecycles.commission import CommissionState
from qiao.matching.models import Commission, Compilation, SupplyItem
from qiao.matching.rules_limits import SUPPLY_LIMITS
from qiao.matching.supply.limits import ListLimits, SupplyLimits, check_limits

YEAR = timedelta(days=365)
_DELIVERED = (CommissionState.DELIVERED, CommissionState.CLOSED)


def supply_limits(commission: Commission) -> SupplyLimits:
    """The limits in force on the day of the commission: a case finishes under the rules it began with."""
    on = commission.created_at.astimezone(CHINA).date()
    values = rule_values(SUPPLY_LIMITS.values(), commission.zone_code, on)
    return SupplyLimits(**{name: int(values[key]) for name, key in SUPPLY_LIMITS.items()})


def list_limits(commission: Commission, limits: SupplyLimits | None, now: datetime) -> ListLimits:
    """The limits of one list; without ``limits`` those in force. Raises Invalid for numbers out of range."""
    if limits is not None:
        check_limits(limits)
    return ListLimits(
        most_items=commission.most_items,
        limits=limits or supply_limits(commission),
        times_listed=times_listed(commission, now),
    )


def times_listed(commission: Commission, now: datetime) -> dict[int, int]:
    """In how many other lists of the zone delivered within a year each achievement stands, by its key."""
    delivered = SupplyItem.objects.filter(
        commission__zone_code=commission.zone_code,
        commission__state__in=[str(state) for state in _DELIVERED],
        commission__delivered_at__gte=now - YEAR,
        compilation=F("commission__compilation"),
    )
    return Counter(delivered.exclude(commission=commission).order_by("pk").values_list("achievement_id", flat=True))


def compilation_of(commission: Commission) -> Compilation | None:
    """How the items that count were chosen; None for lists compiled before this was kept."""
    return Compilation.objects.filter(commission=commission, number=commission.compilation).first()
