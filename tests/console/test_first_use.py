"""Several commands that meet a data folder for the first time at the same instant."""

import os
import subprocess
import sys
from pathlib import Path

QIAO = str(Path(sys.executable).parent / "qiao")


def test_two_first_commands_at_once_make_one_database(tmp_path: Path) -> None:
    environment = {**os.environ, "QIAO_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings.base"}
    environment["DATABASE_URL"] = ""
    running = [
        subprocess.Popen([QIAO, "worker", "--once"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _process in range(2)
    ]
    answers = [process.communicate(timeout=120) for process in running]
    assert [process.returncode for process in running] == [0, 0], answers
