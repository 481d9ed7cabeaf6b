"""People of the world at their browsers, and cases in a state, for the tests of the workbench."""

import re
from collections.abc import Callable, Mapping
from html import unescape
from typing import Any

import pytest
from django.test import Client

from qiao.catalogue.models import Achievement, Demand, Scenario
from qiao.core.access import Actor
from qiao.parties.models import Holding
from qiao.web.desk.kinds import KINDS, CaseKind
from tests.factories.listings import achievement, demand, scenario
from tests.factories.world import World, build_world
from tests.web.signing_in import signed_in_client

MAKERS: Mapping[str, Callable[..., Any]] = {"demand": demand, "achievement": achievement, "scenario": scenario}
MODELS: Mapping[str, Any] = {"demand": Demand, "achievement": Achievement, "scenario": Scenario}
REASON = "核对后认为不成立，材料需要补正"
HUMAN_VERBS = [
    (kind.section, verb)
    for kind in KINDS.values()
    for verb in dict.fromkeys(step.verb for step in kind.lifecycle.transitions if not step.by_clock)
]


@pytest.fixture
def world(db: None, now: Any, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> World:
    """Two zones and everybody in them, on the day of the tests."""
    monkeypatch.setattr("qiao.web.acting.now", lambda: now)
    return build_world(now, tmp_path)


def browser(actor: Actor, language: str = "en") -> Client:
    """The browser of somebody who has signed in under his holding."""
    return signed_in_client(Holding.objects.get(pk=actor.holding_id), language=language)


def made(kind: CaseKind, world: World, state: str, **fields: Any) -> Any:
    """A case of a kind in a state."""
    return MAKERS[kind.key](world, state, **fields)


def first_state(kind: CaseKind, verb: str) -> str:
    """The first state from which a verb leads."""
    return str(next(step.sources[0] for step in kind.lifecycle.transitions if step.verb == verb))


def inputs(kind: CaseKind, verb: str, world: World) -> dict[str, Any]:
    """What the form of a verb needs."""
    further: dict[str, Any] = {}
    if any(step.verb == verb and step.needs_reason for step in kind.lifecycle.transitions):
        further["reason"] = REASON
    if verb == "diagnose":
        further["diagnosis"] = "气孔来自型壳透气性"
    if verb == "merge":
        further["into_id"] = demand(world, title="留下的需求").pk
    if verb == "select":
        further["organisation_id"] = world.partner.pk
    return further


def text_of_page(answer: Any) -> str:
    """The visible words of a page."""
    page = answer.content.decode()
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def hidden_version(answer: Any) -> str:
    """The version that the form of a page carries."""
    found = re.search(r'name="version"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="version"', answer.content.decode())
    assert found is not None
    return found.group(1) or found.group(2)
