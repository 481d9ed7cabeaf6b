"""Accounts at the desk: the first administrator gets in, invitations, closing and reopening."""

import re
from pathlib import Path

from django.test import Client

from qiao.foundation.models import AuditRow
from qiao.foundation.record_verification import verify_records
from qiao.parties.models import User
from tests.console.office import as_json, done, qiao

PASSWORD = "bridge over calm water"


def test_the_first_administrator_gets_in_on_a_fresh_machine(desk: Path) -> None:
    done("zone", "appoint", "管理员甲")
    opened = done("account", "password", "admin", "--person", "管理员甲", answer=f"{PASSWORD}\n{PASSWORD}\n")
    assert PASSWORD not in opened
    assert Client().login(username="admin", password=PASSWORD)
    done("account", "password", "admin", "--password", "another long password")
    assert Client().login(username="admin", password="another long password")
    row = AuditRow.objects.filter(action="parties.user.set_password").get()
    assert (row.before, row.after) == ({}, {})
    assert qiao("account", "password", "nobody", "--password", PASSWORD).exit_code == 1
    weak = qiao("account", "password", "admin", "--password", "tiny-pass")
    assert weak.exit_code == 1
    assert "tiny-pass" not in weak.stderr
    assert list(verify_records()) == []


def test_an_invitation_prints_a_link_that_opens_the_account(desk: Path) -> None:
    done("zone", "appoint", "管理员甲")
    first = done("account", "invite", "周操作员", "--username", "operator")
    link = re.search(r"http://127\.0\.0\.1:8000(/accounts/invitation/\S+)", first)
    assert link is not None
    again = qiao("account", "invite", "周操作员")
    assert again.exit_code == 0
    newer = re.search(r"(/accounts/invitation/\S+)", again.stdout)
    assert newer is not None
    browser = Client()
    form = {"username": "operator", "password": PASSWORD, "again": PASSWORD}
    assert browser.post(link[1], form).status_code == 404
    assert browser.post(newer[1], form).status_code == 302
    (row,) = [one for one in as_json("account", "list")["rows"] if one["person"] == "周操作员"]
    assert (row["state"], row["username"]) == ("open", "operator")


def test_an_account_is_closed_after_the_question_and_reopened(desk: Path) -> None:
    done("zone", "appoint", "管理员甲")
    done("account", "password", "operator", "--person", "周操作员", "--password", PASSWORD)
    assert qiao("account", "close", "周操作员", "--reason", "离职", answer="n\n").exit_code == 1
    assert User.objects.get().is_active
    done("account", "close", "周操作员", "--reason", "离职", answer="y\n")
    assert not User.objects.get().is_active
    assert [row["person"] for row in as_json("account", "list", "--state", "closed")["rows"]] == ["周操作员"]
    done("account", "reopen", "周操作员", "--reason", "返聘")
    assert User.objects.get().is_active
    assert qiao("account", "close", "管理员甲", "--reason", "离职", "--yes").exit_code == 1
