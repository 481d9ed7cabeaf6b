"""Verifying records against their audit: what was altered, what was never recorded, what came with a new version."""

from datetime import date, datetime

import pytest

from qiao.foundation.actions.set_rule import NewRule, set_rule
from qiao.foundation.audit import audit_row
from qiao.foundation.models import ImportSource, RuleParameter
from qiao.foundation.record_verification import verify_records
from tests.foundation.actors import OPERATOR

pytestmark = pytest.mark.django_db


def _findings() -> list[tuple[str, str]]:
    return [(finding.kind, finding.label) for finding in verify_records()]


def _recorded_without(name: str, now: datetime) -> ImportSource:
    """A source recorded by an earlier version that did not know the field."""
    source = ImportSource.objects.create(zone_code="JH", kind="catalogue.demand", name="企业需求", created_at=now)
    row = audit_row(OPERATOR, "foundation.import.apply", source, {}, now, "")
    del row.after[name]
    row.save()
    return source


def test_a_field_that_came_later_is_what_it_is_by_default(now: datetime) -> None:
    source = _recorded_without("mapping", now)
    assert _findings() == []
    ImportSource.objects.filter(pk=source.pk).update(mapping={"课题": "title"})
    assert _findings() == [("record_altered", "foundation.importsource mapping")]


def test_a_field_without_a_default_must_be_recorded(now: datetime) -> None:
    _recorded_without("name", now)
    assert _findings() == [("record_altered", "foundation.importsource name")]


def test_a_record_that_no_audit_row_names_is_a_finding(now: datetime) -> None:
    ImportSource.objects.create(zone_code="JH", kind="catalogue.demand", name="企业需求", created_at=now)
    assert _findings() == [("record_without_audit", "foundation.importsource")]


@pytest.mark.usefixtures("review_rule")
def test_an_altered_rule_is_named_and_a_shipped_one_needs_no_audit(now: datetime) -> None:
    rule = set_rule(
        actor=OPERATOR, rule=NewRule("tests.review_days", "JH", 7, date(2026, 1, 1), "区办会议纪要"), now=now
    )
    assert _findings() == []
    RuleParameter.objects.filter(pk=rule.pk).update(value=70)
    assert _findings() == [("record_altered", "foundation.ruleparameter value")]
