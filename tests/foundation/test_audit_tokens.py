"""The access token through which a program acted is part of its audit row, and older rows stay what they were."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from qiao.core.access import Actor
from qiao.foundation.actions.set_rule import NewRule, set_rule
from qiao.foundation.audit import seal_rows
from qiao.foundation.audit_verification import verify_chain
from qiao.foundation.models import AuditRow
from tests.foundation.actors import OPERATOR
from tests.foundation.test_audit_chain import RULE, tamper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("review_rule")]
PROGRAM = replace(OPERATOR, token_id=7, token_name="学校科研系统")
FIRST_FIELDS = (
    "action", "actor_role", "actor_name", "user_id", "person_id", "holding_id", "organisation_id", "organisation_name",
    "zone_code", "object_type", "object_id", "object_label", "before", "after", "reason",
)  # fmt: skip
"""What a row consisted of, beside its instant, before tokens were recorded."""


def act(actor: Actor, now: datetime) -> AuditRow:
    set_rule(actor=actor, rule=NewRule(RULE, "JH", 5, date(2026, 1, 1), "区办会议纪要"), now=now)
    return AuditRow.objects.get()


def digest(row: AuditRow, *further: str) -> str:
    content = {name: getattr(row, name) for name in (*FIRST_FIELDS, *further)}
    content["at"] = row.at.astimezone(UTC).isoformat()
    plain = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def test_an_act_without_a_token_has_the_digest_that_it_always_had(now: datetime) -> None:
    row = act(OPERATOR, now)
    assert (row.token_id, row.token_name) == (None, None)
    assert row.digest == digest(row)


def test_an_act_through_a_token_names_it_and_its_digest_covers_it(now: datetime) -> None:
    row = act(PROGRAM, now)
    assert (row.token_id, row.token_name, row.actor_name) == (7, "学校科研系统", OPERATOR.name)
    assert row.digest == digest(row, "token_id", "token_name")
    seal_rows(now)
    assert list(verify_chain()) == []


@pytest.mark.parametrize("actor", [OPERATOR, PROGRAM])
@pytest.mark.parametrize("value", ["token_id = 8", "token_name = 'x'", "token_name = ''", "token_id = 0"])
def test_another_token_put_in_is_found(actor: Actor, value: str, now: datetime) -> None:
    row = act(actor, now)
    tamper(f"UPDATE foundation_auditrow SET {value} WHERE id = %s", row.pk)
    assert [(one.kind, one.number) for one in verify_chain()] == [("row_altered", row.pk)]


def test_a_token_taken_out_is_found(now: datetime) -> None:
    row = act(PROGRAM, now)
    tamper("UPDATE foundation_auditrow SET token_id = NULL, token_name = NULL WHERE id = %s", row.pk)
    assert [one.kind for one in verify_chain()] == ["row_altered"]
