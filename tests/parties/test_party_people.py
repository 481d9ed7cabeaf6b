"""People, their roles and their accounts."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from qiao.core.access import Actor, Role
from qiao.core.outcomes import Denied, Invalid, Missing, Refused
from qiao.foundation.models import AuditRow
from qiao.parties.acting_as import actor_of, holdings_of
from qiao.parties.actions.end_holding import end_holding
from qiao.parties.actions.grant_holding import grant_holding
from qiao.parties.actions.open_user import open_user
from qiao.parties.actions.register_person import register_person
from qiao.parties.actions.revise_person import revise_person
from qiao.parties.contents import HoldingDetails, PersonDetails
from qiao.parties.models import Holding, Organisation, Person, User
from tests.parties.cast import OTHER_RESIDENT_ID, RESIDENT_ID, Cast, day_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def details_of(person: Person) -> PersonDetails:
    return PersonDetails(name=person.name, organisation_id=person.organisation_id, email=person.email)


@pytest.mark.parametrize(
    ("who", "allowed"),
    [("operator", True), ("owner", True), ("colleague", True), ("stranger", False), ("outsider", False),
     ("admin", False), ("approver", False)],
)  # fmt: skip
def test_who_registers_a_person_of_the_firm(cast: Cast, now: datetime, who: str, allowed: bool) -> None:
    details = PersonDetails(name="新人", organisation_id=cast.firm.pk, fields=("1",), email="new@example.org")
    before = Person.objects.count()
    if allowed:
        register_person(actor=cast.everybody()[who], zone_code="JH", details=details, now=now)
    else:
        with pytest.raises(Denied):
            register_person(actor=cast.everybody()[who], zone_code="JH", details=details, now=now)
    assert Person.objects.count() - before == int(allowed)


@pytest.mark.parametrize(
    ("who", "allowed"),
    [("operator", True), ("owner", True), ("colleague", True), ("stranger", False), ("outsider", False),
     ("admin", False), ("approver", False)],
)  # fmt: skip
def test_who_revises_the_owner(cast: Cast, now: datetime, who: str, allowed: bool) -> None:
    person = Person.objects.get(pk=cast.owner.person_id)
    changed = replace(details_of(person), title="总工程师")
    if allowed:
        revise_person(actor=cast.everybody()[who], person_id=person.pk, details=changed, now=now)
    else:
        with pytest.raises(Denied):
            revise_person(actor=cast.everybody()[who], person_id=person.pk, details=changed, now=now)
    person.refresh_from_db()
    assert person.title == ("总工程师" if allowed else "")
    assert AuditRow.objects.filter(action="parties.person.revise").count() == int(allowed)


def test_somebody_without_an_organisation_revises_oneself(cast: Cast, now: datetime) -> None:
    expert = cast.person("汤敏行", now)
    oneself = actor_of(cast.holding(expert, Role.EXPERT, now), day_of(now))
    revised = replace(details_of(expert), speciality="数控机床")
    revise_person(actor=oneself, person_id=expert.pk, details=revised, now=now)
    assert Person.objects.get(pk=expert.pk).speciality == "数控机床"
    with pytest.raises(Denied):
        revise_person(actor=oneself, person_id=cast.owner.person_id or 0, details=revised, now=now)


def test_only_the_operator_moves_a_person_or_enters_an_identity_number(cast: Cast, now: datetime) -> None:
    person = Person.objects.get(pk=cast.owner.person_id)
    moved = replace(details_of(person), organisation_id=cast.rival.pk)
    identified = replace(details_of(person), resident_id=RESIDENT_ID)
    for details in (moved, identified):
        with pytest.raises(Denied):
            revise_person(actor=cast.owner, person_id=person.pk, details=details, now=now)
        revise_person(actor=cast.operator, person_id=person.pk, details=details, now=now)
    person.refresh_from_db()
    assert person.id_last4 == "002X"


def test_an_identity_number_is_nowhere_in_clear(cast: Cast, now: datetime) -> None:
    person = cast.person("张三", now, resident_id=f" {RESIDENT_ID.lower()}")
    assert (len(person.id_hash), person.id_last4) == (64, "002X")
    stored = str(list(AuditRow.objects.values())) + str(list(Person.objects.values()))
    assert RESIDENT_ID[:17] not in stored
    other = cast.person("李四", now, resident_id=OTHER_RESIDENT_ID)
    assert other.id_hash != person.id_hash
    revise_person(actor=cast.operator, person_id=person.pk, details=PersonDetails(name="张三"), now=now)
    person.refresh_from_db()
    assert person.id_last4 == "002X"


def test_one_identity_number_is_one_person_and_faults_do_not_repeat_it(cast: Cast, now: datetime) -> None:
    cast.person("张三", now, resident_id=RESIDENT_ID)
    with pytest.raises(Invalid) as invalid:
        cast.person("张叁", now, resident_id=RESIDENT_ID)
    (known,) = invalid.value.problems
    assert (known.field, known.rule, known.params["name"]) == ("resident_id", "identity_known", "张三")
    with pytest.raises(Invalid) as invalid:
        cast.person("李四", now, resident_id=RESIDENT_ID[:-1] + "1")
    (wrong,) = invalid.value.problems
    assert (wrong.rule, RESIDENT_ID[:-1] in str(invalid.value)) == ("resident_id_check_character", False)


def test_every_fault_of_a_person_is_named(cast: Cast, now: datetime) -> None:
    elsewhere = Organisation.objects.get(zone_code="NB")
    with pytest.raises(Invalid) as invalid:
        cast.person(" ", now, fields=("0",), email="nobody", organisation_id=elsewhere.pk, title="长" * 101)
    assert {(p.field, p.rule) for p in invalid.value.problems} == {
        ("name", "required"),
        ("title", "too_long"),
        ("fields", "not_in_list"),
        ("email", "not_an_email"),
        ("organisation_id", "not_an_organisation_of_the_zone"),
    }


GRANTABLE = (Role.ORGANISATION_EDITOR, Role.TECHNOLOGY_MANAGER, Role.EXPERT)
OFFICES = (Role.ZONE_OPERATOR, Role.DEPARTMENT, Role.SUPERVISOR, Role.AUDITOR, Role.PLATFORM_ADMIN)


@pytest.mark.parametrize("role", [*GRANTABLE, *OFFICES])
@pytest.mark.parametrize("who", ["operator", "admin", "approver", "outsider", "owner", "stranger"])
def test_who_grants_and_ends_which_role(cast: Cast, now: datetime, who: str, role: Role) -> None:
    person = cast.person("新人", now)
    details = HoldingDetails(person_id=person.pk, role=role, starts_on=day_of(now), organisation_id=cast.firm.pk)
    actor = cast.everybody()[who]
    allowed = who == "admin" or (who == "operator" and role in GRANTABLE)
    if allowed:
        holding = grant_holding(actor=actor, details=details, now=now)
        end_holding(actor=actor, holding_id=holding.pk, now=now, reason="调离")
        return
    with pytest.raises(Denied):
        grant_holding(actor=actor, details=details, now=now)
    assert not Holding.objects.filter(person=person).exists()
    holding = grant_holding(actor=cast.admin, details=details, now=now)
    with pytest.raises(Denied):
        end_holding(actor=actor, holding_id=holding.pk, now=now, reason="调离")
    assert Holding.objects.get(pk=holding.pk).ends_on is None


@pytest.mark.parametrize("who", ["operator", "admin"])
def test_nobody_grants_a_role_to_himself(cast: Cast, now: datetime, who: str) -> None:
    actor = cast.everybody()[who]
    details = HoldingDetails(person_id=actor.person_id or 0, role=Role.EXPERT, starts_on=day_of(now))
    with pytest.raises(Denied):
        grant_holding(actor=actor, details=details, now=now)


def test_faults_of_a_holding_are_named(cast: Cast, now: datetime) -> None:
    person, today = cast.person("新人", now), day_of(now)
    editor = HoldingDetails(person_id=person.pk, role=Role.ORGANISATION_EDITOR, starts_on=today, ends_on=today - DAY)
    with pytest.raises(Invalid) as invalid:
        grant_holding(actor=cast.admin, details=editor, now=now)
    found = {(p.field, p.rule) for p in invalid.value.problems}
    assert found == {("organisation_id", "editor_needs_organisation"), ("ends_on", "ends_before_start")}
    with pytest.raises(Invalid) as invalid:
        grant_holding(
            actor=cast.admin, details=HoldingDetails(person_id=person.pk, role="king", starts_on=today), now=now
        )
    assert [p.rule for p in invalid.value.problems] == ["unknown_role"]


@pytest.mark.parametrize(
    ("first", "last", "free"), [(0, None, False), (9, 9, False), (10, 10, False), (11, None, True)]
)
def test_the_same_role_is_not_held_twice_on_one_day(
    cast: Cast, now: datetime, first: int, last: int | None, free: bool
) -> None:
    person, today = cast.person("专家", now), day_of(now)
    held = HoldingDetails(person_id=person.pk, role=Role.EXPERT, starts_on=today, ends_on=today + 10 * DAY)
    grant_holding(actor=cast.operator, details=held, now=now)
    ends_on = None if last is None else today + last * DAY
    again = replace(held, starts_on=today + first * DAY, ends_on=ends_on)
    if free:
        grant_holding(actor=cast.operator, details=again, now=now)
        return
    with pytest.raises(Invalid) as invalid:
        grant_holding(actor=cast.operator, details=again, now=now)
    assert [p.rule for p in invalid.value.problems] == ["holding_exists"]


def test_a_holding_is_in_force_from_its_first_to_its_last_day(cast: Cast, now: datetime) -> None:
    today = day_of(now)
    person = cast.person("专家", now)
    details = HoldingDetails(person_id=person.pk, role=Role.EXPERT, starts_on=today + DAY, ends_on=today + 3 * DAY)
    holding = grant_holding(actor=cast.operator, details=details, now=now)
    user = open_user(actor=cast.admin, person_id=person.pk, username="expert", now=now)
    for offset, in_force in ((0, False), (1, True), (3, True), (4, False)):
        on = today + offset * DAY
        assert holdings_of(user, on) == ((holding,) if in_force else ())
        if in_force:
            assert actor_of(holding, on).role is Role.EXPERT
        else:
            with pytest.raises(Denied):
                actor_of(holding, on)
    user.is_active = False
    assert holdings_of(user, today + DAY) == ()


def test_a_holding_ends_at_once_or_on_a_later_day_but_never_before(cast: Cast, now: datetime) -> None:
    today = day_of(now)
    held = Holding.objects.get(pk=cast.colleague.holding_id)
    with pytest.raises(Refused) as refused:
        end_holding(actor=cast.operator, holding_id=held.pk, now=now, reason=" ")
    assert refused.value.code == "reason_needed"
    with pytest.raises(Invalid) as invalid:
        end_holding(actor=cast.operator, holding_id=held.pk, now=now, reason="调离", ends_on=today - 2 * DAY)
    assert invalid.value.problems[0].rule == "ends_too_early"
    end_holding(actor=cast.operator, holding_id=held.pk, now=now, reason="调离", ends_on=today + 5 * DAY)
    with pytest.raises(Invalid) as invalid:
        end_holding(actor=cast.operator, holding_id=held.pk, now=now, reason="调离", ends_on=today + 6 * DAY)
    assert invalid.value.problems[0].rule == "ends_after_present_end"
    ended = end_holding(actor=cast.operator, holding_id=held.pk, now=now, reason="调离")
    with pytest.raises(Denied):
        actor_of(ended, today)
    with pytest.raises(Refused) as refused:
        end_holding(actor=cast.operator, holding_id=held.pk, now=now, reason="调离")
    assert refused.value.code == "holding_ended"


@pytest.mark.parametrize("who", ["operator", "approver", "outsider", "owner", "colleague", "stranger"])
def test_only_the_administrator_opens_accounts(cast: Cast, now: datetime, who: str) -> None:
    with pytest.raises(Denied):
        open_user(actor=cast.everybody()[who], person_id=cast.owner.person_id or 0, username="tang", now=now)
    assert not User.objects.exists()


def test_an_account_has_no_password_and_none_is_recorded(cast: Cast, now: datetime) -> None:
    user = opened(cast.admin, cast.owner, "tang.sy", now)
    assert not user.has_usable_password()
    assert (user.is_staff, user.is_superuser, user.person_id) == (False, False, cast.owner.person_id)
    row = AuditRow.objects.get(action="parties.user.open")
    assert "password" not in row.after
    assert row.after["username"] == "tang.sy"
    with pytest.raises(Refused) as refused:
        opened(cast.admin, cast.owner, "tang.2", now)
    assert refused.value.code == "has_account"


@pytest.mark.parametrize(
    ("name", "rule"),
    [("", "required"), ("a b", "username_pattern"), ("Tang.SY", "username_taken"), ("x" * 151, "too_long")],
)
def test_a_bad_account_name_is_refused(cast: Cast, now: datetime, name: str, rule: str) -> None:
    opened(cast.admin, cast.owner, "tang.sy", now)
    with pytest.raises(Invalid) as invalid:
        opened(cast.admin, cast.colleague, name, now)
    assert [(p.field, p.rule) for p in invalid.value.problems] == [("username", rule)]


def test_somebody_unknown_is_missing(cast: Cast, now: datetime) -> None:
    with pytest.raises(Missing):
        open_user(actor=cast.admin, person_id=10**9, username="x", now=now)


def opened(admin: Actor, whose: Actor, username: str, now: datetime) -> User:
    return open_user(actor=admin, person_id=whose.person_id or 0, username=username, now=now)
