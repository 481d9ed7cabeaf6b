"""The accounts of the demonstration: one for each role, printed at the end, opened by invitation."""

from demo.story.accounts import ACCOUNTS, PASSWORD
from tests.demo.demonstration import Demonstration


def test_there_is_an_account_for_each_role_and_the_end_says_how_to_sign_in(told: Demonstration) -> None:
    assert set(told.values("SELECT username FROM parties_user")) == set(ACCOUNTS)
    roles = "SELECT DISTINCT role FROM parties_holding WHERE ends_on IS NULL"
    opened = f"{roles} AND person_id IN (SELECT person_id FROM parties_user)"
    assert set(told.values(opened)) == set(told.values(roles))
    assert PASSWORD in told.printed
    assert all(name in told.printed for name in ACCOUNTS)
    (stored,) = told.values("SELECT password FROM parties_user WHERE username = 'operator'")
    assert stored.startswith("argon2")
    assert told.values("SELECT COUNT(*) FROM parties_invitation WHERE accepted_at IS NULL") == [0]


def test_no_password_and_no_secret_is_in_the_audit(told: Demonstration) -> None:
    kept = " ".join(
        map(str, told.rows("SELECT before, after FROM foundation_auditrow WHERE object_type = 'parties.user'"))
    )
    assert PASSWORD not in kept
    assert "argon2" not in kept
