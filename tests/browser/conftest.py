"""The served site of the browser tests: small ones in the test database, and a whole demonstration zone."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.browser.living_zone import PASSWORD, LivingZone, build, chromium, free_port, serve


@pytest.fixture(autouse=True, scope="session")
def folder_of_static_files() -> None:
    """The running site looks for collected files here; those of the rooms themselves are served without collecting."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="session")
def living_zone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingZone]:
    """The demonstration zone, told and served; ended by its process number.

    QIAO_TEST_ZONE names the address of one that is served already, for somebody who works on a journey.
    """
    if running := os.environ.get("QIAO_TEST_ZONE"):
        yield LivingZone(running, Path())
        return
    data, port = build(tmp_path_factory.mktemp("zone")), free_port()
    process = serve(data, port)
    yield LivingZone(f"http://127.0.0.1:{port}", data)
    process.terminate()
    process.wait(timeout=30)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for all journeys."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not chromium().exists():
        pytest.skip(f"no Chromium at {chromium()}; install it or set QIAO_CHROMIUM")
    with playwright.sync_playwright() as running:
        found = running.chromium.launch(executable_path=str(chromium()), args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def tab(browser: Any, living_zone: LivingZone) -> Iterator[Callable[..., Any]]:
    """Opens tabs of people: ``tab()`` of a visitor, ``tab("firm")`` of somebody who has signed in.

    A message of the console or a fault of a script fails the test.
    """
    contexts: list[Any] = []
    faults: list[str] = []

    def opened(username: str = "", *, width: int = 1440, javascript: bool = True) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale="zh-CN", base_url=living_zone.url,
            java_script_enabled=javascript,
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text) if _is_fault(message) else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        if username:
            sign_in(page, username)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def _is_fault(message: Any) -> bool:
    # Chromium reports a page that answers 404 or 422 on purpose as a resource that failed to load.
    of_a_page = message.text.startswith("Failed to load resource") and "/static/" not in message.location["url"]
    return message.type == "error" and not of_a_page


def sign_in(page: Any, username: str, password: str = PASSWORD) -> None:
    """Through the log-in page, as everybody does."""
    page.goto("/accounts/login/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", password)
    page.locator("main form button[type=submit], main form button:not([type])").first.click()
    page.wait_for_load_state()
    assert "/accounts/login" not in page.url, page.inner_text("main")
