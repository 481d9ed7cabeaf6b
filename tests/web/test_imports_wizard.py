"""The import wizard: every format, columns by hand, bad rows back, refused files, deciding once, rights."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from qiao.catalogue.models import Demand
from qiao.core.access import Role
from qiao.foundation.actions.apply_import import apply_import
from qiao.foundation.files import path_of
from qiao.foundation.models import ImportBatch, ImportSource, ImportTask, StoredFile
from qiao.parties.models import Holding, User
from tests.foundation.tabular_files import record, write_parts, xls_file, xlsx_parts
from tests.web import import_story as story
from tests.web import zone_records as made
from tests.web.signing_in import signed_in_client

pytestmark = pytest.mark.usefixtures("zone")


@pytest.fixture
def operator(zone: None) -> Client:
    made.organisation(made.FIRM)
    return story.operator()


def page_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.getvalue().decode()


@pytest.mark.parametrize("form", ["xlsx", "xls", "gb18030", "utf-8-sig"])
def test_a_chinese_list_of_every_format_goes_the_whole_way(operator: Client, tmp_path: Path, form: str) -> None:
    content = {"xlsx": lambda: story.xlsx(tmp_path), "xls": story.xls}.get(
        form, lambda: story.csv_text().encode(form)
    )()
    batch = story.preview(operator, content, f"挑战赛.{'csv' if form not in ('xlsx', 'xls') else form}")
    assert (batch.state, batch.total, batch.added, batch.bad) == ("previewed", 2, 2, 0)
    assert Demand.objects.count() == 0, "nothing changes before it is taken"
    page = page_of(operator, f"/work/imports/{batch.pk}/")
    assert "铝合金压铸件气孔在线检测" in page
    answer = operator.post(f"/work/imports/{batch.pk}/apply/", {"take": "good_rows"}, follow=True)
    assert "Taken: 2 new, 0 changed" in answer.content.decode()
    taken = Demand.objects.values_list("title", "organisation_name", "state").order_by("pk")
    assert list(taken) == [(title, made.FIRM, "draft") for _number, title, *_rest in story.ROWS]
    again = story.preview(operator, content, "挑战赛.xlsx")
    assert (again.added, again.changed, again.same) == (0, 0, 2)


def test_reviewed_lists_enter_as_published_where_the_operator_says_so(operator: Client, tmp_path: Path) -> None:
    batch = story.preview(operator, story.xlsx(tmp_path), admit="on")
    operator.post(f"/work/imports/{batch.pk}/apply/")
    assert set(Demand.objects.values_list("state", flat=True)) == {"published"}


def test_headers_that_nobody_knows_are_mapped_by_hand_and_remembered(operator: Client, tmp_path: Path) -> None:
    headers = ("甲", "乙", "丙", "丁", "戊")
    address = story.send(operator, story.xlsx(tmp_path, headers=headers))["Location"]
    page = page_of(operator, address)
    assert "Compulsory columns without a header" in page
    assert "需求名称" in page
    assert "磨削烧伤靠酸洗抽检" in page, "samples stand beside the header"
    assert set(story.chosen(page).values()) == {""}
    refused = operator.post(address, {"column0": "external_number"})
    assert refused.status_code == 422
    twice = operator.post(address, {"column0": "title", "column1": "title"})
    assert twice.status_code == 422
    assert "stand for it at once" in twice.content.decode()
    by_hand = {"column0": "external_number", "column1": "title", "column2": "organisation_name", "column3": "content"}
    where = story.map_columns(operator, address, **by_hand)
    batch = ImportBatch.objects.get()
    assert where == f"/work/imports/{batch.pk}/"
    assert batch.added == 2
    assert ImportSource.objects.get().mapping["乙"] == "title"
    next_one = story.send(operator, story.xlsx(tmp_path, headers=headers), "第二批.xlsx")["Location"]
    assert story.chosen(page_of(operator, next_one))["column1"] == "title"


def test_other_columns_give_a_new_preview_and_drop_the_first(operator: Client, tmp_path: Path) -> None:
    first = story.preview(operator, story.xlsx(tmp_path))
    address = f"/work/imports/uploads/{story.latest_task().pk}/"
    assert page_of(operator, f"{address}?columns").count("<select") >= 5
    story.map_columns(operator, f"{address}?columns", column4="")
    first.refresh_from_db()
    assert first.state == "discarded"
    second = ImportBatch.objects.latest("pk")
    assert (second.state, "预算区间" in second.mapping and bool(second.mapping["预算区间"])) == ("previewed", False)


def test_bad_rows_are_named_filtered_given_back_and_taken_when_corrected(operator: Client, tmp_path: Path) -> None:
    batch = story.preview(operator, story.xlsx(tmp_path, rows=(*story.ROWS, story.BAD)))
    assert (batch.added, batch.bad) == (2, 1)
    page = page_of(operator, f"/work/imports/{batch.pk}/")
    for text in ("需求名称", "A value is required", "很多钱", "预算区间"):
        assert text in page
    only = page_of(operator, f"/work/imports/{batch.pk}/?rule=required")
    assert "<q>很多钱</q>" not in only
    answer = operator.get(f"/work/imports/{batch.pk}/bad-rows/")
    assert "-bad-rows.xlsx" in answer["Content-Disposition"]
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0]
    lines = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    assert [line[0] for line in lines] == ["外部编号", "D3"]
    assert "错误" in lines[0]
    assert "很多钱" in lines[1][lines[0].index("错误")]
    operator.post(f"/work/imports/{batch.pk}/apply/", {"take": "good_rows"})
    lines[1][1], lines[1][4] = "补上名称的需求", "50万元"
    corrected = story.preview(operator, story.xlsx(tmp_path, rows=lines[1:], headers=lines[0]))
    assert (corrected.added, corrected.bad) == (1, 0)
    operator.post(f"/work/imports/{corrected.pk}/apply/")
    assert Demand.objects.filter(title="补上名称的需求").count() == 1


def test_all_or_nothing_takes_nothing_while_a_row_is_bad(operator: Client, tmp_path: Path) -> None:
    batch = story.preview(operator, story.xlsx(tmp_path, rows=(*story.ROWS, story.BAD)))
    answer = operator.post(f"/work/imports/{batch.pk}/apply/", {"take": "all_or_nothing"}, follow=True)
    assert "1 rows cannot be taken, so nothing was taken" in answer.content.decode()
    assert Demand.objects.count() == 0
    batch.refresh_from_db()
    assert batch.state == "previewed", "it can still be decided"


def macro(folder: Path) -> bytes:
    return write_parts(folder / "m.xlsx", {**xlsx_parts(), "xl/vbaProject.bin": b"macro"}).read_bytes()


def bomb(folder: Path) -> bytes:
    return write_parts(folder / "b.xlsx", {**xlsx_parts(), "xl/media/a.bin": b"0" * 30_000_000}).read_bytes()


def secret(folder: Path) -> bytes:
    return story.xlsx(folder, rows=(("D1", "密级：机密★5年", made.FIRM, "内容", ""),))


REFUSED: tuple[tuple[Any, str], ...] = (
    (macro, "contains macros"),
    (bomb, "times its packed size"),
    (secret, "secrecy"),
    (lambda folder: b"%PDF-1.7 ...", "PDF"),
    (lambda folder: b"", ""),
    (lambda folder: story.xlsx(folder)[:900], "damaged"),
)


@pytest.mark.parametrize(("content", "words"), REFUSED)
def test_a_refused_file_is_named_beside_the_field_and_the_rest_stays(
    operator: Client, tmp_path: Path, content: Any, words: str
) -> None:
    answer = story.send(operator, content(tmp_path))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in re.search(r'id="id_file_error">(.*?)</div>', page, re.DOTALL)[1]  # type: ignore[index]
    assert 'value="挑战赛2026"' in page
    assert StoredFile.objects.count() == 0
    assert ImportTask.objects.count() == 0


def test_a_password_is_told_from_other_faults(operator: Client) -> None:

    answer = story.send(operator, xls_file(b"", globals_extra=record(0x002F, bytes(54))), "加密.xls")
    assert answer.status_code == 422
    assert "password" in answer.content.decode()


def test_a_long_text_in_every_field_is_refused_with_words(operator: Client, tmp_path: Path) -> None:
    long = "长" * 600_000
    for name in ("kind", "source", "token"):
        answer = story.send(operator, story.xlsx(tmp_path), **{name: long})
        assert answer.status_code == 422, name
    assert ImportTask.objects.count() == 0


def test_the_same_form_sent_twice_makes_one_upload(operator: Client, tmp_path: Path) -> None:
    content = story.xlsx(tmp_path)
    first = story.send(operator, content, token="a" * 20)
    second = story.send(operator, content, token="a" * 20)
    assert first["Location"] == second["Location"]
    assert ImportTask.objects.count() == 1
    assert path_of(StoredFile.objects.get().sha256).exists()


def test_two_tabs_apply_one_import_once(operator: Client, tmp_path: Path) -> None:
    batch = story.preview(operator, story.xlsx(tmp_path))
    for words in ("Taken: 2 new", "decided already"):
        answer = operator.post(f"/work/imports/{batch.pk}/apply/", {"take": "good_rows"}, follow=True)
        assert words in answer.content.decode()
    assert Demand.objects.count() == 2
    assert ImportTask.objects.filter(work="apply").count() == 1


def test_what_another_tab_decided_meanwhile_is_told(operator: Client, tmp_path: Path) -> None:
    batch = story.preview(operator, story.xlsx(tmp_path))
    apply_import(actor=made.actor(Role.ZONE_OPERATOR), importbatch_id=batch.pk, take="good_rows", now=made.NOW)
    answer = operator.post(f"/work/imports/{batch.pk}/discard/", follow=True)
    assert "does not exist in the present state" in answer.content.decode()
    batch.refresh_from_db()
    assert batch.state == "applied"


def test_a_preview_is_discarded_after_a_question(operator: Client, tmp_path: Path) -> None:
    batch = story.preview(operator, story.xlsx(tmp_path))
    assert 'method="post"' in page_of(operator, f"/work/imports/{batch.pk}/discard/")
    batch.refresh_from_db()
    assert batch.state == "previewed"
    operator.post(f"/work/imports/{batch.pk}/discard/")
    batch.refresh_from_db()
    assert batch.state == "discarded"


def test_an_editor_imports_drafts_of_its_own_organisation_only(zone: None, tmp_path: Path) -> None:
    client = story.editor(made.FIRM)
    page = page_of(client, story.NEW)
    assert "People" not in re.search(r'<select name="kind".*?</select>', page, re.DOTALL)[0]  # type: ignore[index]
    assert 'name="admit"' not in page
    assert story.send(client, story.xlsx(tmp_path), kind="parties.person").status_code == 422
    batch = story.preview(client, story.xlsx(tmp_path))
    assert batch.organisation_key == made.organisation(made.FIRM).pk
    client.post(f"/work/imports/{batch.pk}/apply/")
    assert set(Demand.objects.values_list("state", "organisation__name")) == {("draft", made.FIRM)}


def test_imports_of_others_do_not_exist(operator: Client, tmp_path: Path) -> None:
    batch = story.preview(operator, story.xlsx(tmp_path))
    other = story.editor(made.FIRM)
    addresses = [f"/work/imports/{batch.pk}/{end}" for end in ("", "bad-rows/", "discard/")]
    for address in (*addresses, f"/work/imports/uploads/{story.latest_task().pk}/", "/work/imports/99999/"):
        page_of(other, address, 404)
    for address in (f"/work/imports/{batch.pk}/apply/", f"/work/imports/{batch.pk}/discard/"):
        assert other.post(address).status_code == 404
    shown = page_of(other, "/work/imports/").split("<main")[1]
    assert f"/work/imports/{batch.pk}/" not in shown
    assert batch.file_name not in shown
    batch.refresh_from_db()
    assert batch.state == "previewed"


@pytest.mark.parametrize("address", ["/work/imports/", story.NEW, "/work/imports/1/"])
def test_other_roles_do_not_import_and_visitors_log_in_first(zone: None, client: Client, address: str) -> None:
    page_of(signed_in_client(Holding.objects.get(role=Role.DEPARTMENT)), address, 403)
    answer = client.get(address)
    assert answer.status_code == 302
    assert "/accounts/login/" in answer["Location"]


def test_changes_are_posted(operator: Client, tmp_path: Path) -> None:
    batch = story.preview(operator, story.xlsx(tmp_path))
    page_of(operator, f"/work/imports/{batch.pk}/apply/", 405)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = operator.cookies
    assert strict.post(f"/work/imports/{batch.pk}/apply/").status_code == 403


def test_the_template_of_a_kind_can_be_imported_once_it_is_filled_in(operator: Client, tmp_path: Path) -> None:
    answer = operator.get("/work/imports/template/catalogue.demand.xlsx")
    book = openpyxl.load_workbook(BytesIO(answer.content))
    help_sheet = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows()]
    assert "示例" in help_sheet[0]
    assert "2027-12-31" in [line[help_sheet[0].index("示例")] for line in help_sheet]
    book.worksheets[0].append(["D9", "照模板填的需求", made.FIRM])
    book.save(tmp_path / "filled.xlsx")
    batch = story.preview(operator, (tmp_path / "filled.xlsx").read_bytes())
    assert (batch.total, batch.added, batch.bad) == (1, 1, 0)
    page_of(operator, "/work/imports/template/catalogue.nothing.xlsx", 404)


def test_columns_chosen_when_the_session_had_ended_are_there_after_signing_in(operator: Client, tmp_path: Path) -> None:
    address = story.send(operator, story.xlsx(tmp_path))["Location"]
    page = page_of(operator, address)
    mark = re.search(r'name="form_token" value="([^"]+)"', page)
    assert mark is not None
    Session.objects.all().delete()
    sent = operator.post(address, {**story.chosen(page), "column4": "", "form_token": mark[1]})
    assert "/accounts/login/" in sent["Location"]
    account = User.objects.get(person=Holding.objects.get(role=Role.ZONE_OPERATOR).person)
    operator.force_login(account, "allauth.account.auth_backends.AuthenticationBackend")
    again = story.chosen(page_of(operator, address))
    assert again == {**story.chosen(page), "column4": ""}
    assert ImportBatch.objects.count() == 0


def test_the_operator_decides_on_an_editors_preview_but_its_columns_stay_with_the_editor(
    operator: Client, tmp_path: Path
) -> None:
    editor = story.editor(made.FIRM)
    batch = story.preview(editor, story.xlsx(tmp_path))
    upload = f"/work/imports/uploads/{story.latest_task().pk}/"
    assert upload in page_of(editor, f"/work/imports/{batch.pk}/")
    assert upload not in page_of(operator, f"/work/imports/{batch.pk}/")
    page_of(operator, upload, 404)
    answer = operator.post(f"/work/imports/{batch.pk}/apply/", follow=True)
    assert "Taken: 2 new" in answer.content.decode()
