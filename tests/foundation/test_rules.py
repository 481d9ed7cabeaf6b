"""Dated rules: the zone's own first, the latest that has begun, never a guess."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from qiao.core.outcomes import Denied, Invalid
from qiao.foundation.actions.set_rule import NewRule, set_rule
from qiao.foundation.models import AuditRow, RuleParameter
from qiao.foundation.registry import RULES
from qiao.foundation.rules import RuleMissing, load_shipped_rules, rule_value
from tests.foundation.actors import OPERATOR, STRANGER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("review_rule")]
KEY = "tests.review_days"


def set_days(days: object, on: date, now: datetime) -> None:
    set_rule(actor=OPERATOR, rule=NewRule(KEY, "JH", days, on, "纪要"), now=now)


def test_a_value_counts_from_its_day_in_its_zone(now: datetime) -> None:
    shipped = RULES[KEY].value
    set_days(shipped + 3, date(2026, 7, 1), now)
    assert rule_value(KEY, "JH", date(2026, 6, 30)) == shipped
    assert rule_value(KEY, "JH", date(2026, 7, 1)) == shipped + 3
    assert rule_value(KEY, "NB", date(2026, 7, 1)) == shipped


def test_a_rule_that_has_not_begun_is_an_error_that_names_key_zone_and_day() -> None:
    with pytest.raises(RuleMissing, match=r"tests\.review_days.*JH.*1999-01-01"):
        rule_value(KEY, "JH", date(1999, 1, 1))


@pytest.mark.parametrize(
    ("change", "field", "rule"),
    [
        ({"key": "no.such"}, "key", "unknown_rule"),
        ({"value": "five"}, "value", "wrong_kind"),
        ({"legal_basis": " "}, "legal_basis", "required"),
    ],
)
def test_a_bad_value_names_field_and_rule_and_changes_nothing(
    now: datetime, change: dict[str, str], field: str, rule: str
) -> None:
    before = RuleParameter.objects.count()
    with pytest.raises(Invalid) as invalid:
        set_rule(actor=OPERATOR, rule=replace(NewRule(KEY, "JH", 5, date(2026, 7, 1), "纪要"), **change), now=now)
    assert [(p.field, p.rule) for p in invalid.value.problems] == [(field, rule)]
    assert RuleParameter.objects.count() == before
    assert not AuditRow.objects.exists()


def test_two_values_of_one_day_are_refused(now: datetime) -> None:
    set_days(6, date(2026, 7, 1), now)
    with pytest.raises(Invalid) as invalid:
        set_days(7, date(2026, 7, 1), now)
    assert invalid.value.problems[0].rule == "rule_has_value_that_day"


def test_another_zone_cannot_set_it(now: datetime) -> None:
    rule = NewRule(KEY, "JH", 9, date(2026, 7, 1), "纪要")
    with pytest.raises(Denied):
        set_rule(actor=STRANGER, rule=rule, now=now)


def test_loading_shipped_rules_again_overwrites_nothing(now: datetime) -> None:
    RuleParameter.objects.filter(key=KEY).update(value=11)
    assert load_shipped_rules() == 0
    assert rule_value(KEY, "NB", date(2026, 7, 1)) == 11
