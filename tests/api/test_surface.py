"""What every answer has in common: problems, limits, headers, pages."""

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client, override_settings

from qiao.api.calls import address_of
from qiao.api.gate import gate
from qiao.api.problems import description_of
from qiao.api.registering import OPERATIONS
from qiao.api.rules import ADDRESS_RATE, TEXT_RATE, TOKEN_RATE
from qiao.core.access import Role
from qiao.core.scopes import Scope
from qiao.foundation.clock import now
from qiao.foundation.models import RequestCount, RuleParameter
from qiao.foundation.request_counts import forget_counts, seconds_to_next_minute
from tests.api.calling import BASE, Program, program_of
from tests.factories.listings import demand
from tests.factories.world import World

pytestmark = pytest.mark.django_db


def problem_of(answer: Any, status: int) -> dict[str, Any]:
    """The problem document, after what all of them have was checked."""
    assert answer.status_code == status, answer.content.decode()
    assert answer["Content-Type"] == "application/problem+json"
    document: dict[str, Any] = json.loads(answer.content.decode())
    assert {"type", "title", "status", "detail", "code"} <= set(document)
    assert document["status"] == status
    assert document["type"] == f"/api/problems/{document['code']}"
    assert document["detail"]
    assert document["detail"] != document["code"]
    assert not re.search(r"%\(|refusal\.|denied\.|problem\.", json.dumps(document))
    return document


@pytest.mark.parametrize(
    "path", ["/api/", "/api/v1", "/api/v1/", "/api/v1/nothing", "/api/v2/demands", "/api/problems/x"]
)
def test_an_unknown_address_is_a_problem(path: str) -> None:
    assert problem_of(Client().get(path), 404)["code"] == "no_such_address"


def test_methods_that_do_not_exist_name_those_that_do(world: World) -> None:
    program = Program()
    for method in ("delete", "patch", "put"):
        answer = getattr(program.client, method)(f"{BASE}/demands")
        problem_of(answer, 405)
        assert answer["Allow"] == "GET, HEAD, POST"
    problem_of(program.client.post(f"{BASE}/docs"), 405)
    assert program.client.head(f"{BASE}/demands").status_code == 200


@pytest.mark.parametrize(
    ("content", "media_type", "status"),
    [
        (b"{", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"[" * 970 + b"]" * 970, "application/json", None),
        (b'{"draft": NaN}', "application/json", 422),
        (b"title=x", "application/x-www-form-urlencoded", 415),
        (b"<a/>", "application/xml", 415),
        (b"--x--", "multipart/form-data", 400),
    ],
)
def test_content_that_cannot_be_read_is_a_problem(
    world: World, content: bytes, media_type: str, status: int | None
) -> None:
    program = program_of(world.inside[Role.ORGANISATION_EDITOR])
    answer = program.client.post(f"{BASE}/demands", data=content, content_type=media_type, headers=program.headers)
    problem_of(answer, status or answer.status_code)
    assert answer.status_code < 500


def test_content_that_is_too_large_is_a_problem(world: World) -> None:
    program = program_of(world.inside[Role.ORGANISATION_EDITOR])
    problem_of(program.post("/demands", {"content": "x" * 5_000_000}), 413)
    large = {"CONTENT_LENGTH": str(2**40), "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    problem_of(program.client.post(f"{BASE}/imports", headers=program.headers, **large), 413)


def test_somebody_without_a_token_is_told_how_to_get_in(world: World) -> None:
    for answer in (Program().get("/introductions"), Program().post("/demands", {}), Program().get("/changes")):
        assert problem_of(answer, 401)["code"] == "token_needed"
        assert answer["WWW-Authenticate"] == 'Bearer realm="qiao"'


def test_the_language_is_that_of_the_header_and_chinese_otherwise(world: World) -> None:
    client = Client()
    client.cookies["django_language"] = "en"
    told = {name: client.get(f"{BASE}/demands/1", headers=headers) for name, headers in (
        ("zh-hans", {}), ("en", {"Accept-Language": "en-GB,zh;q=0.5"}), ("zh-hans ", {"Accept-Language": "xx"})
    )}  # fmt: skip
    for name, answer in told.items():
        assert answer["Content-Language"] == name.strip()
        assert bool(re.search("[一-鿿]", json.loads(answer.content)["detail"])) == (name.strip() == "zh-hans")


def test_what_is_public_may_be_kept_a_moment_and_what_is_not_never(world: World) -> None:
    demand(world)
    anonymous = Program().get("/demands")
    assert anonymous["Cache-Control"] == "public, max-age=30"
    assert {"Accept-Language", "Authorization"} <= {name.strip() for name in anonymous["Vary"].split(",")}
    again = Program().get("/demands", If_None_Match=anonymous["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert Program().get("/demands/99999")["Cache-Control"] == "no-store"
    known = program_of(world.inside[Role.ORGANISATION_EDITOR]).get("/demands")
    assert known["Cache-Control"] == "no-store"
    assert "ETag" not in known


def _limit(key: str, value: int) -> None:
    RuleParameter.objects.create(key=key, zone_code="", valid_from=date(2026, 1, 1), value=value)


def test_too_many_requests_are_told_when_to_come_again(world: World) -> None:
    _limit(ADDRESS_RATE, 2)
    _limit(TOKEN_RATE, 3)
    anonymous = [Program().get("/demands").status_code for _ in range(3)]
    program = program_of(world.inside[Role.ORGANISATION_EDITOR])
    known = [program.get("/demands").status_code for _ in range(4)]
    assert anonymous == [200, 200, 429]
    assert known == [200, 200, 200, 429]
    last = program.get("/me")
    problem_of(last, 429)
    assert 1 <= int(last["Retry-After"]) <= 60
    assert Program("qiao_guess").get("/me").status_code == 429, "who guesses tokens is counted too"


def test_texts_are_limited_by_themselves(world: World) -> None:
    _limit(TEXT_RATE, 1)
    text = {"words": "高温合金铸造"}
    assert [Program().post("/matches/text", text).status_code for _ in range(2)] == [200, 429]
    assert Program().get("/demands").status_code == 200
    program = program_of(world.inside[Role.ORGANISATION_EDITOR], Scope.MATCHES_READ)
    assert [program.post("/matches/text", text).status_code for _ in range(2)] == [200, 200]


def test_counters_are_forgotten(world: World) -> None:
    Program().get("/demands")
    assert RequestCount.objects.count() == 1
    work_at = now()
    assert forget_counts(work_at) == 0
    assert 1 <= seconds_to_next_minute(work_at) <= 60
    assert forget_counts(work_at + timedelta(minutes=3)) == 1


def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_noted() -> None:
    request = HttpRequest()
    request.META = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "1.1.1.1, 2.2.2.2"}
    assert address_of(request) == "10.0.0.1", "anybody can write this header"
    with override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")):
        assert address_of(request) == "2.2.2.2"


def test_an_unforeseen_error_is_a_problem_that_tells_nothing(db: None, caplog: Any) -> None:
    def broken(request: HttpRequest) -> Any:
        raise RuntimeError("secret detail")

    request = HttpRequest()
    request.method, request.META = "GET", {"REMOTE_ADDR": "127.0.0.1"}
    answer = gate(broken)(request)
    assert "secret detail" not in answer.content.decode()
    problem_of(answer, 500)
    assert "secret detail" in caplog.text


def test_the_page_of_operations_needs_no_script_and_nothing_from_outside() -> None:
    for language, word in (("zh-CN", "程序接口"), ("en", "Interface for programs")):
        page = Client().get(f"{BASE}/docs", headers={"Accept-Language": language}).content.decode()
        assert "<script" not in page
        assert "style=" not in page
        assert not re.search(r'(?:src|href)="(?!/|#)', page)
        assert "/api/v1/demands/{record_id}/verbs/publish" in page
        assert word in page


def test_every_code_has_a_page(db: None) -> None:
    for code in ("not_in_this_state", "scope_missing", "invalid", "required", "too_many_requests"):
        assert description_of(code)
        answer = Client().get(f"/api/problems/{code}")
        assert answer.json()["code"] == code
        page = Client().get(f"/api/problems/{code}", headers={"Accept": "text/html"}).content.decode()
        assert f"<code>{code}</code>" in page


def test_every_operation_is_on_the_page() -> None:
    page = Client().get(f"{BASE}/docs").content.decode()
    assert [key for key in OPERATIONS if f"<code>{key}</code>" not in page] == []
