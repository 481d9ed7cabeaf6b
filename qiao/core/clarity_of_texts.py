"""How clearly a free text says what is needed, 0 to 100, and what to ask its writer.

The measure is that of demands (`qiao.core.clarity`) with the parts that a text can fill, for 70 points; the other 30
are for material, process and condition of use, which a text often leaves out. What is recognised is a matter of words
and figures; an aspect that the writer was asked for and answered counts as stated, but a target only with a figure.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from qiao.core.clarity import ClarityFacts, ClarityWeights, Indicator, clarity_report

MOST_QUESTIONS = 3
_OF_FORM, _EACH_ASPECT = 70, 10
_WEIGHTS = ClarityWeights(
    title=0, content=26, precision=10, indicator_targets=30, indicator_currents=10, indicator_units=8, budget=4,
    deadline=0, ways=4, existing_base=4, urgency=0, partner_requirements=0, rights_wish=0, field=4, industry=0,
)  # fmt: skip

_UNIT = (
    r"(?:%|％|‰|℃|°C|°|μm|um|nm|mm|cm|km|㎡|m²|m³|kg|mg|μg|kPa|MPa|GPa|kWh|kW|MW|mA|dB|Hz|kHz|MHz|rpm|ppm|"
    r"[mgtsLVAW](?![A-Za-z])|毫米|厘米|微米|纳米|公里|千米|米|千克|公斤|克|吨|升|秒|分钟|小时|天|个月|年|次|倍|件|只|台|模|"
    r"摄氏度|度|兆帕|千瓦|瓦|伏|安|赫兹|转|亩|平方米|立方米|万元|元|个百分点|成|级)"
)
_FIGURE = re.compile(
    r"(?P<before>[^，。；;！!？?\n]{0,24}?)(?P<sign>[<>≤≥＜＞≦≧±~～]?=?\s*)(?P<number>\d+(?:\.\d+)?(?:\s*[-~～至到]\s*\d+(?:\.\d+)?)?)"
    rf"\s*(?P<unit>{_UNIT})?"
)
_NOW = re.compile(r"目前|现在|现有|现为|当前|如今|原来|以往|仅为|只有|高达|人工|currently|at present|today|now", re.I)
_BUDGET = re.compile(r"预算|投入|经费|报价|造价|成本控制在|万元以内|budget", re.I)
_WAYS: Mapping[str, str] = {
    "joint_development": r"合作开发|联合(?:研发|攻关|开发)|共同(?:研发|开发)|jointly",
    "commissioned_development": r"委托(?:开发|研发)|定制开发|commission",
    "transfer": r"转让|买断",
    "licence": r"许可|授权使用|licen[cs]e",
    "equity": r"入股|作价投资|股权",
    "consulting": r"技术(?:咨询|服务)|consult",
}
_ASPECTS: Mapping[str, re.Pattern[str]] = {
    "material": re.compile(
        r"材料|材质|原料|钢|铁|铝|铜|镁|钛|镍|锌|锂|合金|金属|塑料|橡胶|树脂|陶瓷|玻璃|纤维|复合|石墨|硅|水泥|混凝土|砂|涂料|薄膜|粉末|粉体|"
        r"聚[\u4e00-\u9fff]|酸|碱|盐|溶液|润滑|油|废水|污泥|废气|尾气|蛋白|细胞|药|中草|种子|水稻|小麦|玉米|蔬菜|果|茶|虾|鱼|肉|奶|木|竹|纸|布|"
        r"棉|丝绸|皮革|电池|芯片|晶圆|图像|视频|数据|steel|alumini?um|alloy|metal|resin|rubber|plastic|ceramic|glass|fib(?:re|er)|"
        r"concrete|oil|water|cell|seed|silicon|copper|titanium",
        re.I,
    ),
    "process": re.compile(
        r"工艺|工序|流程|铸|锻|焊|切削|车削|铣|磨|打磨|加工|热处理|淬火|喷涂|涂覆|注塑|挤出|烧结|冲压|装配|组装|检测|检验|测量|探伤|发酵|提取|"
        r"合成|蒸馏|干燥|烘|过滤|清洗|除尘|脱硫|电镀|镀膜|打印|养殖|种植|灌溉|收获|监测|监控|识别|分拣|搬运|预测|建模|仿真|充电|放电|封装|"
        r"cast|weld|forg|machin|grind|coat|mould|mold|sinter|inspect|measur|ferment|extract|dry|filter|clean|print|assembl|sort",
        re.I,
    ),
    "condition": re.compile(
        r"工况|条件|环境|温度|高温|低温|常温|℃|摄氏|压力|高压|真空|湿度|潮湿|粉尘|腐蚀|盐雾|海上|水下|户外|室外|现场|在线|连续|不停|夜间|"
        r"洁净|无菌|转速|负载|载荷|节拍|批量|年产|产线|生产线|车间|temperature|pressure|humid|outdoor|offshore|online|in-line|"
        r"continuous|vacuum|cycle time|workshop|line speed",
        re.I,
    ),
}  # fmt: skip
_DIGIT = re.compile(r"\d")
_NAME_END = re.compile(
    r"(?:需要|希望|要求|必须|应|可|能够|能|实现|达到|达|提高到|提升到|提高至|降低到|降低至|降到|降至|控制在|控制|保持在|不低于|不高于|不超过|"
    r"不大于|不小于|低于|高于|大于|小于|超过|至少|最多|为|在|到|至|约|：|:|\s)+$"
)


@dataclass(frozen=True)
class GuidedQuestion:
    """What to ask next: an aspect (text under ``guided.question.<code>``) and the points that an answer adds."""

    code: str
    gain: int


@dataclass(frozen=True)
class TextClarity:
    """The score, the aspects that the text states and lacks, and the most rewarding questions."""

    score: int
    stated: tuple[str, ...]
    lacking: tuple[str, ...]
    questions: tuple[GuidedQuestion, ...]


ASPECTS = ("target", "current", "material", "process", "condition", "base", "ways", "budget")
"""What is looked for in a text, in the order in which it is shown."""


def clarity_of_text(text: str, field: str = "", answered: tuple[str, ...] = ()) -> TextClarity:
    """Score a free text; ``answered`` are the aspects that its writer has been asked for and has stated in it."""
    facts = _as_answered(facts_of_text(text, field), answered)
    report = clarity_report(facts, _WEIGHTS)
    stated = {code for code in ASPECTS if _is_stated(code, facts) or (code in _ASPECTS and code in answered)}
    own = [code for code in _ASPECTS if code in stated]
    score = report.score * _OF_FORM // 100 + _EACH_ASPECT * len(own)
    gains = {question.component: question.gain * _OF_FORM // 100 for question in report.questions}
    lacking = tuple(code for code in ASPECTS if code not in stated)
    questions = [GuidedQuestion(code, _gain(code, gains)) for code in lacking]
    best = sorted(questions, key=lambda question: (-question.gain, ASPECTS.index(question.code)))
    return TextClarity(score, tuple(code for code in ASPECTS if code in stated), lacking, tuple(best[:MOST_QUESTIONS]))


def facts_of_text(text: str, field: str = "") -> ClarityFacts:
    """What a free text says in the terms of a demand; nothing is invented, what is not recognised stays empty."""
    indicators = tuple(_indicators(text))
    return ClarityFacts(
        title=re.split(r"[。；;！!？?\n]", text.strip(), maxsplit=1)[0][:60],
        content=text,
        indicators=indicators,
        budget_band="stated" if _BUDGET.search(text) else "",
        ways=tuple(code for code, words in _WAYS.items() if re.search(words, text, re.I)),
        existing_base="stated" if _NOW.search(text) else "",
        field=field,
    )


def with_answers(text: str, answers: Mapping[str, str]) -> str:
    """The text with the answers added, each as a sentence of its own; empty answers add nothing."""
    added = [" ".join(answer.split()) for code in ASPECTS if (answer := answers.get(code, "")).strip()]
    return "\n".join([text.strip(), *(_sentence(answer) for answer in added)]) if added else text


def _sentence(answer: str) -> str:
    return answer if answer[-1] in "。.；;！!？?" else f"{answer}。"


def _indicators(text: str) -> list[Indicator]:
    """One indicator for each name with a figure; a figure after 目前、现有 is the present value of the same text."""
    current, found = "", []
    for place in _FIGURE.finditer(text):
        unit = place["unit"] or ""
        if not unit and not place["sign"].strip():
            continue
        figure = f"{place['sign'].strip()}{place['number']}{unit}"
        if _BUDGET.search(place["before"]):
            continue
        if _NOW.search(place["before"]):
            current = current or figure
        else:
            name = _NAME_END.sub("", place["before"]).strip(" 、，,的") or "指标"
            found.append(Indicator(name=name, target=figure, unit=unit or "1"))
    if found and current:
        found = [Indicator(one.name, current, one.target, one.unit) for one in found]
    return found


def _gain(code: str, gains: Mapping[str, int]) -> int:
    if code in _ASPECTS:
        return _EACH_ASPECT
    return gains.get(_COMPONENT[code], 0)


_COMPONENT: Mapping[str, str] = {
    "target": "indicator_targets",
    "current": "indicator_currents",
    "base": "existing_base",
    "ways": "ways",
    "budget": "budget",
}


def _is_stated(code: str, facts: ClarityFacts) -> bool:
    if code in _ASPECTS:
        return bool(_ASPECTS[code].search(facts.content))
    told: Mapping[str, object] = {
        "target": any(_DIGIT.search(one.target) for one in facts.indicators),
        "current": any(one.current for one in facts.indicators),
        "base": facts.existing_base,
        "ways": facts.ways,
        "budget": facts.budget_band,
    }
    return bool(told[code])


def _as_answered(facts: ClarityFacts, answered: tuple[str, ...]) -> ClarityFacts:
    return replace(
        facts,
        budget_band=facts.budget_band or ("stated" if "budget" in answered else ""),
        ways=facts.ways or (("stated",) if "ways" in answered else ()),
        existing_base=facts.existing_base or ("stated" if "base" in answered else ""),
    )
