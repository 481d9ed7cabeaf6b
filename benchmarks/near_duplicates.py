"""Finding near duplicates among many records: how long a look-up takes, what is found, what is found wrongly.

    python -m benchmarks.near_duplicates [records] [look-ups]      100,000 and 200 unless told otherwise

Makes invented demands from word lists with a fixed seed in a new database (SQLite in a temporary folder; PostgreSQL
with DATABASE_URL, whose database must be empty), gives them their keys, and then looks up texts that repeat some of
them in several degrees, and texts that repeat none. A look-up is what the page before a submission asks: sketch,
candidates, comparison, passages. For each degree it prints how often the repeated record was among those told.
"""

import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from statistics import median, quantiles
from typing import Any

NOW = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
SEED = 20261122
PIECE = 2_000
THINGS, WORKS, FAULTS, PLACES, WANTS = (
    line.split()
    for line in (
        "轴承 膜组件 催化剂 换热器 传感器 酶制剂 叶片 电解槽 光栅 减速器 涂层 密封圈 曲轴 隔膜 线圈 滤料 阀体 晶圆",
        "低温成形 在线检测 余热回收 表面改性 连续合成 寿命预测 精密装配 残渣利用 脱硫除尘 降噪减振 封装测试",
        "气孔偏多 能耗偏高 一致性差 磨损过快 渗漏 开裂 变形超差 响应迟缓 产率偏低 返修率高 易结垢 信号漂移",
        "二号车间 中试线 北厂区 新建产线 老产线 外协厂 实验线 总装线",
        "不停机改造 保持节拍 不增加人手 利用现有设备 通过第三方检测 连续运行半年 适应多品种 接入现有系统",
    )
)
LINES = (
    "我们在{place}生产{thing}时{fault}，现在靠{work}补救，每月损失约{number}万元。",
    "{thing}的{work}环节{fault}，试过更换供应商，效果不明显。",
    "希望在{number}天内把{fault}的比例降到{small}%以下，同时{want}。",
    "要求{want}，{thing}单件成本不高于{number}元，{want_too}。",
    "已有{number}套设备和{small}年的过程数据，可用于{work}试验。",
    "{place}的{thing}规格为{number}毫米，公差{small}微米，{work}前后都要记录。",
    "若能解决{fault}，可在{place}推广到其他{thing}，预计年产{number}万件。",
)


def sentence(dice: random.Random) -> str:
    """One sentence about a thing, a fault, a place and figures; seldom the same twice."""
    want, want_too = dice.sample(WANTS, 2)
    return dice.choice(LINES).format(
        place=dice.choice(PLACES),
        thing=dice.choice(THINGS) + dice.choice("甲乙丙丁戊己庚辛"),
        fault=dice.choice(FAULTS),
        work=dice.choice(WORKS),
        want=want,
        want_too=want_too,
        number=dice.randint(2, 9_999),
        small=dice.randint(1, 30),
    )


def demand(dice: random.Random) -> tuple[str, str]:
    """Title and content of a demand of three to nine sentences."""
    title = f"{dice.choice(PLACES)}{dice.choice(THINGS)}{dice.choice(FAULTS)}的{dice.choice(WORKS)}技术"
    return title, "".join(sentence(dice) for _ in range(dice.randint(3, 9)))


def reworded(text: str, every: int, dice: random.Random) -> str:
    """The text with one character in about so many replaced."""
    return "".join(chr(dice.randint(0x4E00, 0x9FA5)) if dice.randrange(every) == 0 else char for char in text)


def halves_exchanged(title: str, content: str, dice: random.Random) -> tuple[str, str]:
    """The sentences in another order."""
    parts = [part + "。" for part in content.split("。") if part]
    dice.shuffle(parts)
    return title, "".join(parts)


def inside_another(title: str, content: str, dice: random.Random) -> tuple[str, str]:  # noqa: ARG001
    """The whole content copied into a text three times as long about something else."""
    other, more = demand(dice)
    while len(more) < 2 * len(content):
        more += sentence(dice)
    return other, more[: len(more) // 2] + content + more[len(more) // 2 :]


Change = Callable[[str, str, random.Random], tuple[str, str]]
PLANTED: dict[str, Change] = {
    "the same": lambda title, content, dice: (title, content),  # noqa: ARG005
    "punctuation, width": lambda title, content, dice: (title, content.replace("，", " ").replace("。", ";")),  # noqa: ARG005
    "sentences shuffled": halves_exchanged,
    "1 character in 40": lambda title, content, dice: (title, reworded(content, 40, dice)),
    "1 character in 20": lambda title, content, dice: (title, reworded(content, 20, dice)),
    "1 character in 10": lambda title, content, dice: (title, reworded(content, 10, dice)),
    "1 character in 6": lambda title, content, dice: (title, reworded(content, 6, dice)),
    "one sentence dropped": lambda title, content, dice: (title, content.partition("。")[2]),  # noqa: ARG005
    "another title": lambda title, content, dice: (demand(dice)[0], content),  # noqa: ARG005
    "copied into a longer text": inside_another,
}


def build(count: int) -> tuple[float, float]:
    """Write the demands and their keys; returns the seconds of both."""
    from django.db import transaction

    from qiao.catalogue.models import Demand
    from qiao.catalogue.text_keys import add_text_keys

    dice, rows_seconds, keys_seconds = random.Random(SEED), 0.0, 0.0
    for first in range(0, count, PIECE):
        rows = []
        for _ in range(min(PIECE, count - first)):
            title, content = demand(dice)
            rows.append(Demand(zone_code="JH", state="published", created_at=NOW, title=title, content=content))
        with transaction.atomic():
            began = time.perf_counter()
            Demand.objects.bulk_create(rows)
            between = time.perf_counter()
            add_text_keys(rows)
            keys_seconds += time.perf_counter() - between
            rows_seconds += between - began
    return rows_seconds, keys_seconds


def look_up(text: tuple[str, str]) -> tuple[float, Any]:
    """What the page before a submission asks, and how many milliseconds it took."""
    from qiao.catalogue.selectors.near_duplicates import near_duplicates_of_view
    from qiao.core.access import Actor, Role

    actor = Actor(Role.ZONE_OPERATOR, "操作员", zone_code="JH")
    began = time.perf_counter()
    found = near_duplicates_of_view(actor, {"record": "demand", "id": 0, "title": text[0], "content": text[1]}, NOW)
    return (time.perf_counter() - began) * 1000, found


def chosen(count: int, wanted: int, dice: random.Random) -> Iterator[Any]:
    """Some of the records."""
    from qiao.catalogue.models import Demand

    keys = sorted(Demand.objects.order_by("pk").values_list("pk", flat=True)[:1])
    for _ in range(wanted):
        yield Demand.objects.get(pk=keys[0] + dice.randrange(count))


def told(times: list[float]) -> str:
    """Middle and slowest twentieth."""
    return f"median {median(times):.1f} ms, 95 of 100 within {quantiles(times, n=20)[-1]:.1f} ms"


def measure(count: int, wanted: int) -> None:
    """Print recall by degree, false alarms, and times."""
    dice, every = random.Random(SEED + 1), []
    print(f"{'planted':28}{'found':>7}{'same':>7}{'nearly':>8}{'passage':>9}")
    for name, change in PLANTED.items():
        degrees: list[str] = []
        for row in chosen(count, wanted, dice):
            milliseconds, found = look_up(change(row.title, row.content, dice))
            every.append(milliseconds)
            degrees += [str(near.overlap.degree) for near in found.records if near.id == row.pk]
        shares = [degrees.count(degree) / wanted for degree in ("same", "nearly", "passage")]
        print(f"{name:28}{len(degrees) / wanted:>7.0%}{shares[0]:>7.0%}{shares[1]:>8.0%}{shares[2]:>9.0%}")
    alarms, asked = [], []
    for _ in range(wanted):
        milliseconds, found = look_up(demand(dice))
        asked.append(milliseconds)
        alarms.append((found.needs_reason, bool(found)))
    print(f"texts that repeat none: {sum(a for a, _ in alarms)} of {wanted} called nearly the same,", end=" ")
    print(f"{sum(b for _, b in alarms)} with a passage in common")
    print(f"look-up of a planted text: {told(every)}; of another: {told(asked)}")


def main(count: int = 100_000, wanted: int = 200) -> None:
    """Build and measure."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["QIAO_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
        from qiao.catalogue.models import TextKey

        rows_seconds, keys_seconds = build(count)
        number = TextKey.objects.count()
        print(
            f"{count:,} demands on {connection.vendor}: records {rows_seconds:.1f} s, keys {keys_seconds:.1f} s,",
            end=" ",
        )
        print(f"{number:,} keys ({number / count:.1f} for each)")
        measure(count, wanted)
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main(*(int(given) for given in sys.argv[1:3]))
