"""Speed and memory of the matching engine on generated records.

usage: python benchmarks/matching_scale.py [RECORDS] [QUERIES]

Makes RECORDS (100,000) achievements from word lists in this file with a fixed seed, builds the index on disk,
opens it again and matches QUERIES (200) demands, top 20 with reasons. Prints build time, peak memory, index
size and milliseconds per query, beside the same candidate search without scoring and reasons.
"""

import itertools
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from qiao.core.matching.engine import MatchEngine
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


def peak_mb() -> float:
    """Return the peak resident memory of this process in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(engine: MatchEngine, asked: list[MatchText], explained: bool) -> list[float]:
    """Return the milliseconds of each query."""
    times = []
    for need in asked:
        started = time.perf_counter()
        if explained:
            engine.match(need, 20)
        else:
            engine.candidate_keys(need)
        times.append((time.perf_counter() - started) * 1000)
    return sorted(times)


def main() -> int:
    """Build, open, ask, print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    queries = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "matching"
        print(f"{count} records; peak before {peak_mb():.0f} MB")
        started = time.perf_counter()
        MatchEngine.build(records(count, SEED), folder)
        took = time.perf_counter() - started
        size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
        print(f"build {took:.1f} s ({count / took:.0f} a second), peak {peak_mb():.0f} MB, disk {size:.0f} MB")
        engine = MatchEngine.open(folder)
        asked = list(itertools.islice(records(queries, SEED + 1), queries))
        for name, explained in (("candidates only", False), ("top 20 with reasons", True)):
            times = timed(engine, asked, explained)
            p50, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
            print(f"{name:20} p50 {p50:.1f} ms  p95 {p95:.1f} ms  peak {peak_mb():.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
