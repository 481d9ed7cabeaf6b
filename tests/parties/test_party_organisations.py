"""Registering and revising organisations."""

from datetime import datetime

import pytest

from qiao.core.outcomes import Denied, Invalid, Missing, Refused
from qiao.foundation.models import AuditRow, OutboxEvent
from qiao.foundation.wording import text_of
from qiao.parties.actions.merge_organisations import merge_organisations
from qiao.parties.actions.register_organisation import register_organisation
from qiao.parties.actions.revise_organisation import revise_organisation
from qiao.parties.checks import credit_code_warnings
from qiao.parties.contents import OrganisationDetails
from qiao.parties.models import Organisation
from tests.parties.cast import CODE, OTHER_CODE, Cast

pytestmark = pytest.mark.django_db
DETAILS = OrganisationDetails(name="云桥光电有限公司", kind="enterprise", credit_code=CODE, region="320000")


def test_a_registered_organisation_is_recorded_and_told(cast: Cast, now: datetime) -> None:
    organisation = register_organisation(actor=cast.operator, zone_code="JH", details=DETAILS, now=now)
    stored = Organisation.objects.get(pk=organisation.pk)
    assert (stored.name, stored.credit_code, stored.zone_code) == ("云桥光电有限公司", CODE, "JH")
    row = AuditRow.objects.get(object_type="parties.organisation", object_id=stored.pk)
    assert (row.action, row.actor_name) == ("parties.organisation.register", "JH操作员")
    assert OutboxEvent.objects.filter(
        name="parties.OrganisationRegistered", payload__organisation_id=stored.pk
    ).exists()


@pytest.mark.parametrize("who", ["approver", "admin", "outsider", "owner", "colleague", "stranger"])
def test_only_the_operator_of_the_zone_registers(cast: Cast, now: datetime, who: str) -> None:
    before = (Organisation.objects.count(), AuditRow.objects.count(), OutboxEvent.objects.count())
    with pytest.raises(Denied):
        register_organisation(actor=cast.everybody()[who], zone_code="JH", details=DETAILS, now=now)
    assert (Organisation.objects.count(), AuditRow.objects.count(), OutboxEvent.objects.count()) == before


def test_an_unknown_zone_is_missing(cast: Cast, now: datetime) -> None:
    with pytest.raises(Missing):
        register_organisation(actor=cast.operator, zone_code="XX", details=DETAILS, now=now)


def test_a_credit_code_is_stored_in_normal_form(cast: Cast, now: datetime) -> None:
    written = f" {CODE[:8].lower()} {CODE[8:].lower()} "
    organisation = cast.organisation("云桥光电有限公司", now, credit_code=written)
    assert organisation.credit_code == CODE


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        (CODE[:-1] + "M", "credit_code_check_character"),
        (CODE[:-1], "credit_code_pattern"),
        ("I" + CODE[1:], "credit_code_pattern"),
    ],
)
def test_a_wrong_credit_code_names_field_value_rule_and_remedy(cast: Cast, now: datetime, code: str, rule: str) -> None:
    with pytest.raises(Invalid) as invalid:
        cast.organisation("云桥光电有限公司", now, credit_code=code)
    (problem,) = invalid.value.problems
    assert (problem.field, problem.value, problem.rule) == ("credit_code", code, rule)
    assert text_of(f"rule.{rule}") != f"rule.{rule}"


def test_a_credit_code_is_given_once_in_a_zone_but_again_in_another(cast: Cast, now: datetime) -> None:
    cast.organisation("云桥光电有限公司", now, credit_code=CODE)
    with pytest.raises(Invalid) as invalid:
        cast.organisation("另一家公司", now, credit_code=CODE)
    (problem,) = invalid.value.problems
    assert (problem.rule, problem.params["name"]) == ("credit_code_known", "云桥光电有限公司")
    elsewhere = register_organisation(actor=cast.outsider, zone_code="NB", details=DETAILS, now=now)
    assert elsewhere.credit_code == CODE


@pytest.mark.parametrize(
    ("code", "kind", "warnings"),
    [
        (CODE, "enterprise", ()),
        (CODE, "university", ("credit_code_kind_differs",)),
        (CODE, "hospital", ()),
        ("", "university", ()),
        # Positions 9 to 17 are 600037342 instead of 600037341: W17 = 28, so S = 538 + 28 = 566, 566 mod 31 = 8,
        # 31 - 8 = 23, which is the character P of the 31.
        ("91110000600037342P", "enterprise", ("credit_code_organisation_check",)),
        ("91110000600037342P", "government", ("credit_code_organisation_check", "credit_code_kind_differs")),
    ],
)
def test_what_only_deserves_a_second_look_is_taken_with_a_warning(
    cast: Cast, now: datetime, code: str, kind: str, warnings: tuple[str, ...]
) -> None:
    organisation = cast.organisation("云桥某单位", now, credit_code=code, kind=kind)
    assert credit_code_warnings(organisation.credit_code, organisation.kind) == warnings


def test_every_fault_is_named_at_once(cast: Cast, now: datetime) -> None:
    details = OrganisationDetails(
        name=" ", kind="club", region="99", industry="98", field="9", size="giant", qualifications=("hi_tech", "x")
    )
    with pytest.raises(Invalid) as invalid:
        register_organisation(actor=cast.operator, zone_code="JH", details=details, now=now)
    assert {(p.field, p.rule) for p in invalid.value.problems} == {
        ("name", "required"),
        ("kind", "not_in_list"),
        ("field", "not_in_list"),
        ("qualifications", "not_in_list"),
        ("region", "region_code_pattern"),
        ("industry", "industry_code_division"),
        ("size", "not_in_list"),
    }


@pytest.mark.parametrize("who", ["operator", "owner", "colleague"])
def test_operator_and_own_editors_revise(cast: Cast, now: datetime, who: str) -> None:
    details = OrganisationDetails(name="云桥精密机械有限公司", kind="enterprise", credit_code=OTHER_CODE)
    revise_organisation(actor=cast.everybody()[who], organisation_id=cast.firm.pk, details=details, now=now)
    stored = Organisation.objects.get(pk=cast.firm.pk)
    assert (stored.credit_code, stored.region, stored.version) == (OTHER_CODE, "", 2)
    row = AuditRow.objects.get(action="parties.organisation.revise")
    assert row.before == {"credit_code": "", "region": "320000"}


@pytest.mark.parametrize("who", ["approver", "admin", "outsider", "stranger"])
def test_nobody_else_revises(cast: Cast, now: datetime, who: str) -> None:
    with pytest.raises(Denied):
        revise_organisation(actor=cast.everybody()[who], organisation_id=cast.firm.pk, details=DETAILS, now=now)
    assert Organisation.objects.get(pk=cast.firm.pk).version == 1
    assert not AuditRow.objects.filter(action="parties.organisation.revise").exists()


def test_the_same_facts_are_no_change(cast: Cast, now: datetime) -> None:
    details = OrganisationDetails(name=cast.firm.name, kind="enterprise", region="320000")
    revise_organisation(actor=cast.owner, organisation_id=cast.firm.pk, details=details, now=now)
    assert Organisation.objects.get(pk=cast.firm.pk).version == 1


def test_the_code_of_another_is_refused_but_the_own_one_stays(cast: Cast, now: datetime) -> None:
    own = OrganisationDetails(name="云桥精密机械有限公司", kind="enterprise", credit_code=CODE)
    revise_organisation(actor=cast.owner, organisation_id=cast.firm.pk, details=own, now=now)
    revise_organisation(actor=cast.owner, organisation_id=cast.firm.pk, details=own, now=now)
    with pytest.raises(Invalid) as invalid:
        revise_organisation(actor=cast.stranger, organisation_id=cast.rival.pk, details=DETAILS, now=now)
    assert [p.rule for p in invalid.value.problems] == ["credit_code_known"]


def test_a_merged_organisation_is_not_revised(cast: Cast, now: datetime) -> None:
    twin = cast.organisation("云桥精密机械股份有限公司", now)
    merge_organisations(actor=cast.operator, kept_id=cast.firm.pk, dropped_id=twin.pk, reason="同一家", now=now)
    with pytest.raises(Refused) as refused:
        revise_organisation(actor=cast.operator, organisation_id=twin.pk, details=DETAILS, now=now)
    assert refused.value.code == "party_was_merged"
