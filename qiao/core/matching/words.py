"""Words that carry little or nothing when a need is compared with an offer."""

import re
from collections.abc import Iterator

# Function words: they join other words and name no technology, so they count nothing.
_FUNCTION = """
的 了 和 与 及 或 在 是 对 为 等 以 将 其 也 可 并 有 由 从 到 而 该 此 各 所 于 之 被 把 让 使 但
且 则 若 如 就 都 还 又 很 更 最 已 能 会 要 这 那 我 你 他 它 们 个 种 一 二 三 上 下 内 外 前 后
中 以及 及其 或者 并且 而且 但是 因此 由于 通过 根据 按照 对于 关于 其中 其他 以上 以下 以内 之间
目前 现有 可以 能够 需要 希望 要求 进行 使用 采用 具有 存在 包括 用于 一种 一个 我们 我司 本公司
公司 企业 单位 以便 同时 此外 另外 等等 方面 问题 情况 不能 没有 无法 如何 什么 是否 a an the of
and or for in on to with by from at as is are be this that its it our we
"""

# Trade words: nearly every record of technology transfer has them, so they count little.
_TRADE = """
技术 研究 应用 系统 开发 设计 方法 装置 关键 项目 产品 生产 研发 解决 提高 实现 工艺 设备 新型 制备
示范 产业化 成果 方案 领域 推广 关键技术 集成 技术研究 技术开发 技术研发 需求 合作 专利 创新 水平
国内 国际 先进 technology research development application system method device product project
"""

FUNCTION_WORDS = frozenset(_FUNCTION.split())
TRADE_WORDS = frozenset(_TRADE.split())
TRADE_WEIGHT = 0.1

_LIGHT = re.compile(
    "("
    + "|".join(
        sorted(
            (word for word in FUNCTION_WORDS | TRADE_WORDS if len(word) > 1 and not word.isascii()),
            key=lambda word: (-len(word), word),
        )
    )
    + ")"
)


def word_weight(word: str) -> float:
    """Return how much a folded word counts: 0 for function words, 0.1 for trade words, else 1."""
    if word in FUNCTION_WORDS:
        return 0.0
    return TRADE_WEIGHT if word in TRADE_WORDS else 1.0


def weighed_stretches(folded: str) -> Iterator[tuple[str, float]]:
    """Yield a folded text in order, cut around its light Chinese words, each stretch with its weight."""
    for place, stretch in enumerate(_LIGHT.split(folded)):
        yield stretch, word_weight(stretch) if place % 2 else 1.0
