"""Signing in through an OpenID Connect provider: a platform and a provider of their own, over real HTTP."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from tests.web.oidc_provider import CLIENT, SECRET, Provider, provider

ROOT = Path(__file__).resolve().parent.parent.parent
NAME = "江海统一认证"
PREPARE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
from qiao.foundation.clock import now
from qiao.parties.founding import ZoneHead, found_zone
from qiao.parties.models import Person, User
at = now()
found_zone(ZoneHead("JH", "江海示范区", "江海转办", "江海示范区建设办公室", "林晓舟", "周正阳"), at)
for name, active in (("chen", True), ("zu", False)):
    who = Person.objects.create(zone_code="JH", name=name, created_at=at)
    User.objects.create(username=name, person=who, email=f"{name}@example.org", is_active=active, date_joined=at)
"""


@pytest.fixture(scope="module")
def issuer() -> Iterator[Provider]:
    with provider() as served:
        yield served


@pytest.fixture(scope="module")
def platform(issuer: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a platform that knows the provider."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QIAO_", "DJANGO_", "DATABASE_"))}
    own = {"QIAO_DATA": str(tmp_path_factory.mktemp("oidc")), "QIAO_DEBUG": "1", "PYTHONPATH": str(ROOT),
           "DJANGO_SETTINGS_MODULE": "config.settings.base", "QIAO_OIDC_ISSUER": issuer.address,
           "QIAO_OIDC_CLIENT_ID": CLIENT, "QIAO_OIDC_SECRET": SECRET, "QIAO_OIDC_NAME": NAME}  # fmt: skip
    surroundings = {**kept, **own}
    subprocess.run([sys.executable, "-c", PREPARE], cwd=ROOT, env=surroundings, check=True)
    command = [sys.executable, "-m", "django", "runserver", "--noreload", f"127.0.0.1:{port}"]
    silent = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=silent, stderr=silent) as run:
        try:
            yield _ready(f"http://127.0.0.1:{port}")
        finally:
            run.terminate()


def _ready(address: str) -> str:
    for _ in range(120):
        try:
            requests.get(f"{address}/accounts/login/", timeout=10)
        except requests.ConnectionError:
            time.sleep(0.25)
        else:
            return address
    raise AssertionError("the platform did not start")


def through(browser: requests.Session, platform: str) -> requests.Response:
    """Press the button of the sign-in page and follow wherever it leads."""
    page = browser.get(f"{platform}/accounts/login/?next=/accounts/", timeout=20).text
    form = re.search(r'action="(/accounts/provider/oidc/login/)"(.*?)</form>', page, re.DOTALL)
    assert form is not None
    values = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[2]))
    return browser.post(f"{platform}{form[1]}", values, timeout=20)


def claims(issuer: Provider, subject: str, address: str, verified: object = True) -> None:
    issuer.claims = {"sub": subject, "email": address, "email_verified": verified}


def test_a_verified_address_signs_the_account_in_and_is_linked(issuer: Provider, platform: str) -> None:
    claims(issuer, "1", "Chen@example.org")
    with requests.Session() as browser:
        answer = through(browser, platform)
        assert (answer.status_code, urlsplit(answer.url).path) == (200, "/accounts/")
        assert "chen" in answer.text
    asked = next(one for one in issuer.asked if "redirect_uri" in one and "state" in one)
    assert asked["client_id"] == CLIENT
    assert asked["response_type"] == "code"
    assert asked["redirect_uri"] == f"{platform}/accounts/provider/oidc/callback/"
    assert {"openid", "email"} <= set(asked["scope"].split())
    assert asked["code_challenge_method"] == "S256"
    claims(issuer, "1", "another@example.org", verified=False)
    with requests.Session() as browser:
        assert urlsplit(through(browser, platform).url).path == "/accounts/", "known by its subject from now on"


@pytest.mark.parametrize(
    ("subject", "address", "verified"),
    [("2", "chen@example.org", False), ("3", "chen@example.org", "true"), ("4", "nobody@example.org", True),
     ("5", "zu@example.org", True), ("6", "", True)],
)  # fmt: skip
def test_nobody_else_gets_in_and_no_account_is_opened(
    subject: str, address: str, verified: object, issuer: Provider, platform: str
) -> None:
    claims(issuer, subject, address, verified)
    with requests.Session() as browser:
        answer = through(browser, platform)
        assert urlsplit(answer.url).path == "/accounts/login/"
        assert NAME in answer.text
        refused = browser.get(f"{platform}/accounts/", allow_redirects=False, timeout=20)
        assert refused.status_code == 302


def test_the_provider_is_left_only_by_the_form_that_may_lead_there(issuer: Provider, platform: str) -> None:
    page = requests.get(f"{platform}/accounts/login/", timeout=20)
    assert NAME in page.text
    assert f"form-action 'self' {issuer.address};" in page.headers["Content-Security-Policy"]
    assert requests.get(f"{platform}/accounts/provider/oidc/login/", timeout=20).status_code == 405
    assert requests.post(f"{platform}/accounts/provider/oidc/login/", timeout=20).status_code == 403
    for path in ("signup/", "3rdparty/", "provider/unknown/callback/"):
        assert requests.get(f"{platform}/accounts/{path}", timeout=20).status_code in (404, 302)


def test_a_forged_answer_signs_nobody_in(issuer: Provider, platform: str) -> None:
    claims(issuer, "1", "chen@example.org")
    with requests.Session() as browser:
        answer = browser.get(f"{platform}/accounts/provider/oidc/callback/?code=x&state=forged", timeout=20)
        assert urlsplit(answer.url).path == "/accounts/login/"
        assert browser.get(f"{platform}/accounts/", allow_redirects=False, timeout=20).status_code == 302
