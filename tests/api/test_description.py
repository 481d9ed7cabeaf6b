"""The description: committed, valid, complete, and made from the tables."""

import json
from typing import Any

import pytest
from django.test import Client
from openapi_spec_validator import OpenAPIV31SpecValidator

from qiao.api.document import document
from qiao.api.registering import OPERATIONS
from qiao.api.verbs import COLLECTIONS
from qiao.catalogue.lifecycles.achievement import AchievementState
from qiao.catalogue.lifecycles.demand import DEMAND, DemandState
from qiao.catalogue.lifecycles.scenario import ScenarioState
from qiao.core.scopes import Scope
from qiao.core.taxonomy import HiTechField, IpKind
from qiao.foundation.registry import CASES, POLICY, USE_CASES
from qiao.matching.lifecycles.introduction import DeclineReason, IntroductionState
from tests.matrix.scenarios import human_verbs
from tools.openapi import SNAPSHOT, described

DOCUMENT = document()
ALL = [(path, method, one) for path, methods in DOCUMENT["paths"].items() for method, one in methods.items()]
UNSAFE = [(path, method, one) for path, method, one in ALL if method != "get"]
READS_BY_POST = {"matching.match.of_text"}


def enum(name: str) -> list[str]:
    found: list[str] = DOCUMENT["components"]["schemas"][name]["enum"]
    return found


def test_the_committed_description_is_that_of_the_code() -> None:
    assert SNAPSHOT.read_text(encoding="utf-8") == described(), "run tools/openapi.py write and review the change"


def test_it_is_valid_openapi_3_1() -> None:
    assert DOCUMENT["openapi"] == "3.1.0"
    OpenAPIV31SpecValidator(DOCUMENT).validate()


@pytest.mark.django_db
def test_it_is_served_as_committed() -> None:
    served = Client().get("/api/v1/openapi.json")
    assert json.loads(served.content) == json.loads(SNAPSHOT.read_text(encoding="utf-8"))


def test_every_reference_leads_somewhere() -> None:
    def references(part: Any) -> list[str]:
        if isinstance(part, dict):
            own = [part["$ref"]] if "$ref" in part else []
            return own + [one for value in part.values() for one in references(value)]
        return [one for value in part for one in references(value)] if isinstance(part, list) else []

    known = {f"#/components/{kind}/{name}" for kind, named in DOCUMENT["components"].items() for name in named}
    assert set(references(DOCUMENT)) - known == set()


def test_every_unsafe_operation_carries_out_one_registered_use_case() -> None:
    actions = {one["operationId"]: one.get("x-action", "") for _, _, one in UNSAFE}
    assert {key for key, action in actions.items() if not action} == READS_BY_POST
    carried = {key: action for key, action in actions.items() if action}
    assert all(key == action and action in USE_CASES and action in POLICY.actions for key, action in carried.items())


def test_every_verb_of_people_has_an_operation() -> None:
    tables = {collection.table.key for collection in COLLECTIONS}
    assert {case.LIFECYCLE.key for case in CASES} - tables == set(), "a lifecycle without a place in the interface"
    assert set(human_verbs()) - set(OPERATIONS) == set()


def test_every_operation_declares_its_problems_and_who_may_use_it() -> None:
    for path, method, one in ALL:
        answers = one["responses"]
        assert {"400", "401", "403", "405", "413", "422", "429"} <= set(answers), (path, method)
        assert ("404" in answers) >= ("{" in path), path
        assert ("409" in answers) >= bool(one.get("x-action")), path
        for status, answer in answers.items():
            if status.startswith(("4", "5")):
                assert answer == {"$ref": f"#/components/responses/Problem{status}"}
                assert list(DOCUMENT["components"]["responses"][f"Problem{status}"]["content"]) == [
                    "application/problem+json"
                ]
        public = {} in one["security"]
        assert {"token": []} in one["security"]
        assert not (public and one.get("x-action")), "nobody acts without a token"
        assert one.get("x-scope") in (*Scope, None)


def test_every_write_takes_an_idempotency_key() -> None:
    for _, _, one in UNSAFE:
        key = {"$ref": "#/components/parameters/Idempotency-Key"}
        assert (key in one["parameters"]) == bool(one.get("x-action"))


def test_codes_are_those_of_the_tables() -> None:
    assert enum("DemandState") == list(DemandState)
    assert enum("AchievementState") == list(AchievementState)
    assert enum("ScenarioState") == list(ScenarioState)
    assert enum("IntroductionState") == list(IntroductionState)
    assert enum("DeclineReason") == list(DeclineReason)
    assert enum("HiTechField") == list(HiTechField)
    assert enum("DemandVerb") == list(dict.fromkeys(t.verb for t in DEMAND.transitions if not t.by_clock))
    assert "record_no_longer_open" in enum("RefusalCode")
    assert set(enum("ActionKey")) == set(USE_CASES)


def test_what_goes_in_names_its_codes_too() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    assert schemas["Decline"]["properties"]["reason"]["$ref"] == "#/components/schemas/DeclineReason"
    assert {"$ref": "#/components/schemas/HiTechField"} in schemas["DemandContent"]["properties"]["field"]["anyOf"]
    assert schemas["RightContent"]["properties"]["kind"]["$ref"] == "#/components/schemas/IpKind"
    assert enum("IpKind") == list(IpKind)
    assert schemas["DemandContent"]["additionalProperties"] is False
