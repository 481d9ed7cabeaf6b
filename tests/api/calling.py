"""A program that calls the interface with a token."""

import json
from collections.abc import Mapping
from typing import Any

from django.test import Client

from qiao.core.access import Actor
from qiao.core.scopes import Scope
from qiao.foundation.clock import now
from qiao.parties.actions.issue_token import issue_token
from qiao.parties.tokens import NewToken

BASE = "/api/v1"


def secret_for(actor: Actor, *scopes: Scope) -> str:
    """The secret of a new token under the actor's holding; with every scope when none is named."""
    new = NewToken(name="测试程序", scopes=tuple(scopes or Scope))
    issued = issue_token(actor=actor, holding_id=actor.holding_id or 0, new=new, now=now())
    return issued.secret


class Program:
    """Calls as the holder of a token, or without one."""

    def __init__(self, secret: str = "", language: str = "en") -> None:
        self.client = Client()
        self.headers = {"Accept-Language": language}
        if secret:
            self.headers["Authorization"] = f"Bearer {secret}"

    def get(self, path: str, **headers: str) -> Any:
        """The answer to GET; ``path`` begins after the version."""
        return self.client.get(f"{BASE}{path}", headers=self._with(headers))

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        """The answer to POST with a JSON document, or without content."""
        return self._send("post", path, body, headers)

    def put(self, path: str, body: Any, **headers: str) -> Any:
        """The answer to PUT with a JSON document."""
        return self._send("put", path, body, headers)

    def _send(self, method: str, path: str, body: Any, headers: Mapping[str, str]) -> Any:
        content = b"" if body is None else json.dumps(body).encode()
        call = getattr(self.client, method)
        return call(f"{BASE}{path}", data=content, content_type="application/json", headers=self._with(headers))

    def _with(self, headers: Mapping[str, str]) -> dict[str, str]:
        return self.headers | {name.replace("_", "-"): value for name, value in headers.items()}


def program_of(actor: Actor, *scopes: Scope) -> Program:
    """A program with a new token of the actor."""
    return Program(secret_for(actor, *scopes))


def walked(program: Program, path: str) -> list[Any]:
    """Every row of a list, part by part, as far as the header Link leads."""
    found: list[Any] = []
    while path:
        answer = program.get(path)
        assert answer.status_code == 200, answer.content.decode()
        found += answer.json()["items"]
        link = answer.headers.get("Link", "")
        assert bool(link) == bool(answer.json()["next"])
        path = link.partition(">")[0].removeprefix(f"<{BASE}") if link else ""
    return found
