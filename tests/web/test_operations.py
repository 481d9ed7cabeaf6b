"""Health, references, error pages, settings for deployment, units: what an operator relies on."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from qiao.foundation.clock import now
from qiao.foundation.heartbeat import FILE, beat

ROOT = Path(__file__).resolve().parents[2]


def test_ready_tells_of_database_schema_and_worker(client: Client, zone: None) -> None:
    silent = client.get("/readyz")
    assert (silent.status_code, silent.json()["worker"], silent.json()["schema"]) == (200, "silent", "ok")
    beat(now())
    assert client.get("/readyz").json()["worker"] == "ok"
    beat(now() - timedelta(minutes=3))
    assert client.get("/readyz").json()["worker"] == "silent"


def test_a_broken_sign_of_life_counts_as_none(client: Client, zone: None, settings: Any) -> None:
    (Path(settings.DATA_FOLDER) / FILE).write_text("not an instant")
    assert client.get("/readyz").json()["worker"] == "silent"


@pytest.mark.parametrize("address", ["/no-such-page/", "/demands/NO-SUCH/"])
def test_an_error_page_carries_the_reference_of_its_log_line(
    client: Client, zone: None, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    import logging

    logging.getLogger("qiao").propagate = True
    try:
        with caplog.at_level("INFO", logger="qiao.request"):
            answer = client.get(address)
    finally:
        logging.getLogger("qiao").propagate = False
    reference = answer["X-Request-ID"]
    assert answer.status_code == 404
    assert len(reference) == 10
    assert reference in answer.content.decode()
    assert any(isinstance(line.msg, dict) and line.msg.get("request") == reference for line in caplog.records)


def test_a_fault_of_ours_is_a_page_that_needs_no_database(
    zone: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEBUG = False
    from qiao.web.front import health

    def broken() -> bool:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(health, "database_answers", broken)
    answer = Client(raise_request_exception=False).get("/healthz")
    assert answer.status_code == 500
    assert answer["X-Request-ID"] in answer.content.decode()


def test_too_large_a_form_says_so(client: Client, zone: None, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = client.post("/match/", {"q": "x" * 2000})
    assert answer.status_code == 413
    assert answer["X-Request-ID"] in answer.content.decode()


def test_a_wrong_host_is_refused(client: Client, zone: None) -> None:
    assert client.get("/", headers={"host": "elsewhere.example"}).status_code == 400


def test_a_post_without_check_value_changes_nothing(zone: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/acting/", {"holding": "1"})
    assert answer.status_code == 403
    assert answer["X-Request-ID"] in answer.content.decode()


def test_settings_for_others_pass_the_deployment_check(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.base",
        "QIAO_DATA": str(tmp_path),
        "QIAO_BASE_URL": "https://qiao.example.cn",
        "QIAO_HOSTS": "qiao.example.cn",
        "QIAO_SECRET_KEY": "x7!kP" * 12 + "abcdefghij",
    }
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_unit_starts_a_command_that_exists() -> None:
    from qiao.console.commands import root

    units = sorted((ROOT / "deploy/systemd").glob("*.service"))
    assert [unit.stem for unit in units] == ["qiao-backup", "qiao-web", "qiao-worker"]
    for unit in units:
        lines = [line for line in unit.read_text().splitlines() if line.startswith("ExecStart=")]
        for line in lines:
            command = line.partition("bin/qiao ")[2].split()[0]
            assert command in root.commands


def test_the_worker_and_the_pages_end_together(tmp_path: Path) -> None:
    from qiao.console.supervising import run_together

    quick, slow = [sys.executable, "-c", "pass"], [sys.executable, "-c", "import time; time.sleep(60)"]
    assert run_together([quick, slow]) == 1
