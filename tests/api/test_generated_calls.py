"""Calls made from the description itself: nothing undeclared comes back, and nothing breaks."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as bounds
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from qiao.api.document import document
from qiao.api.rules import TOKEN_RATE
from qiao.core.access import Role
from qiao.foundation.models import RuleParameter
from tests.api.calling import secret_for
from tests.factories.editions import edition
from tests.factories.imports import import_batch
from tests.factories.listings import achievement, demand, scenario
from tests.factories.matching import commission, introduction
from tests.factories.world import World

CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXAMPLES = {GenerationMode.POSITIVE: 3, GenerationMode.NEGATIVE: 2}
SMALL_KEY = 3


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """The calls run in the test's own transaction, so its connection must outlive each of them."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def filled(world: World, settings: Any) -> World:
    """A world with a few objects of each kind, under small keys."""
    settings.ALLOWED_HOSTS = ["*"]
    RuleParameter.objects.create(key=TOKEN_RATE, zone_code="", valid_from=date(2026, 1, 1), value=1_000_000)
    for make in (demand, achievement, scenario):
        make(world)
        make(world, "collected" if make is scenario else "draft")
        make(world, disclosure="masked")
    introduction(world, demander=world.owner, supplier=world.partner)
    edition(world, "issued", world.inside[Role.ZONE_OPERATOR])
    commission(world, "compiled", demander=world.owner)
    import_batch(world)
    return world


def operations() -> list[Any]:
    """Every operation of the description, in the process itself."""
    schema = schemathesis.openapi.from_dict(document())
    schema.app = WSGIHandler()
    return [result.ok() for result in schema.get_all_operations()]


def test_generated_calls_get_declared_answers_only(filled: World) -> None:
    roles = (Role.ZONE_OPERATOR, Role.ORGANISATION_EDITOR)
    secrets = [secret_for(filled.inside[role]) for role in roles]
    statuses: set[int] = set()
    for number, operation in enumerate(operations()):
        headers = {"Authorization": f"Bearer {secrets[number % len(secrets)]}", "Accept-Encoding": "identity"}
        for mode in EXAMPLES:
            _run(operation, mode, headers, statuses.add)
    assert {200, 404, 422} <= statuses, "generated calls reach objects and rules"
    assert max(statuses) < 500


def _run(operation: Any, mode: GenerationMode, headers: dict[str, str], tell: Callable[[int], None]) -> None:
    @bounds(
        max_examples=EXAMPLES[mode],
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def call(case: Any) -> None:
        if mode is GenerationMode.POSITIVE and "record_id" in (case.path_parameters or {}):
            case.path_parameters["record_id"] = 1 + case.path_parameters["record_id"] % SMALL_KEY
        response = case.call(headers=headers)
        tell(response.status_code)
        case.validate_response(response, checks=CHECKS)

    call()
