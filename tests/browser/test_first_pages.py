"""The public pages in a real browser: width, console, keyboard, language, matching."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web import zone_records as made

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (uv sync --group browser)")
CHROMIUM = Path(os.environ.get("QIAO_CHROMIUM", "/usr/bin/chromium"))
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}; install it or set QIAO_CHROMIUM"),
]
ADDRESSES = (
    "/",
    "/demands/",
    "/demands/XQ202600001/",
    "/achievements/",
    "/achievements/CG202600001/",
    "/scenarios/",
    "/scenarios/CJ202600001/",
    "/organisations/",
    "/search/?q=压铸",
    "/editions/",
    "/editions/XQ-2026-01/",
    "/match/?q=压铸件气孔在线检测",
    "/about/simulated/",
)


@pytest.fixture
def site(live_server: Any, settings: Any, tmp_path: Path) -> str:
    """A running zone with records, an edition with a file, and matches."""
    settings.DATA_FOLDER = tmp_path
    made.found()
    made.fill()
    made.add_file(made.issue(), tmp_path)
    made.match_demands()
    return str(live_server.url)


# What Chromium says of a request, such as that for the icon, that the next navigation has cut off.
CUT_OFF = "net::ERR_ABORTED"


@pytest.fixture(params=[1440, 390], ids=lambda width: f"{width} px")
def page(request: Any, site: str) -> Iterator[Any]:
    """A tab of that width; a message of the console or a failed request fails the test."""
    faults: list[str] = []
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": request.param, "height": 900}, locale="zh-CN", base_url=site)
        tab.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
        tab.on("pageerror", lambda error: faults.append(str(error)))
        tab.on("requestfailed", lambda failed: faults.append(failed.url) if failed.failure != CUT_OFF else None)
        yield tab
        browser.close()
    assert faults == []


def test_no_page_is_wider_than_the_window(page: Any) -> None:
    wide = {}
    for address in ADDRESSES:
        assert page.goto(address).status == 200
        over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if over > 0:
            wide[address] = over
    assert wide == {}


def test_own_style_sheet_is_in_force(page: Any) -> None:
    page.goto("/")
    assert page.evaluate("getComputedStyle(document.querySelector('.qiao-top')).backgroundColor") == "rgb(7, 61, 82)"


def test_main_links_are_reached_by_keyboard(page: Any) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "qiao-skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    reached = []
    for _ in range(14):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('href')"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    links = ["/", "/demands/", "/achievements/", "/scenarios/", "/organisations/", "/editions/", "/match/"]
    assert [link for link in links if link not in reached] == []


def test_skip_link_moves_the_focus_to_the_content(page: Any) -> None:
    page.goto("/demands/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_language_is_switched_and_kept(page: Any) -> None:
    page.goto("/demands/?field=4")
    page.get_by_role("link", name="English").click()
    assert page.url.endswith("/demands/?field=4")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_role("link", name="Issued editions").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Issued editions"


def test_a_text_is_matched_and_its_phrases_are_marked(page: Any) -> None:
    page.goto("/match/")
    page.fill("textarea", "压铸件内部气孔怎样在线检测？")
    page.locator("main form button.btn-primary").first.click()
    page.wait_for_selector("main mark")
    marks = page.locator("main mark").all_inner_texts()
    assert any("气孔" in mark for mark in marks)


def test_a_facet_refreshes_the_list_and_the_way_back_leads_back(page: Any) -> None:
    page.goto("/demands/")
    assert page.locator(".portal-rows > li").count() == 2
    if page.locator(".portal-toggle-label").is_visible():
        page.locator(".portal-toggle-label").click()
    page.check("#f-budget-from_100_to_500")
    page.wait_for_url("**budget=from_100_to_500**")
    page.wait_for_selector(".portal-chips")
    assert page.locator(".portal-rows > li").count() == 2
    # The focus stays where the reader was, though the choices were written anew.
    assert page.evaluate("document.activeElement.id") == "f-budget-from_100_to_500"
    page.go_back()
    page.wait_for_selector(".portal-chips", state="detached")
    assert page.url.endswith("/demands/")


def test_print_leaves_out_what_only_a_screen_needs(page: Any) -> None:
    page.goto("/achievements/CG202600001/")
    page.emulate_media(media="print")
    assert page.locator(".portal-print-head").is_visible()
    for hidden in (".qiao-top", ".breadcrumb", ".portal-share"):
        assert not page.locator(hidden).first.is_visible()
    page.goto("/achievements/")
    assert not page.locator(".portal-facets").is_visible()
