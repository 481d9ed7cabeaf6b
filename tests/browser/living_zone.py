"""A served demonstration zone, as somebody has who typed the two commands of the README."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from tests.demo.demonstration import environment, finished, start

PASSWORD = "qiao-demo-2026"
_PATIENCE_SECONDS = 240


@dataclass(frozen=True)
class LivingZone:
    """Its address and its data folder."""

    url: str
    data: Path


def build(folder: Path) -> Path:
    """Tell the demonstration's year into a new data folder."""
    data = folder / "var"
    code, printed = finished(start(data, "-m", "demo", "--quiet", "--out", str(folder / "out")))
    assert code == 0, printed
    return data


def serve(data: Path, port: int) -> "subprocess.Popen[bytes]":
    """`qiao serve` on this data folder, ready when this returns."""
    command = [str(Path(sys.executable).parent / "qiao"), "serve", "--port", str(port), "--workers", "1"]
    with (data.parent / "serve.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment(data), stdout=log, stderr=log)
    until = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2):
                return process
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    process.terminate()
    process.wait(timeout=30)
    raise AssertionError((data.parent / "serve.log").read_text(encoding="utf-8"))


def free_port() -> int:
    """A port that nothing answers on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def chromium() -> Path:
    """Where Chromium is, or would be."""
    return Path(os.environ.get("QIAO_CHROMIUM", "/usr/bin/chromium"))
