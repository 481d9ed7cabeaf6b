"""The forms in which people write a unit's name: without place, legal form or trade, or cut down to its trunk. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from qiao.catalogue.places import PLACE_KIND, is_place, leading_places, short_place
from qiao.catalogue.readings import folded

_TRADE_WORDS = (
    "高科技 科技 科学 技术 高新技术 智能 智能制造 智造 智慧 实业 工业 产业 新材料 材料 复合材料 复材 装备"
    " 重型装备 设备 电子 电子信息 信息 信息技术 生物 生物技术 医药 制药 药业 医疗 医疗器械 器械 健康 环保 环境"
    " 环境科学 生态 节能 节能环保 能源 新能源 储能 光伏 风电 氢能 电力 供电 水务 制造 精密 精密制造 液压 气动"
    " 机械 机电 机床 机器人 自动化 化工 化学 石化 高分子 塑料 塑胶 橡胶 涂料 涂层 纺织 纺织品 印染 服饰 服装"
    " 化纤 纤维 汽车 汽车零部件 零部件 汽配 船舶 船舶配套 造船 海洋 海洋工程 航空 航天 航空航天 卫星 无人机"
    " 轨道交通 交通 物流 港口 港务 食品 饮料 粮油 农业 农业科技 种业 牧业 渔业 水产 畜牧 林业 园林 建筑 建材"
    " 建设 工程 市政 钢铁 冶金 金属 轻合金 合金 有色金属 铝业 铜业 钢构 铸造 压铸 锻造 模具 轴承 齿轮 阀门"
    " 泵业 泵阀 电机 电器 电气 电缆 电线 线缆 电池 半导体 微电子 集成电路 芯片 光电 光电子 光学 激光 传感"
    " 传感器 仪器 仪表 仪器仪表 检测 检验 检验检测 测控 控制 通信 通讯 光通信 网络 物联网 互联网 数据 大数据"
    " 云计算 软件 数码 数字 数字科技 人工智能 系统 集成 安防 包装 印刷 造纸 纸业 家具 玻璃 陶瓷 水泥 矿业 矿山"
    " 煤业 石油 天然气 燃气 热处理 热能 贸易 商贸 进出口 投资 控股 发展 开发 创业 咨询 管理 服务 运营 文化"
    " 教育 传媒 工贸 设计 研发 研究 应用 动力 重工 重型 理工 师范 医科 财经 职业 职业技术 人民 中心 中医 国际"
    " 第一 第二 第三"
)
_TRADE = "|".join(sorted(_TRADE_WORDS.split(), key=len, reverse=True))
_TRADES = re.compile(f"(?:{_TRADE})*")
_TRADE_SET = frozenset(_TRADE_WORDS.split())
_LATIN = re.compile("[A-Za-z0-9]")
_BRACKETS = re.compile(r"\([^()]*\)")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_LEGAL_FORM = re.compile(
    r"(?:控股|集团)*(?:股份有限公司|有限责任公司|有限公司|股份公司|集团公司|总公司|分公司|子公司|公司"
    r"|合伙企业|合作社|集团|总厂|分厂|工厂|厂)$"
)
_INSTITUTION = re.compile(
    r"(?:附属|技术|工程)?(?:大学|学院|科学院|研究总院|研究院|研究所|设计院|研究中心|实验室|医院"
    r"|分行|支行|银行|事务所|交易所|中心|院|所)$"
)
_SCHOOLS = {
    "交通大学": "交大", "工业大学": "工大", "农业大学": "农大", "师范大学": "师大", "医科大学": "医大",
    "理工大学": "理工大", "科技大学": "科大", "财经大学": "财大",
}  # fmt: skip
# Trunks that are words of everyday language name nobody by themselves.
_EVERYDAY = frozenset(
    (
        "时代",
        "世纪",
        "未来",
        "创新",
        "先进",
        "东方",
        "中国",
        "国家",
        "全国",
        "中央",
        "地方",
        "新型",
        "现代",
        "绿色",
        "优质",
        "专业",
        "综合",
        "联合",
        "通用",
        "特种",
    )
)
_GAP = r"[ \t\u00b7]?"
_AFTER = {"厂": "(?![房家区商])", "院": "(?![士长校系内])", "所": "(?![有需在以用属示述长致提得])"}
_LEGAL = ("股份", "有限", "责任", "总公司", "分公司", "子公司", "公司", "集团", "控股", "企业", "工厂", "厂")
_SEATS = (
    "科技", "实业", "研究院", "研究所", "设计院", "研究中心", "技术中心", "实验室",
    "大学", "学院", "医院", "银行", "院", "所",
)  # fmt: skip
_SPEAKERS = "(?:(?<=我)|(?<=本)|(?<=我司)|(?<=我公司)|(?<=本公司)|(?<=我厂)|(?<=我院)|(?<=我校)|(?<=我所))"
_NO_WORD = r"[^\u4e00-\u9fffA-Za-z0-9]"
_SHORTEST_FREE = 3
_SHORTEST_GENERIC = 4
_SHORTEST_TRUNK = 2


def _spelled(form: str) -> str:
    """The form with a blank allowed between its characters; Latin ends are ends of words."""
    front = "(?<![A-Za-z0-9])" if _LATIN.match(form[0]) else ""
    back = "(?![A-Za-z0-9])" if _LATIN.match(form[-1]) else ""
    return front + _GAP.join(map(re.escape, form)) + back


def _following(words: tuple[str, ...]) -> str:
    return "|".join(f"{_GAP}{_spelled(word)}{_AFTER.get(word, '')}" for word in words)


_LEGAL_WORDS = f"(?:{_following(_LEGAL)})*"
_UNIT_WORDS = f"(?:{_following(_LEGAL + _SEATS)})+"
_ANY_TRADE = f"(?:{_GAP}(?:{_TRADE}))*?"


@dataclass(frozen=True)
class NameForms:
    """Forms of a name, folded and without blanks.

    `free` ones name the unit wherever they stand; `bound` ones beside a unit word (公司), behind one of its `places`,
    or standing alone; `local` ones, made of ordinary words, behind its places only.
    """

    free: frozenset[str]
    bound: frozenset[str]
    local: frozenset[str]
    places: tuple[str, ...]

    def joined(self, other: "NameForms") -> "NameForms":
        """The forms of both names of one unit."""
        free = self.free | other.free
        bound = (self.bound | other.bound) - free
        local = (self.local | other.local) - free
        return NameForms(free, bound, local, tuple(dict.fromkeys(self.places + other.places)))


@lru_cache(maxsize=4096)
def name_forms(name: str) -> NameForms:
    """The forms in which people write a unit's name."""
    whole = folded(re.sub(r"\s", "", name))
    registered = {whole, _BRACKETS.sub("", whole)}
    if not whole.endswith(")"):
        registered.add(re.sub("[()]", "", whole))
    places = [inner for inner in _BRACKETED.findall(whole) if is_place(inner)]
    free, bound, local = set(registered), set[str](), set[str]()
    for form in registered - {""}:
        fronts = leading_places(form)
        places += fronts
        starts = [sum(map(len, fronts[:count])) for count in range(len(fronts) + 1)]
        rest = form[starts[-1] :]
        if _is_generic(_core(rest)):
            local |= {rest, _core(rest)} if fronts else set()
            free |= {rest} if len(rest) > _SHORTEST_GENERIC else set()
            continue
        for start in starts:
            free.add(form[start:])
            bound |= set(_shortened(form[start:]))
    free |= {form for form in bound if len(form) >= _SHORTEST_FREE}
    free = {form for form in free if len(form) >= _SHORTEST_FREE}
    local |= bound & _EVERYDAY
    shorts = tuple(dict.fromkeys(short_place(place) for place in places))
    return NameForms(frozenset(free), frozenset(bound - free - _EVERYDAY), frozenset(local - free), shorts)


def name_pattern(forms: NameForms) -> str:
    """A regular expression, for folded text, that finds every form, the places before and the legal form after it."""
    places = f"(?:(?:{any_of(forms.places)})(?:{_GAP}{PLACE_KIND})?{_GAP})" if forms.places else "(?!)"
    parts = []
    if forms.bound:
        trunk = any_of(forms.bound)
        parts += [
            f"{places}*(?:{trunk}){_ANY_TRADE}{_UNIT_WORDS}",
            f"{places}+(?:{trunk})",
            f"{_SPEAKERS}(?:{trunk})",
            rf"(?:(?<={_NO_WORD})|^)(?:{trunk})(?={_NO_WORD}|$)",
        ]
    if forms.local:
        long = [form for form in forms.local if len(form) >= _SHORTEST_GENERIC]
        parts += [f"{places}+(?:{any_of(forms.local)}){_UNIT_WORDS}"]
        parts += [f"{places}+(?:{any_of(long)})"] if long else []
    if forms.free:
        parts.insert(0, f"{places}*(?:{any_of(forms.free)}){_LEGAL_WORDS}")
    return "|".join(parts) or "(?!)"


def any_of(forms: Iterable[str]) -> str:
    """A regular expression for any of the forms, longest first, blanks allowed inside, Latin ones as whole words."""
    return "|".join(_spelled(form) for form in sorted(forms, key=lambda form: (-len(form), form)))


def _shortened(name: str) -> Iterator[str]:
    """The name without its legal form, and without one trade word after the other down to the trunk."""
    core = _core(name)
    for school, short in _SCHOOLS.items():
        if name.endswith(school) and len(name) > len(school):
            yield name.removesuffix(school) + short
    cuts = [
        end
        for end in range(_SHORTEST_TRUNK, len(core) + 1)
        if _TRADES.fullmatch(core, end) and not _cuts_a_word(core, end) and not is_place(core[:end])
    ]
    for end in cuts:
        yield core[:end]
        if core[: cuts[0]] not in _EVERYDAY:
            yield core[: cuts[0]] + core[end:]


def _cuts_a_word(core: str, end: int) -> bool:
    """Whether the cut leaves the head of a trade word behind: 宁德时代新|能源 for 宁德时代|新能源."""
    return end > _SHORTEST_TRUNK and any(
        core.startswith(word, end - 1) and word[1:] in _TRADE_SET for word in _TRADE_SET if len(word) > 1
    )


def _core(name: str) -> str:
    core = _LEGAL_FORM.sub("", name)
    core = _INSTITUTION.sub("", core) if core == name else core
    return core if len(core) >= _SHORTEST_TRUNK else name


def _is_generic(core: str) -> bool:
    return bool(_TRADES.fullmatch(core) or _LEGAL_FORM.fullmatch(core) or _INSTITUTION.fullmatch(core))
