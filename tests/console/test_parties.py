"""Roles and organisations at the desk: who may give what, merging with a look before, and questions asked."""

from pathlib import Path
from typing import Any

import pytest

from qiao.foundation.record_verification import verify_records
from qiao.parties.models import Holding, Organisation
from tests.console.office import as_json, done, qiao, table_of

TWINS = ("江海船舶有限公司", "江海船舶有限责任公司")


@pytest.fixture
def register(desk: Path) -> Path:
    """Two entries of one shipyard, and two people of the same name."""
    organisations = [(name, "企业") for name in (*TWINS, "江海化工有限公司")]
    done("import", "organisations", str(table_of(desk / "org.xlsx", ("机构名称", "机构类型"), organisations)))
    people = [("李工", TWINS[0]), ("李工", "江海化工有限公司"), ("陈专家", TWINS[0])]
    done("import", "people", str(table_of(desk / "people.xlsx", ("姓名", "所在单位"), people)))
    return desk


def _roles(name: str) -> set[str]:
    found: list[dict[str, Any]] = as_json("holding", "list")
    return {row["role"] for row in found if row["person"] == name}


def test_the_operator_gives_professional_roles_and_the_administrator_the_others(register: Path) -> None:
    done("holding", "grant", "陈专家", "expert", "--reason", "专家库入库")
    assert _roles("陈专家") == {"expert"}
    refused = qiao("holding", "grant", "陈专家", "auditor")
    assert refused.exit_code == 1
    assert "qiao zone appoint" in refused.stderr
    done("zone", "appoint", "管理员甲")
    done("holding", "grant", "陈专家", "auditor")
    assert _roles("陈专家") == {"expert", "auditor"}
    assert qiao("zone", "appoint", "管理员乙").exit_code == 1
    assert qiao("holding", "grant", "管理员甲", "supervisor").exit_code == 1, "nobody gives a role to himself"
    assert list(verify_records()) == []


def test_an_editor_needs_an_organisation(register: Path) -> None:
    assert qiao("holding", "grant", "陈专家", "organisation_editor").exit_code == 1
    done("holding", "grant", "陈专家", "organisation_editor", "--organisation", TWINS[0])
    assert Holding.objects.get(role="organisation_editor").organisation == Organisation.objects.get(name=TWINS[0])


def test_two_people_of_one_name_are_told_apart_by_number(register: Path) -> None:
    numbers = [row["person_id"] for row in as_json("person", "list", "李工")["rows"]]
    refused = qiao("holding", "grant", "李工", "expert")
    assert refused.exit_code == 1
    assert all(str(number) in refused.stderr for number in numbers)
    done("holding", "grant", str(numbers[1]), "expert")
    assert Holding.objects.get(role="expert").person_id == numbers[1]


def test_a_holding_ends_only_after_the_question(register: Path) -> None:
    done("holding", "grant", "陈专家", "expert")
    number = str(Holding.objects.get(role="expert").pk)
    assert qiao("holding", "end", number, "--reason", "任期届满", answer="n\n").exit_code == 1
    assert _roles("陈专家") == {"expert"}
    done("holding", "end", number, "--reason", "任期届满", answer="y\n")
    assert _roles("陈专家") == set()


def test_duplicates_are_shown_merged_after_the_question_and_taken_apart_again(register: Path) -> None:
    keys = {name: Organisation.objects.get(name=name).pk for name in TWINS}
    (pair,) = as_json("organisation", "duplicates")
    assert {pair["first"], pair["second"]} == set(keys.values())
    command = ("organisation", "merge", TWINS[1], str(keys[TWINS[0]]), "--reason", "同一单位")
    plan = done(*command, "--preview")
    assert all(name in plan for name in TWINS)
    assert qiao(*command, answer="n\n").exit_code == 1
    assert not Organisation.objects.exclude(merged_into=None).exists()
    done(*command, "--yes")
    assert Organisation.objects.get(name=TWINS[0]).merged_into_id == keys[TWINS[1]]
    (merge,) = as_json("organisation", "merges")
    done("organisation", "undo-merge", str(merge["id"]), "--reason", "合并有误", "--yes")
    assert Organisation.objects.get(name=TWINS[0]).merged_into_id is None
    again = qiao("organisation", "undo-merge", str(merge["id"]), "--reason", "合并有误", "--yes")
    assert again.exit_code == 1
    assert list(verify_records()) == []


def test_an_organisation_of_another_zone_cannot_be_merged(register: Path) -> None:
    done("zone", "found", "NB", "北港示范区", "--issuer", "北港转办", "--office", "北港示范区办公室",
         "--operator", "吴操作员", "--approver", "郑签发人")  # fmt: skip
    foreign = Organisation.objects.get(name="北港示范区办公室").pk
    result = qiao("organisation", "merge", TWINS[0], str(foreign), "--reason", "误", "--yes")
    assert (result.exit_code, result.stdout) == (1, "")


def test_a_zone_is_renamed_and_a_wrong_short_name_refused(desk: Path) -> None:
    done("zone", "rename", "--name", "江海国家科技成果转移转化示范区", "--contact", "示范区办公室")
    assert as_json("zone", "list")[0]["name"] == "江海国家科技成果转移转化示范区"
    refused = qiao("zone", "rename", "--issuer", "JH")
    assert refused.exit_code == 1
    assert "JH" in refused.stderr
    assert "issuer" in refused.stderr
