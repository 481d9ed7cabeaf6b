"""Small made-up lists: eight trades, each with demands, fitting titles, near ones and strangers."""

from qiao.core.matching.learning.records import Grade, Need, Offer

TRADES = (
    ("水产", "鱼病检测试剂", "池塘里鱼病频发，需要能在塘边快速检测病原的试剂和检测方法", "鱼病 病原 快速 检测 试剂"),
    ("焊接", "铝合金焊缝变形", "薄板铝合金焊接后焊缝变形大，希望得到控制焊接变形的工艺", "铝合金 薄板 焊接 变形 控制"),
    ("污水", "高盐污水处理", "化工高盐污水难以生化处理，需要除盐和蒸发结晶技术", "高盐 污水 蒸发 结晶 处理"),
    ("茶叶", "绿茶贮藏保鲜", "绿茶贮藏中色泽变黄，需要低温贮藏保鲜和包装方法", "绿茶 低温 贮藏 保鲜 包装"),
    ("轴承", "高速轴承润滑", "高速轴承发热严重，寻求新的润滑油脂和轴承冷却结构", "高速 轴承 润滑 油脂 冷却"),
    (
        "电池",
        "锂电池热失控预警",
        "锂电池热失控难以提前预警，需要气体传感与预警算法",
        "锂电池 热失控 气体 预警 传感",
    ),
    ("陶瓷", "陶瓷釉面开裂", "日用陶瓷烧成后釉面开裂，需要调整釉料配方与烧成制度", "陶瓷 釉料 配方 烧成 开裂"),
    ("果园", "果园采摘机器人", "苹果园缺少采摘工人，需要能识别果实的采摘机器人", "苹果 采摘 机器人 果实 识别"),
)


def needs() -> list[Need]:
    """Two demands of each trade."""
    found = []
    for number, (trade, title, text, _) in enumerate(TRADES):
        found.append(Need(f"D{number}a", title, text))
        found.append(Need(f"D{number}b", f"{trade}技术升级", f"我公司从事{trade}行业。{text}"))
    return found


def offers() -> list[Offer]:
    """Six titles of each trade: two that fit, two near ones, two that share little."""
    found = []
    for number, (trade, title, _, words) in enumerate(TRADES):
        pieces = words.split()
        for place, text in enumerate(
            (
                words,
                " ".join([*pieces[:3], "装置"]),
                f"{pieces[0]} 标准 研究",
                f"{trade} {pieces[-1]} 推广",
                f"区域 {trade} 统计",
                f"{title[:2]} 文化 展览",
            )
        ):
            found.append(Offer(f"A{number}{place}", text))
    return found


def grades() -> list[Grade]:
    """Each demand with its own six titles, graded 4 to 1, and with four of other trades, graded 1."""
    found = []
    for number in range(len(TRADES)):
        for letter in "ab":
            own = zip((4, 3, 2, 2, 1, 1), range(6), strict=True)
            found += [Grade(f"D{number}{letter}", f"A{number}{place}", level) for level, place in own]
            others = [(number + step) % len(TRADES) for step in (1, 2, 3, 5)]
            found += [Grade(f"D{number}{letter}", f"A{other}0", 1) for other in others]
    return found
