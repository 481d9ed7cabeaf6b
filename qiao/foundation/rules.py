"""Looking up dated rules."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from qiao.foundation.models import RuleParameter
from qiao.foundation.registry import RULES


class RuleMissing(LookupError):
    """No value of the rule is in force on that day; names key, zone and day."""

    def __init__(self, key: str, zone_code: str, on: date) -> None:
        self.key, self.zone_code, self.on = key, zone_code, on
        super().__init__(f"rule {key!r} has no value for zone {zone_code or '*'} on {on}")


def rule_in_force(key: str, zone_code: str, on: date) -> RuleParameter:
    """The row in force: the zone's own before the general one, the latest that began by ``on``.

    Raises RuleMissing when there is none.
    """
    row = rule_rows(key, zone_code, on).first()
    if row is None:
        raise RuleMissing(key, zone_code, on)
    return row


def rule_rows(key: str, zone_code: str, on: date) -> "QuerySet[RuleParameter]":
    """The rows of a rule that have begun, the one in force first: also for use inside another query."""
    rows = RuleParameter.objects.filter(key=key, zone_code__in=("", zone_code), valid_from__lte=on)
    return rows.order_by("-zone_code", "-valid_from")


def rule_value(key: str, zone_code: str, on: date) -> Any:
    """The value of `rule_in_force`."""
    return rule_in_force(key, zone_code, on).value


def rule_values(keys: Iterable[str], zone_code: str, on: date) -> dict[str, Any]:
    """The values of several rules at once, in one query. Raises RuleMissing for the first that has none."""
    wanted = tuple(keys)
    rows = RuleParameter.objects.filter(key__in=wanted, zone_code__in=("", zone_code), valid_from__lte=on)
    # The last of a key stands: the zone's own after the general one, the later after the earlier.
    found = dict(rows.order_by("zone_code", "valid_from").values_list("key", "value"))
    for key in wanted:
        if key not in found:
            raise RuleMissing(key, zone_code, on)
    return found


def load_shipped_rules() -> int:
    """Insert the rules that ship and are not in the database yet; never overwrites. Returns how many were added."""
    known = set(RuleParameter.objects.filter(zone_code="").values_list("key", flat=True))
    missing = [rule for rule in RULES.values() if rule.key not in known]
    RuleParameter.objects.bulk_create(
        RuleParameter(
            key=rule.key,
            value=rule.value,
            unit=rule.unit,
            valid_from=rule.valid_from,
            legal_basis=rule.legal_basis,
            verified=rule.verified,
            note=rule.note,
        )
        for rule in missing
    )
    return len(missing)
