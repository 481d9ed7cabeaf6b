"""How fast, and in how much memory, a long list of achievements is imported.

    python -m benchmarks.import_scale [rows]        100,000 rows unless told otherwise

Makes the list as .csv and .xlsx, imports each into a new database (SQLite in a temporary folder; PostgreSQL with
DATABASE_URL, whose database must be empty), and prints rows per second and the peak memory of each step, which runs in
a process of its own.
"""

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROWS = 100_000
NOW = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
KIB_PER_MIB = 1024
HEADERS = (
    "外部编号", "成果名称", "持有单位", "团队", "高新技术领域", "行业代码", "成果类型", "技术成熟度", "简介",
    "技术优势", "合作方式", "价格下限(万元)", "价格上限(万元)", "关键词", "地区代码", "公开级别", "有效期至",
)  # fmt: skip
FIELDS = (
    "电子信息",
    "生物与新医药",
    "航空航天",
    "新材料",
    "高技术服务",
    "新能源与节能",
    "资源与环境",
    "先进制造与自动化",
)
THINGS = ("轴承", "膜组件", "催化剂", "换热器", "传感器", "酶制剂", "合金", "电解槽", "光栅", "减速器", "涂层", "算法")
WORKS = ("低温成形", "在线检测", "余热回收", "表面改性", "连续合成", "寿命预测", "精密装配", "残渣利用")
SENTENCE = "针对{thing}在{work}中能耗高、一致性差的问题，给出工艺参数与装置结构，第{number}号样机连续运行{hours}小时。"


def rows(count: int) -> Iterator[tuple[str, ...]]:
    """Invented achievements, the same in every run."""
    chance = random.Random(20260601)
    for number in range(1, count + 1):
        thing, work = chance.choice(THINGS), chance.choice(WORKS)
        hours = str(chance.randint(100, 9000))
        text = SENTENCE.format(thing=thing, work=work, number=number, hours=hours)
        low = chance.randint(5, 500)
        name = f"{thing}{work}技术（{number}）"
        yield (
            f"A{number:06d}", name, f"第{number % 900}研究所", "张一；李二", chance.choice(FIELDS),
            str(chance.randint(13, 43)), "专利", str(chance.randint(1, 9)), text, f"连续运行{hours}小时",
            "技术许可；联合开发", str(low), str(low * 2), f"{thing}；{work}；节能", "320000", "公开", "2028-12-31",
        )  # fmt: skip


def make(folder: Path, count: int) -> None:
    """Write the list in both formats."""
    from qiao.foundation.tabular.writing import write_csv, write_xlsx

    write_csv(folder / "list.csv", HEADERS, rows(count))
    write_xlsx(folder / "list.xlsx", [("成果", HEADERS, rows(count))])


def step(name: str, source: str, path: Path) -> None:
    """One step of an import in this process; prints rows per second and peak memory."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0)
    began = time.perf_counter()
    batch = _preview(source, path) if name == "preview" else _apply(source)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // KIB_PER_MIB
    print(
        f"{path.suffix[1:]:5} {name:8} {batch.total:8,} rows {seconds:8.1f} s {batch.total / seconds:8,.0f} rows/s"
        f" {peak:6,} MiB   added {batch.added:,}, same {batch.same:,}, bad {batch.bad:,}",
        flush=True,
    )


def _preview(source: str, path: Path) -> Any:
    from qiao.foundation.actions.preview_import import ImportRequest, preview_import

    request = ImportRequest(kind="catalogue.achievement", path=path, source=source, admit=True)
    return preview_import(actor=_operator(), request=request, now=NOW)


def _apply(source: str) -> Any:
    from qiao.foundation.actions.apply_import import apply_import
    from qiao.foundation.models import ImportBatch

    batch = ImportBatch.objects.filter(source=source, state="previewed").latest("pk")
    return apply_import(actor=_operator(), importbatch_id=batch.pk, take="all_or_nothing", now=NOW)


def _operator() -> Any:
    from qiao.core.access import Actor, Role

    return Actor(Role.ZONE_OPERATOR, "benchmark", zone_code="BENCH", user_id=1, person_id=1, holding_id=1)


def main(count: int) -> None:
    """Both formats, each previewed, applied, and previewed again (then every row is the same)."""
    with tempfile.TemporaryDirectory(prefix="qiao-import-") as folder:
        make(Path(folder), count)
        environment = {
            "DJANGO_SETTINGS_MODULE": "config.settings.base",
            **os.environ,
            "QIAO_DATA": str(Path(folder) / "data"),
        }
        for path in (Path(folder) / "list.csv", Path(folder) / "list.xlsx"):
            for name in ("preview", "apply", "preview"):
                command = [sys.executable, "-m", "benchmarks.import_scale", "step", name, path.suffix, str(path)]
                subprocess.run(command, env=environment, check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["step"]:
        step(sys.argv[2], sys.argv[3], Path(sys.argv[4]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
