"""Walking over all addresses of the web room: what the resolver knows, and what a page must not have."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, get_resolver

_WEB = "qiao.web.urls"
_HANDLER = re.compile(r"on[a-z]+")
_DATA_SCRIPTS = ("application/ld+json", "application/json")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


def addresses() -> dict[str, tuple[str, ...]]:
    """Every named address of the web room and the names of its arguments."""
    return {pattern.name or "": tuple(pattern.pattern.regex.groupindex) for pattern in _patterns(get_resolver(_WEB))}


def _patterns(resolver: Any) -> Iterator[URLPattern]:
    # Arguments in the prefix of an include would be missed, so there must be none.
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield entry
        else:
            assert not entry.pattern.regex.groupindex, entry
            yield from _patterns(entry)


@dataclass
class Form:
    """A form of a page: where it goes and the values with which it was shown."""

    method: str
    action: str
    values: dict[str, str] = field(default_factory=dict)


class Page(HTMLParser):
    """What of a page matters here: its forms, and whatever the policy of the platform would stop."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.faults: list[str] = []
        self._form: Form | None = None
        self._choice = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note inline code and style, forms and fields."""
        given = {name: value or "" for name, value in attrs}
        self.faults += [f"{name} in <{tag}>" for name in given if name == "style" or _HANDLER.fullmatch(name)]
        if tag == "style" or (tag == "script" and not given.get("src") and given.get("type") not in _DATA_SCRIPTS):
            self.faults.append(f"inline <{tag}>")
        if given.get("href", "").lower().lstrip().startswith("javascript:"):
            self.faults.append("address of a link runs code")
        if tag == "form":
            self._form = Form(given.get("method", "get").lower(), given.get("action", ""))
            self.forms.append(self._form)
        elif self._form is not None:
            self._field(tag, given)

    def handle_endtag(self, tag: str) -> None:
        """Leave the form."""
        if tag == "form":
            self._form = None

    def _field(self, tag: str, given: dict[str, str]) -> None:
        assert self._form is not None
        name = given.get("name", "")
        if tag == "option":
            if "selected" in given and self._choice:
                self._form.values[self._choice] = given.get("value", "")
        elif name and tag in ("input", "textarea", "select", "button"):
            self._choice = name if tag == "select" else self._choice
            unset = given.get("type") in ("checkbox", "radio") and "checked" not in given
            self._form.values.setdefault(name, "" if unset else given.get("value", ""))


def body_of(answer: HttpResponseBase) -> bytes:
    """The whole answer; of an Excel file the texts of its parts."""
    content = b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return b"\n".join(parts.read(name) for name in parts.namelist() if name.endswith(".xml"))


def is_page(answer: HttpResponseBase) -> bool:
    """Whether the answer is HTML."""
    return answer.headers.get("Content-Type", "").startswith("text/html")


def faults_of(answer: HttpResponseBase, body: bytes, *, signed_in: bool) -> list[str]:
    """What is wrong with an answer whoever asked: headers, inline code, formulas in tables."""
    policy = answer.headers.get("Content-Security-Policy", "")
    faults = [] if "default-src 'none'" in policy and "unsafe" not in policy else [f"policy {policy!r}"]
    faults += [
        f"{name} is {answer.headers.get(name)}" for name, value in _HEADERS.items() if answer.headers.get(name) != value
    ]
    kept = answer.headers.get("Cache-Control", "")
    if signed_in and not any(word in kept for word in ("no-cache", "no-store", "private")):
        faults.append(f"Cache-Control {kept!r}")
    if is_page(answer):
        faults += Page(body.decode()).faults
    elif answer.headers.get("Content-Type", "").startswith("text/csv"):
        rows = csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""))
        faults += [
            f"formula {cell[:20]!r}" for row in rows for cell in row if cell.lstrip(" ").startswith(_FORMULA_STARTS)
        ]
    elif b"<worksheet" in body and re.search(rb"<f[ >]", body):
        faults.append("formula in an Excel cell")
    return faults


@contextmanager
def same_cookies(client: Client) -> Iterator[None]:
    """Whatever happens to the session in the block, the browser is signed in afterwards as before."""
    before = client.cookies.output()
    values = {name: morsel.value for name, morsel in client.cookies.items()}
    try:
        yield
    finally:
        if client.cookies.output() != before:
            client.cookies.clear()
            for name, value in values.items():
                client.cookies[name] = value
