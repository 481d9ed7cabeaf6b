"""Who reads which part of the audit trail, and acting only on the version that was seen."""

from datetime import datetime
from typing import Any

import pytest
from django.db import transaction

from qiao.core.access import HUMAN_ROLES, PUBLIC, Actor, Role
from qiao.core.outcomes import Denied, Missing, Refused
from qiao.foundation.audit import seal_rows
from qiao.foundation.audit_reading import AuditFilters, audit_page, latest_acts, may_read_audit
from qiao.foundation.models import AuditRow, RuleParameter
from qiao.foundation.rules import RuleMissing, rule_values
from qiao.foundation.versions import acts_since, lock_as_seen
from qiao.parties.models import Organisation

pytestmark = pytest.mark.django_db


def wrote(zone_code: str, object_type: str, now: datetime, **fields: Any) -> AuditRow:
    """A row of the trail."""
    values = {"action": f"{object_type}.change", "actor_role": "zone_operator", "actor_name": "某人", **fields}
    return AuditRow.objects.create(
        at=now,
        zone_code=zone_code,
        object_type=object_type,
        object_id=1,
        object_label="某条",
        digest="0" * 64,
        **values,
    )


def test_each_role_reads_its_part(now: datetime) -> None:
    here = wrote("JH", "catalogue.demand", now)
    there, parties = wrote("NB", "catalogue.demand", now), wrote("NB", "parties.person", now)
    expected = {
        Role.AUDITOR: [parties, there, here],
        Role.ZONE_OPERATOR: [here],
        Role.SUPERVISOR: [here],
        Role.PLATFORM_ADMIN: [parties],
    }
    for role in HUMAN_ROLES:
        actor = Actor(role, "某人", zone_code="JH")
        assert may_read_audit(actor) is (role in expected)
        if role in expected:
            assert [line.row for line in audit_page(actor, AuditFilters()).lines] == expected[role]
            assert [line.row for line in latest_acts(actor, 1)] == expected[role][:1]
            continue
        with pytest.raises(Denied):
            audit_page(actor, AuditFilters())
    for nobody in (PUBLIC, Actor(Role.ZONE_OPERATOR, "无示范区")):
        with pytest.raises(Denied):
            audit_page(nobody, AuditFilters())


def test_a_sealed_row_names_its_seal(now: datetime) -> None:
    auditor = Actor(Role.AUDITOR, "审计")
    wrote("JH", "catalogue.demand", now)
    seal_rows(now)
    wrote("JH", "catalogue.demand", now)
    assert [line.seal_number for line in audit_page(auditor, AuditFilters()).lines] == [None, 1]


def test_filters_take_a_verb_or_all_of_a_kind(now: datetime) -> None:
    auditor = Actor(Role.AUDITOR, "审计")
    wrote("JH", "catalogue.demand", now, action="catalogue.demand.publish")
    wrote("JH", "catalogue.demand", now, action="catalogue.demand_x.publish")
    for action, number in (("catalogue.demand", 1), ("catalogue.demand.publish", 1), ("catalogue.dem", 0)):
        assert audit_page(auditor, AuditFilters(action=action)).total == number


def test_only_the_version_that_was_seen_is_locked(now: datetime) -> None:
    row = Organisation.objects.create(name="企业", kind="enterprise", zone_code="JH", created_at=now, version=3)
    with transaction.atomic():
        assert lock_as_seen(Organisation, row.pk, 3) == row
    for seen in (2, 4, -1):
        with pytest.raises(Refused, match="changed_meanwhile"), transaction.atomic():
            lock_as_seen(Organisation, row.pk, seen)
    with pytest.raises(Missing), transaction.atomic():
        lock_as_seen(Organisation, row.pk + 1, 1)


def test_the_acts_since_a_version_are_the_last_ones(now: datetime) -> None:
    for action in ("a.b.one", "a.b.two", "a.b.three"):
        wrote("JH", "a.b", now, action=action)
    assert [row.action for row in acts_since("a.b", 1, 1, 3)] == ["a.b.two", "a.b.three"]
    assert acts_since("a.b", 1, 3, 3) == acts_since("a.b", 1, 9, 3) == acts_since("a.b", 1, -9, 3) == ()


def test_several_rules_are_read_at_once(now: datetime, django_assert_num_queries: Any) -> None:
    keys = ("catalogue.demand.review_days", "catalogue.demand.validity_months")
    RuleParameter.objects.create(key=keys[0], zone_code="JH", value=9, valid_from=now.date())
    with django_assert_num_queries(1):
        assert rule_values(keys, "JH", now.date()) == {keys[0]: 9, keys[1]: 12}
    assert rule_values(keys, "NB", now.date()) == {keys[0]: 5, keys[1]: 12}
    with pytest.raises(RuleMissing, match="nothing"):
        rule_values((*keys, "nothing"), "JH", now.date())
