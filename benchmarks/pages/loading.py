"""Asking a server for one address again and again, from a process of its own, over kept connections."""

import http.client
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from statistics import quantiles
from typing import Any

CLIENTS = 4


def measured(port: int, path: str, *, seconds: float = 5.0, cookie: str = "") -> dict[str, Any]:
    """Requests a second and the 50th and 95th percentile in milliseconds, over 4 connections, after a warm-up."""
    _client(port, [path], 1.0, cookie)
    with ThreadPoolExecutor(CLIENTS) as threads:
        began = time.perf_counter()
        found = list(threads.map(lambda _number: _client(port, [path], seconds, cookie), range(CLIENTS)))
        spent = time.perf_counter() - began
    return _figures([one for many in found for one in many], spent)


def one_after_another(port: int, paths: list[str], *, cookie: str = "") -> dict[str, Any]:
    """The same for different addresses, each asked once, by one client."""
    began = time.perf_counter()
    return _figures(_client(port, paths, None, cookie), time.perf_counter() - began)


def size(port: int, path: str, *, cookie: str = "", accept: str = "gzip") -> int:
    """Bytes of the body as it travels."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Accept-Encoding": accept, **({"Cookie": cookie} if cookie else {})})
    return len(connection.getresponse().read())


def _client(port: int, paths: list[str], seconds: float | None, cookie: str) -> list[float]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Accept-Encoding": "gzip", **({"Cookie": cookie} if cookie else {})}
    taken: list[float] = []
    until = time.perf_counter() + seconds if seconds else None
    while True:
        for path in paths:
            began = time.perf_counter()
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            answer.read()
            taken.append((time.perf_counter() - began) * 1000)
            if answer.status != 200:
                sys.exit(f"{path}: {answer.status}")
        if until is None or time.perf_counter() >= until:
            return taken


def _figures(milliseconds: list[float], seconds: float) -> dict[str, Any]:
    cuts = quantiles(milliseconds, n=20) if len(milliseconds) > 1 else [milliseconds[0]] * 19
    return {"requests_per_second": len(milliseconds) / seconds, "p50_ms": cuts[9], "p95_ms": cuts[18]}
