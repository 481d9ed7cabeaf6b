"""Every address of the web room, asked for by everybody, kindly and otherwise."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from qiao.core.access import HUMAN_ROLES
from qiao.foundation.models import AuditRow
from tests.factories.world import ZONE, build_world
from tests.matrix.enforcement import records
from tests.web.walking import addresses, body_of, faults_of
from tests.web.walking_people import Example, Scene
from tests.web.walking_world import HIDDEN, build_scene

WALKERS = ("visitor", *map(str, HUMAN_ROLES), "far operator", "stranger", "partner", "hidden editor")
# Writing Excel files takes long; their rows are those of the CSV files.
EXCEL = ("visitor", "zone_operator", "stranger", "partner")
MOST_STATEMENTS = 10
PUBLIC = {"saved-search-new"}
REGISTER = re.compile("(work-)?(organisation|people|person|account|duplicates|merge|holding)")
"""Names of addresses that show the register, which everybody with a role in the zone reads."""


@pytest.fixture
def scene(db: None, now: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr("qiao.web.acting.now", lambda: now)
    return build_scene(build_world(now, tmp_path))


def stops(scene: Scene) -> Iterator[tuple[str, str, Example]]:
    """Every address with each of its examples, as name and path."""
    for name, arguments in addresses().items():
        for example in scene.examples[name] if arguments else [Example({})]:
            yield name, reverse(name, kwargs=example.arguments), example


def test_every_address_has_an_example(scene: Scene) -> None:
    lacking = [name for name, arguments in addresses().items() if arguments and not scene.examples.get(name)]
    assert lacking == []
    unknown = set(scene.examples) - set(addresses())
    assert unknown == set()


@pytest.fixture
def memory(settings: Any) -> Iterator[None]:
    """What is read once until something is recorded is remembered, as in operation; pages are made anew."""
    settings.CACHES = {**settings.CACHES, "reads": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    caches["reads"].clear()
    yield
    caches["reads"].clear()


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize("who", WALKERS)
def test_everybody_sees_what_is_his_and_nothing_else(who: str, scene: Scene) -> None:
    client, actor = scene.client(who), scene.people[who]
    governed, told = records(), AuditRow.objects.count()
    secrets = [secret for secret in scene.secrets if not secret.knows(actor)]
    for first in ("/about/simulated/", "/work/achievements/"):
        client.get(first)
    faults = []
    for name, path, example in stops(scene):
        if name.endswith("-xlsx") and who not in EXCEL:
            continue
        with CaptureQueriesContext(connection) as asked:
            try:
                answer = client.get(path)
                body = body_of(answer)
            except Exception as error:
                faults.append(f"{name} {path}: {error!r}")
                continue
        status = answer.status_code
        if status >= 500 and name != "readyz":
            faults.append(f"{name} {path}: {status}")
        found = faults_of(answer, body, signed_in=who != "visitor")
        text = body.decode("utf-8", "replace")
        allowed = {HIDDEN} if REGISTER.match(name) and actor.zone_code == ZONE else example.words
        found += [f"tells {secret.words}" for secret in secrets if secret.words in text and secret.words not in allowed]
        if not example.knows(actor) and status not in (302, 403, 404, 405):
            found.append(f"exists ({status}) for somebody who may not know")
        if not example.knows(actor) and status == 302 and "/accounts/login/" not in answer.headers["Location"]:
            found.append(f"leads to {answer.headers['Location']}")
        closed = path.startswith("/work/") and name not in PUBLIC and status != 405
        if who == "visitor" and closed and not answer.headers.get("Location", "").startswith("/accounts/login/?next="):
            found.append(f"{status} for a visitor")
        if len(asked) > MOST_STATEMENTS:
            found.append(f"{len(asked)} statements")
        faults += [f"{name} {path}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)
    assert records() == governed
    assert AuditRow.objects.count() == told
