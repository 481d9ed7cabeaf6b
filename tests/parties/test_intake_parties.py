"""Lists of organisations and people."""

from datetime import datetime
from pathlib import Path

import pytest

from qiao.foundation.models import AuditRow
from qiao.parties.intake.linking import linked_organisations
from qiao.parties.models import Holding, Organisation, Person
from tests.catalogue.intake_story import counts, csv_file, found_problems, imported, organisation, previewed

pytestmark = pytest.mark.django_db
ORGANISATION, PERSON = "parties.organisation", "parties.person"
HEADERS = ("外部编号", "机构名称", "统一社会信用代码", "机构类型", "地区代码", "资质")
# The two codes are the worked examples of GB 32100-2015 in the domain text.
ROWS = (
    ("J1", "云桥铸造有限公司", "91110000600037341L", "企业", "320000", "高新技术企业；瞪羚企业"),
    ("J2", "江海大学", "", "高校", "江苏", ""),
)


def test_organisations_come_in_with_codes(tmp_path: Path, now: datetime) -> None:
    assert counts(imported(csv_file(tmp_path / "o.csv", HEADERS, ROWS), now, ORGANISATION)) == (2, 0, 0, 0)
    first, second = Organisation.objects.order_by("pk")
    assert (first.kind, first.qualifications, first.region) == ("enterprise", ["hi_tech", "gazelle"], "320000")
    assert (second.kind, second.credit_code, second.region) == ("university", "", "320000")
    assert AuditRow.objects.filter(object_type="parties.organisation").count() == 2
    assert counts(imported(csv_file(tmp_path / "o.csv", HEADERS, ROWS), now, ORGANISATION)) == (0, 0, 2, 0)


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("91110000600037341M", "credit_code_check_character"),
        ("9111000060003734", "credit_code_pattern"),
        ("91110000600037341l", ""),
        (" 9111 0000 6000 3734 1L", ""),
    ],
)
def test_credit_codes_are_checked_and_cleaned(code: str, rule: str, tmp_path: Path, now: datetime) -> None:
    path = csv_file(tmp_path / "o.csv", HEADERS, [("J1", "甲", code, "企业", "", "")])
    batch = imported(path, now, ORGANISATION) if not rule else previewed(path, now, ORGANISATION)
    expected = [("CSV", 2, "统一社会信用代码", code.strip(), rule)] if rule else []
    assert found_problems(batch) == expected
    assert list(Organisation.objects.values_list("credit_code", flat=True)) == ([] if rule else ["91110000600037341L"])


def test_a_code_stands_once_in_a_file_and_once_in_the_zone(tmp_path: Path, now: datetime) -> None:
    twice = csv_file(tmp_path / "t.csv", HEADERS, [ROWS[0], ("J9", "别名公司", *ROWS[0][2:])])
    assert found_problems(previewed(twice, now, ORGANISATION)) == [
        ("CSV", 3, "统一社会信用代码", "91110000600037341L", "double_value")
    ]
    organisation("云桥铸造（集团）", now, credit_code="91110000600037341L")
    batch = previewed(csv_file(tmp_path / "o.csv", HEADERS, ROWS), now, ORGANISATION)
    assert found_problems(batch) == [("CSV", 2, "统一社会信用代码", "91110000600037341L", "credit_code_known")]
    assert batch.problems.get().params == {"name": "云桥铸造（集团）"}


def test_a_name_without_a_code_stands_once_in_a_file(tmp_path: Path, now: datetime) -> None:
    rows = [("J1", "江海大学", "", "高校", "", ""), ("J2", "江海 大学", "", "高校", "", "")]
    batch = previewed(csv_file(tmp_path / "o.csv", HEADERS, rows), now, ORGANISATION)
    assert found_problems(batch) == [("CSV", 3, "机构名称", "江海 大学", "double_value")]
    assert batch.problems.get().params == {"sheet": "CSV", "row": 2}
    coded = [rows[0], ("J2", "江海大学", "91110000600037341L", "高校", "", "")]
    assert counts(previewed(csv_file(tmp_path / "c.csv", HEADERS, coded), now, ORGANISATION)) == (2, 0, 0, 0)


def test_people_come_with_their_role_in_their_organisation(tmp_path: Path, now: datetime) -> None:
    firm = organisation("云桥铸造（江海）有限公司", now)
    headers = ("外部编号", "姓名", "角色", "所在单位", "专业领域", "邮箱")
    rows = [
        ("R1", "汤敏行", "专家", "某外地大学", "先进制造与自动化；新材料", "tang@example.org"),
        ("R2", "邬静澜", "单位联系人", "云桥铸造(江海)有限公司", "", ""),
        ("R3", "鲁承岱", "单位联系人", "查无此厂", "", ""),
        ("R4", "祁婉清", "单位联系人", "", "", ""),
    ]
    path = csv_file(tmp_path / "p.csv", headers, rows)
    batch = imported(path, now, PERSON)
    assert found_problems(batch) == [
        ("CSV", 4, "所在单位", "查无此厂", "organisation_unknown"),
        ("CSV", 5, "所在单位", "", "required"),
    ]
    expert, contact = Person.objects.order_by("pk")
    assert (expert.organisation, expert.fields) == (None, ["8", "4"])
    held = Holding.objects.values_list("person", "role", "organisation", "zone_code", "starts_on")
    assert set(held) == {
        (expert.pk, "expert", None, "JH", now.date()),
        (contact.pk, "organisation_editor", firm.pk, "JH", now.date()),
    }
    assert AuditRow.objects.filter(object_type="parties.holding").count() == 2
    new_role = csv_file(tmp_path / "q.csv", headers, [("R1", "汤敏行", "技术经理人", *rows[0][3:])])
    assert counts(imported(new_role, now, PERSON)) == (0, 1, 0, 0)
    assert set(expert.holdings.values_list("role", flat=True)) == {"expert", "technology_manager"}


def test_organisations_are_found_by_code_else_by_one_exact_name(now: datetime) -> None:
    firm = organisation("云桥铸造（江海）有限公司", now, credit_code="91110000600037341L")
    organisation("同名研究院", now)
    organisation("同名研究院", now)
    organisation("外区公司", now, zone_code="NB")
    old = organisation("云桥老厂", now, merged_into=firm)
    parties = [
        ("别的名字", "91110000600037341l"),
        ("云桥铸造(江海) 有限公司", ""),
        ("同名研究院", ""),
        ("外区公司", ""),
        (old.name, ""),
        ("云桥铸造（江海）有限公司", "9144030071526726XG"),
        ("", ""),
    ]
    assert linked_organisations("JH", parties) == [firm, firm, None, None, firm, None, None]


def test_a_name_leads_through_every_merge_to_the_record_that_is_kept(now: datetime) -> None:
    first, second, last = (organisation(name, now) for name in ("甲研究所", "乙研究所", "丙研究所"))
    Organisation.objects.filter(pk=first.pk).update(merged_into=second)
    Organisation.objects.filter(pk=second.pk).update(merged_into=last)
    assert linked_organisations("JH", [("甲研究所", ""), ("乙研究所", "")]) == [last, last]
