"""Whatever can be posted or written into an address, sent with hostile values."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import cycle, islice
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from django.db import connection
from django.db.models import CharField, JSONField, Max, TextField
from django.db.models.functions import Cast, Length
from django.test import Client
from django.urls import NoReverseMatch, resolve, reverse

from tests.factories.world import build_world
from tests.matrix.enforcement import OWN_TABLES, records, row_counts, undone
from tests.web.test_every_address import stops
from tests.web.walking import Form, Page, addresses, body_of, faults_of, is_page, same_cookies
from tests.web.walking_people import Scene
from tests.web.walking_world import build_scene

MANY = 2_000_000
LONGEST_KEPT = 450_000
"""What a kept form may take, 400,000 characters by rule, with the names around them."""
SCRIPT = "'\"><script>hit()</script><img src=x onerror=hit()>"
HOSTILE = ("a\x00b", "\x01\x1b\x7f\u202e\ufeff😀", SCRIPT, "9" * 30, "-1", "no-such-choice", "²")
EVIL = (
    "//evil.example/",
    "https://evil.example/",
    "javascript:hit()",
    "\\\\evil.example",
    "/\\evil.example",
    "///evil.example",
)
NEXT = ("next", "back", "url", "return_to", "redirect", "then")
ASKED = ("page", "q", "after", "before", "sort", "kind", "day")
PLAIN = "application/x-www-form-urlencoded"
PEOPLE = ("visitor", "zone_operator", "organisation_editor", "platform_admin")
WRITES = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE) "(\w+)"')
FILES = ("-csv", "-xlsx", "-template", "-feed")


@pytest.fixture
def scene(db: None, now: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr("qiao.web.acting.now", lambda: now)
    return build_scene(build_world(now, tmp_path))


def attempt(client: Client, send: Callable[[], Any], label: str, *, large: bool = False) -> list[str]:
    """The faults of one request; whatever it did is taken back. Of a large one, what it left is looked at instead."""
    with undone(), same_cookies(client), written_tables() as written:
        try:
            answer = send()
            body = body_of(answer)
        except Exception as error:
            return [f"{label}: {error!r:.300}"]
        found = [f"{answer.status_code}"] if answer.status_code >= 500 else []
        found += [] if large else faults_of(answer, body, signed_in=False)
        if answer.status_code in (301, 302, 303) and "evil" in urlsplit(answer.headers["Location"]).netloc:
            found.append(f"leads to {answer.headers['Location']}")
        if large and answer.status_code < 400:
            found += stored_too_long(written)
    return [f"{label}: {fault}" for fault in found]


@contextmanager
def written_tables() -> Iterator[set[str]]:
    """The tables into which the block writes."""
    written: set[str] = set()

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if found := WRITES.match(sql):
            written.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield written


def stored_too_long(written: set[str]) -> list[str]:
    """Columns of these tables that hold more than any rule allows."""
    found = []
    for model in (model for model in OWN_TABLES if model._meta.db_table in written):
        texts = [f for f in model._meta.concrete_fields if isinstance(f, CharField | TextField | JSONField)]
        longest = {f"longest_{f.name}": Max(Length(Cast(f.name, TextField()))) for f in texts}
        sizes = model._default_manager.aggregate(**longest) if texts else {}
        found += [f"{model.__name__}.{name} holds {size}" for name, size in sizes.items() if (size or 0) > LONGEST_KEPT]
    return found


def first_stops(scene: Scene) -> list[str]:
    """One path of each address, files left out."""
    return list({name: path for name, path, _ in reversed(list(stops(scene))) if not name.endswith(FILES)}.values())


def forms_shown(scene: Scene, people: tuple[str, ...] = PEOPLE) -> Iterator[tuple[Client, str, Form]]:
    """Every form that the pages show, each kind once: whose browser, the path it is sent to, the form."""
    seen = set()
    for who in people:
        client = scene.client(who)
        for path in first_stops(scene):
            answer = client.get(path)
            body = body_of(answer)
            shown = Page(body.decode()).forms if answer.status_code == 200 and is_page(answer) else []
            for form in shown:
                target = form.action.partition("?")[0] or path
                key = (form.method, resolve(target).url_name, tuple(sorted(form.values)))
                if key not in seen:
                    seen.add(key)
                    yield client, form.action or path, form


def fresh(path: str, form: Form, seen: set[tuple[str, str]]) -> list[str]:
    """The fields that the same address, or its twin for new records, has not had yet."""
    address = str(resolve(path.partition("?")[0]).url_name).removesuffix("-new").removesuffix("-edit")
    found = [name for name in form.values if name != "csrfmiddlewaretoken" and (address, name) not in seen]
    seen.update((address, name) for name in found)
    return found


def posted_forms(scene: Scene) -> list[tuple[Client, str, Form]]:
    """Those that change something."""
    return [found for found in forms_shown(scene) if found[2].method == "post"]


@pytest.mark.parametrize("who", ["visitor", "zone_operator"])
def test_nothing_happens_without_the_check_value(who: str, scene: Scene) -> None:
    client = scene.client(who, enforce_csrf_checks=True)
    governed, counted = records(), row_counts()
    taken = {name: client.post(path).status_code for name, path, _ in stops(scene)}
    assert {name: status for name, status in taken.items() if status != 403} == {}
    assert records() == governed
    assert row_counts() == counted


@pytest.mark.parametrize("who", ["visitor", "zone_operator", "organisation_editor"])
def test_an_empty_form_is_answered(who: str, scene: Scene) -> None:
    client = scene.client(who)
    faults = []
    for _, path, _ in stops(scene):
        faults += attempt(client, partial(client.post, path), path)
    assert not faults, "\n".join(faults)


def test_two_million_characters_are_refused_or_cut(scene: Scene) -> None:
    faults = []
    seen: set[tuple[str, str]] = set()
    for client, path, form in posted_forms(scene):
        for number, name in enumerate(fresh(path, form, seen)):
            text = "x" * MANY if number % 2 else "字" * (MANY // 3)
            values = form.values | {name: text}
            label = f"{path} {name}={text[0]}…"
            faults += attempt(client, partial(client.post, path, values), label, large=True)
    assert not faults, "\n".join(faults)


def test_hostile_values_in_forms_are_answered(scene: Scene) -> None:
    faults = []
    seen: set[tuple[str, str]] = set()
    turn = cycle(HOSTILE)
    for client, path, form in posted_forms(scene):
        single = zip(fresh(path, form, seen), turn, strict=False)
        sent = [(form.values | {name: value}, f"{name}={value[:12]!r}") for name, value in single]
        sent += [(dict.fromkeys(form.values, value), f"all={value[:12]!r}") for value in islice(turn, 4)]
        for values, label in sent:
            faults += attempt(client, partial(client.post, path, values), f"{path} {label}")
        raw = "&".join(f"{quote(name)}=%ED%A0%80%FF%00" for name in form.values)
        faults += attempt(client, partial(client.post, path, raw, content_type=PLAIN), f"{path} bytes")
    assert not faults, "\n".join(faults)


def test_hostile_values_in_addresses_are_answered(scene: Scene) -> None:
    faults = []
    turn = cycle(HOSTILE)
    client = scene.client("zone_operator")
    names: dict[str, set[str]] = {}
    for _, path, form in forms_shown(scene):
        if form.method == "get":
            names.setdefault(path.partition("?")[0], set()).update(form.values)
    for path in dict.fromkeys([*first_stops(scene), *names]):
        own = names.get(path, set())
        values = [*HOSTILE, "x" * 100_000] if own else [next(turn)]
        sent = [(dict.fromkeys({*ASKED, *own}, value), f"all={value[:12]!r}") for value in values]
        sent += [({one: value}, f"{one}={value[:12]!r}") for one, value in zip(sorted(own), turn, strict=False)]
        for query, label in sent:
            faults += attempt(client, partial(client.get, path, query), f"{path} {label}")
        if own:
            faults += attempt(client, partial(client.get, f"{path}?q=%ED%A0%80%FF&page=%FF"), f"{path} bytes")
    assert not faults, "\n".join(faults)


def test_impossible_keys_are_no_pages(scene: Scene) -> None:
    client = scene.client("zone_operator")
    faults = []
    for name, arguments in addresses().items():
        for argument in arguments:
            given = scene.examples[name][0].arguments
            if isinstance(given[argument], int):
                wrong: tuple[Any, ...] = (0, 2**31, 2**63 - 1, 2**63, 10**17, 10**30)
            else:
                wrong = ("x" * 3000, "\x00", "..", SCRIPT, "字😀", "-", "0")
            for value in wrong:
                try:
                    path = reverse(name, kwargs=given | {argument: value})
                except NoReverseMatch:
                    continue
                for send in (client.get, client.post):
                    faults += attempt(client, partial(send, path), f"{name} {path[:90]}")
    assert not faults, "\n".join(faults)


def test_nobody_is_led_elsewhere(scene: Scene) -> None:
    faults = []
    turn = cycle(EVIL)
    for client, path, form in posted_forms(scene):
        for evil in EVIL if "next" in form.values else [next(turn)]:
            values, headers = form.values | dict.fromkeys(NEXT, evil), {"referer": evil}
            faults += attempt(client, partial(client.post, path, values, headers=headers), f"{path} {evil}")
    for who in ("visitor", "zone_operator"):
        client = scene.client(who)
        for path in first_stops(scene):
            evils = EVIL if path.startswith(("/language/", "/accounts/login/")) else [next(turn)]
            for evil in evils:
                query = dict.fromkeys(NEXT, evil)
                faults += attempt(client, partial(client.get, path, query), f"{path} {evil}")
    assert not faults, "\n".join(faults)
