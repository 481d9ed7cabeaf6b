"""Speed and memory of the matching engine on generated records, in both directions.

usage: python benchmarks/matching_scale.py [ACHIEVEMENTS] [DEMANDS] [REVERSE]

Makes ACHIEVEMENTS (100,000) and DEMANDS (500) from word lists in this file with fixed seeds. First the achievements
are indexed on disk and every demand is matched, top 20 with reasons; then the demands are indexed and the first
REVERSE (2,000) achievements are matched. Prints seconds, milliseconds per query in one process, the same candidate
search without scoring and reasons, the seconds of two processes, and peak memory.
"""

import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from qiao.core.matching.engine import MatchEngine
from qiao.core.matching.parallel import Task, match_chunks
from qiao.core.matching.texts import MatchText

OBJECTS = """
镁合金 铝合金 钛合金 碳纤维 石墨烯 陶瓷涂层 锂电池 光伏组件 风电叶片 污泥 印染废水 工业烟气
数控机床 激光器 传感器 机器人 无人机 视觉检测 语音识别 知识图谱 区块链 胆碱酯酶 单克隆抗体 疫苗
中药饮片 水稻 小麦 茶叶 食用菌 轴承 齿轮箱 液压阀 压缩机 换热器 锅炉 永磁电机 变压器 电缆 芯片
显示屏 卫星导航 桥梁 隧道 混凝土 沥青路面 建筑幕墙
"""
PROPERTIES = """
高强度 耐腐蚀 轻量化 低能耗 高精度 长寿命 抗疲劳 耐高温 低成本 可降解 高通量 快速 在线 远程 柔性
微型 大功率 超薄 多孔 纳米 复合 梯度 仿生 智能 自适应 连续 绿色 无溶剂 低噪声 高密封
"""
PROCESSES = """
压铸 挤压 焊接 喷涂 烧结 蒸馏 萃取 发酵 结晶 干燥 分选 粉碎 固化 镀膜 刻蚀 封装 装配 检测 监测 诊断
预测 调度 控制 识别 分离 纯化 培育 储运 回收 再利用 改性 复配 降噪 减振 散热 保鲜 消毒 脱硫 脱硝
除尘
"""
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
SEED = 20260101
PROVINCES = ("310000", "320000", "330000", "340000", "370000", "440000")


def invented(dice: random.Random) -> str:
    """Return a product name of three characters that is in no dictionary."""
    return "".join(dice.choice(SURNAMES) for _ in range(3))


def sentence(dice: random.Random) -> str:
    """Return one sentence about an object, a property, a process and a figure."""
    things, kinds, ways = OBJECTS.split(), PROPERTIES.split(), PROCESSES.split()
    return (
        f"针对{dice.choice(things)}{dice.choice(ways)}过程中{dice.choice(kinds)}不足的问题，"
        f"采用{invented(dice)}{dice.choice(kinds)}{dice.choice(ways)}工艺，"
        f"使{dice.choice(things)}效率提高{dice.randint(5, 90)}%，"
        f"型号{dice.choice('ABCDEFGH')}{dice.randint(10, 9999)}。"
    )


def records(count: int, seed: int) -> Iterator[MatchText]:
    """Yield records of three to six sentences, about 230 characters each."""
    dice = random.Random(seed)
    things, kinds, ways = OBJECTS.split(), PROPERTIES.split(), PROCESSES.split()
    for key in range(count):
        title = f"{dice.choice(kinds)}{dice.choice(things)}{dice.choice(ways)}技术"
        body = "".join(sentence(dice) for _ in range(dice.randint(3, 6)))
        yield MatchText(
            key,
            title,
            body,
            field=dice.choice("12345678"),
            industry=str(dice.randint(1310, 4390)),
            region=dice.choice(PROVINCES),
            maturity=dice.randint(3, 9),
            role="offer",
        )


def peak_mb(whose: int = resource.RUSAGE_SELF) -> float:
    """Return the peak resident memory of this process, or of the largest of its children, in megabytes."""
    return resource.getrusage(whose).ru_maxrss / 1024


def timed(asked: list[MatchText], ask: Callable[[MatchText], object]) -> list[float]:
    """Return the milliseconds of each query, shortest first."""
    times = []
    for need in asked:
        started = time.perf_counter()
        ask(need)
        times.append((time.perf_counter() - started) * 1000)
    return sorted(times)


def direction(name: str, indexed: Iterable[MatchText], background: Iterable[MatchText], asked: list[MatchText]) -> None:
    """Index one side, ask with the other, print what it took."""
    print(f"\n{name}: {len(asked)} asking")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "matching"
        started = time.perf_counter()
        count = len(MatchEngine.build(indexed, folder, background=background))
        took = time.perf_counter() - started
        size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
        print(f"build                {took:.1f} s for {count} records, peak {peak_mb():.0f} MB, disk {size:.0f} MB")
        engine = MatchEngine.open(folder)
        for label, ask in (("candidates only", engine.candidate_keys), ("top 20 with reasons", engine.match)):
            times = timed(asked, ask)
            p50, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
            total, each = sum(times) / 1000, sum(times) / len(times)
            print(
                f"{label:20} {total:.1f} s, mean {each:.1f} ms  p50 {p50:.1f}  p95 {p95:.1f}  peak {peak_mb():.0f} MB"
            )
        started = time.perf_counter()
        chunks = (asked[first : first + 100] for first in range(0, len(asked), 100))
        for _ in match_chunks(Task(folder, engine.weights, 20), chunks, 2):
            pass
        took, worker = time.perf_counter() - started, peak_mb(resource.RUSAGE_CHILDREN)
        print(f"in two processes     {took:.1f} s, peak of the larger at most {worker:.0f} MB")


def main() -> int:
    """Measure both directions."""
    achievements, demands, reverse = (
        int(given) for given in (*sys.argv[1:4], *("100000", "500", "2000")[len(sys.argv[1:4]) :])
    )
    needs = [replace(need, role="need") for need in records(demands, SEED + 1)]
    print(f"{achievements} achievements, {demands} demands; peak before {peak_mb():.0f} MB")
    direction("demand to achievements", records(achievements, SEED), needs, needs)
    asked = list(records(min(reverse, achievements), SEED))
    direction("achievement to demands", needs, records(achievements, SEED), asked)
    return 0


if __name__ == "__main__":
    sys.exit(main())
