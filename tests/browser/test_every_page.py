"""Every page of every role in a real browser: no serious fault of accessibility, no page wider than the window."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.axe import serious_faults

pytestmark = pytest.mark.browser

PUBLIC_PAGES = (
    "/", "/search/?q=轴承", "/demands/", "/achievements/", "/scenarios/", "/organisations/", "/editions/", "/match/",
    "/funnel/", "/funnel/sleeping/", "/about/simulated/", "/components/", "/accounts/login/", "/no-such-page/",
)  # fmt: skip
FIRST_OF = ("/demands/", "/achievements/", "/scenarios/", "/organisations/", "/editions/")
WORK_PAGES = {
    "operator": (
        "/work/", "/work/demands/", "/work/achievements/", "/work/scenarios/", "/work/introductions/",
        "/work/editions/", "/work/editions/new/", "/work/imports/", "/work/imports/new/", "/work/organisations/",
        "/work/organisations/duplicates/", "/work/organisations/new/", "/work/people/", "/work/accounts/",
        "/work/audit/", "/work/rules/", "/work/reasons/", "/work/grading/", "/work/notices/", "/work/demands/new/",
        "/work/zone/",
    ),
    "firm": (
        "/work/", "/work/demands/", "/work/demands/new/", "/work/achievements/new/", "/work/scenarios/new/",
        "/work/introductions/", "/work/searches/", "/work/searches/new/?kind=achievement&q=轴承",
        "/work/notices/settings/", "/accounts/", "/accounts/tokens/", "/accounts/sessions/", "/accounts/2fa/",
    ),
    "expert": ("/work/", "/work/grading/", "/work/demands/"),
    "supervisor": ("/work/", "/work/demands/", "/work/audit/", "/work/rules/"),
    "admin": ("/work/", "/work/accounts/", "/work/people/"),
}  # fmt: skip
WORK_FIRST_OF = {"operator": ("/work/demands/", "/work/introductions/", "/work/editions/", "/work/people/")}


def _examined(page: Any, address: str) -> list[str]:
    page.goto(address)
    page.wait_for_load_state()
    faults = [f"{page.url} {fault}" for fault in serious_faults(page)]
    over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [*faults, *([f"{page.url} is {over} px too wide"] if over > 0 else [])]


def _first_in(page: Any, address: str) -> str | None:
    page.goto(address)
    links = page.eval_on_selector_all("main a[href]", "links => links.map(link => link.getAttribute('href'))")
    below = [
        link
        for link in links
        if link.startswith(address) and link.strip("/").count("/") == address.strip("/").count("/") + 1
    ]
    plain = [
        link
        for link in below
        if "?" not in link and "export" not in link and "feed" not in link and not link.endswith("new/")
    ]
    return plain[0] if plain else None


@pytest.mark.parametrize("width", [390, 1440, 1920])
def test_public_pages(tab: Callable[..., Any], width: int) -> None:
    page = tab(width=width)
    addresses = [*PUBLIC_PAGES, *filter(None, (_first_in(page, address) for address in FIRST_OF))]
    assert len(addresses) == len(PUBLIC_PAGES) + len(FIRST_OF)
    assert [fault for address in addresses for fault in _examined(page, address)] == []


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("username", WORK_PAGES)
def test_pages_of_people_who_work(tab: Callable[..., Any], username: str, width: int) -> None:
    page = tab(username, width=width)
    firsts = WORK_FIRST_OF.get(username, ())
    addresses = [*WORK_PAGES[username], *filter(None, (_first_in(page, address) for address in firsts))]
    assert [fault for address in addresses for fault in _examined(page, address)] == []
