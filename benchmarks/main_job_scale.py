"""The whole main job on a long list: import, match, list, issue; seconds and peak memory of each step.

    python -m benchmarks.main_job_scale [achievements] [demands]        100,000 and 300 unless told otherwise

Runs the `qiao` command as an operator would, in a data folder of its own; memory is that of the step's own process.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.import_scale import HEADERS as ACHIEVEMENT_HEADERS
from benchmarks.import_scale import SENTENCE, THINGS, WORKS, rows

ROOT = Path(__file__).resolve().parent.parent
QIAO = Path(sys.executable).parent / "qiao"
DEMAND_HEADERS = ("外部编号", "需求名称", "需求内容")
LIST_PAGE = """
import django, time; django.setup()
from qiao.catalogue.filters import AchievementFilters, PageRequest
from qiao.catalogue.selectors.lists import achievements_page
from qiao.core.access import PUBLIC
for text in ("", "轴承", "余热"):
    began = time.perf_counter()
    page = achievements_page(PUBLIC, AchievementFilters(text=text), PageRequest())
    print(f"  list {text or 'all'}: {page.total:,} found, page in {(time.perf_counter() - began) * 1000:.0f} ms")
"""


def demands(count: int) -> Iterator[tuple[str, ...]]:
    """Invented demands over the same subjects, the same in every run."""
    for number in range(count):
        thing, work = THINGS[number % len(THINGS)], WORKS[(number // len(THINGS)) % len(WORKS)]
        text = SENTENCE.format(thing=thing, work=work, number=number, hours=1000 + number)
        yield (f"D{number:05d}", f"{thing}{work}能耗偏高需改进（{number}）", text)


def step(name: str, command: list[str], environment: dict[str, str]) -> None:
    """Run one command and print how long it took and how much memory its process used at most."""
    began = time.perf_counter()
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.DEVNULL, stdout=subprocess.PIPE)
    output = process.stdout.read().decode() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    print(f"{name:24} {seconds:8.1f} s {usage.ru_maxrss // 1024:6,} MiB  exit {os.waitstatus_to_exitcode(status)}")
    if name.startswith("list"):
        print(output, end="")
    sys.stdout.flush()


def main(achievements: int, demand_count: int) -> None:
    """All steps in a fresh data folder."""
    from qiao.foundation.tabular.writing import write_csv

    with tempfile.TemporaryDirectory(prefix="qiao-scale-") as name:
        folder = Path(name)
        write_csv(folder / "achievements.csv", ACHIEVEMENT_HEADERS, rows(achievements))
        write_csv(folder / "demands.csv", DEMAND_HEADERS, demands(demand_count))
        environment = {
            **os.environ,
            "QIAO_DATA": str(folder / "data"),
            "DJANGO_SETTINGS_MODULE": "config.settings.base",
        }
        qiao, out = str(QIAO), str(folder / "out")
        step(
            f"import {achievements:,}", [qiao, "import", "achievements", str(folder / "achievements.csv")], environment
        )
        step(f"import {demand_count:,} demands", [qiao, "import", "demands", str(folder / "demands.csv")], environment)
        step("match", [qiao, "match", "run", "--direction", "demand_to_achievements"], environment)
        step("list pages", [sys.executable, "-c", LIST_PAGE], environment)
        step("issue demand list", [qiao, "edition", "issue", "demands", "--out", out], environment)
        step("verify", [qiao, "audit", "verify"], environment)


if __name__ == "__main__":
    counts = [int(argument) for argument in sys.argv[1:3]]
    main(*(counts + [100_000, 300][len(counts) :]))
