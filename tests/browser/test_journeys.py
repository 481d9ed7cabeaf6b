"""What people come for, from beginning to end, in the served demonstration zone."""

import re
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.pictures import picture

pytestmark = pytest.mark.browser
Tab = Callable[..., Any]
NEED = "铝合金压铸件内部气孔多，希望在线检测并降低废品率"


def test_a_visitor_searches_reads_and_matches_a_need_of_his_own(tab: Tab) -> None:
    page = tab()
    page.goto("/")
    picture(page, "01-home")
    page.fill("main input[name=q]", "轴承")
    page.locator("main form[action='/search/'] button").click()
    page.wait_for_url("**/search/?q=*")
    assert "轴承" in page.inner_text("main")
    page.goto("/match/")
    page.fill("textarea[name=q]", NEED)
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    assert page.locator("main mark").count() > 0
    marked = page.locator("main mark").first.inner_text()
    assert re.sub(r"\d+$", "", marked) in NEED or page.locator("main mark").count() > 1
    picture(page, "02-match")


def test_a_visitor_without_javascript_can_do_the_same(tab: Tab) -> None:
    page = tab(javascript=False)
    page.goto("/achievements/")
    before = page.locator("main h2, main h3").count()
    page.locator("main input[type=checkbox][name=field]").first.check()
    page.get_by_role("button", name="应用筛选").click()
    page.wait_for_load_state()
    assert "field=" in page.url
    assert before > 0
    page.goto("/match/")
    page.fill("textarea[name=q]", NEED)
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    assert page.locator("main mark").count() > 0


def test_every_number_of_the_funnel_opens_its_rows(tab: Tab) -> None:
    page = tab()
    page.goto("/funnel/")
    picture(page, "03-funnel")
    read = "all => all.map(a => [a.href, a.innerText.trim()])"
    links = page.eval_on_selector_all("main table a[href*='/funnel/']", read)
    numbers = [(address, int(text.replace(",", ""))) for address, text in links if re.fullmatch(r"[\d,]+", text)]
    assert numbers
    for address, number in numbers:
        page.goto(address)
        assert str(number) in page.inner_text("main"), address


def test_a_firm_writes_a_demand_and_the_office_publishes_it(tab: Tab) -> None:
    firm = tab("firm")
    firm.goto("/work/")
    picture(firm, "04-firm")
    firm.goto("/work/demands/new/")
    firm.fill("[name=title]", "压铸件气孔在线检测")
    firm.select_option("[name=kind]", index=1)
    firm.fill("[name=content]", f"{NEED}，要求检出直径0.5毫米以上气孔，节拍不超过20秒，漏检率低于1%。")
    firm.fill("[name=keywords]", "压铸、气孔、在线检测")
    firm.select_option("[name=field]", index=1)
    picture(firm, "05-demand-form")
    firm.locator("button[name=do][value=save]").last.click()
    firm.wait_for_url(re.compile(r"/work/demands/\d+/"))
    address = re.search(r"/work/demands/\d+/", firm.url).group()  # type: ignore[union-attr]
    _step(firm, address, "submit")
    assert "已提交" in firm.inner_text("main")
    assert firm.locator(f"a[href='{address}publish/']").count() == 0
    office = tab("operator")
    for verb in ("accept", "diagnose", "publish"):
        _step(office, address, verb)
    picture(office, "06-case")
    text = office.inner_text("main")
    assert "已发布" in text
    code = re.search(r"XQ\d{9,}", text)
    assert code
    visitor = tab()
    visitor.goto(f"/demands/{code.group()}/")
    assert "压铸件气孔在线检测" in visitor.inner_text("main")


def _step(page: Any, address: str, verb: str) -> None:
    """Take a verb on its confirmation page, filling what it wants."""
    page.goto(f"{address}{verb}/")
    for field in page.locator("main form textarea, main form input[type=text]").all():
        if field.is_visible() and not field.input_value():
            field.fill("核对无误，可以办理。")
    page.locator("main form[method=post] button").last.click()
    page.wait_for_load_state()
    assert f"/{verb}/" not in page.url, page.inner_text("main")


def test_four_eyes_issue_a_list(tab: Tab) -> None:
    page = tab("operator")
    page.goto("/work/editions/new/")
    page.locator("input[name=kind][value=demands]").check()
    page.locator("main form[method=post] button").last.click()
    page.wait_for_url(re.compile(r"/work/editions/\d+/"))
    address = re.search(r"/work/editions/\d+/", page.url).group()  # type: ignore[union-attr]
    picture(page, "07-edition")
    _step(page, address, "submit")
    page.goto(address)
    approved_by_herself = page.locator(f"a[href='{address}approve/']").count()
    assert approved_by_herself == 0
    approver = tab("operator2")
    _step(approver, address, "approve")
    _step(approver, address, "issue")
    number = re.search(r"XQ-\d{4}-\d+", approver.inner_text("main"))
    assert number
    visitor = tab()
    visitor.goto(f"/editions/{number.group()}/")
    assert visitor.locator("a[href$='.docx'], a[href$='.xlsx'], a[href$='.pdf']").count() >= 0
    assert number.group() in visitor.inner_text("main")


def test_the_office_imports_a_list_in_the_browser(tab: Tab, tmp_path: Path) -> None:
    listed = tmp_path / "需求.csv"
    lines = (
        "外部编号,需求名称,需求单位,需求内容",
        "B1,高盐废水零排放,江海化工有限公司（示例）,高盐有机废水日处理500吨",
        "B2,,无名公司,只有内容",
    )
    listed.write_text("\r\n".join(lines), encoding="gb18030")
    page = tab("operator")
    page.goto("/work/imports/new/")
    page.select_option("[name=kind]", "catalogue.demand")
    page.fill("[name=source]", "浏览器导入")
    page.set_input_files("[name=file]", str(listed))
    page.locator("main form[method=post] button").last.click()
    page.wait_for_load_state()
    assert "需求名称" in page.inner_text("main")
    picture(page, "08-import")
    page.locator("main form[method=post] button.btn-primary").first.click()
    page.wait_for_url(re.compile(r"/work/imports/\d+/$"))
    preview = page.inner_text("main")
    assert "B2" in preview or "需求名称" in preview
    with page.expect_download() as taken:
        page.locator("a[href$='bad-rows/']").first.click()
    assert taken.value.suggested_filename == "需求-bad-rows.csv"
    page.locator("form[action$='/apply/'] button, main form[method=post] button.btn-primary").first.click()
    page.wait_for_load_state()
    page.goto("/work/demands/?q=高盐废水零排放")
    assert page.locator("main table tbody tr").count() == 1


def test_a_manager_grades_matches_by_keyboard(tab: Tab) -> None:
    page = tab("manager")
    page.goto("/work/grading/")
    picture(page, "09-grading")
    assert page.locator("main form").count() > 0


def test_a_supervisor_reads_everything_and_changes_nothing(tab: Tab) -> None:
    page = tab("supervisor")
    page.goto("/work/demands/")
    assert page.locator("main a[href$='/new/']").count() == 0
    assert page.locator("main input[name=row]").count() == 0
    page.goto("/work/audit/")
    picture(page, "10-audit")
    assert page.locator("main table tbody tr").count() > 0


def test_going_back_after_saving_makes_no_second_record(tab: Tab) -> None:
    page, title = tab("firm"), f"回退测试需求{secrets.token_hex(3)}"
    page.goto("/work/demands/new/")
    page.fill("[name=title]", title)
    page.select_option("[name=kind]", index=1)
    page.fill("[name=content]", "浏览器后退后再次提交，不应产生第二条。")
    page.locator("button[name=do][value=save]").last.click()
    page.wait_for_url(re.compile(r"/work/demands/\d+/"))
    page.go_back()
    page.wait_for_load_state()
    page.locator("button[name=do][value=save]").last.click()
    page.wait_for_load_state()
    page.goto(f"/work/demands/?q={title}")
    assert page.locator("main table tbody tr").count() == 1


def test_a_university_answers_an_introduction_at_its_own_depth(tab: Tab) -> None:
    page = tab("university")
    page.goto("/work/introductions/")
    first = page.locator("main table tbody a[href^='/work/introductions/']").first
    first.click()
    page.wait_for_load_state()
    assert re.search(r"/work/introductions/\d+/", page.url)
    page.goto("/work/reasons/")
    assert page.locator("main h1").inner_text() == "谢绝原因"


def test_nobody_opens_the_case_of_somebody_else(tab: Tab) -> None:
    office = tab("operator")
    office.goto("/work/demands/?state=draft")
    address = office.locator("main table tbody a[href^='/work/demands/']").first.get_attribute("href")
    stranger = tab("university")
    stranger.goto(address)
    assert "没有找到" in stranger.inner_text("main") or "不存在" in stranger.inner_text("main")
