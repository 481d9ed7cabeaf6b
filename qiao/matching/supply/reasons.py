"""The reason of a supply-list item in the words of the Chinese list. Pure."""

from collections.abc import Mapping
from typing import Any

_FACTS: Mapping[str, str] = {
    "field": "技术领域一致",
    "industry": "行业一致",
    "maturity": "成熟度符合预期",
    "region": "同省",
    "ways": "合作方式相合",
}


def supply_reason(answer: Mapping[str, Any]) -> str:
    """For example: 对应需求XQ202640017，共同涉及“高温合金”“叶片”；技术领域一致、合作方式相合。"""
    phrases = "".join(f"“{phrase}”" for phrase in answer["phrases"])
    about = f"，共同涉及{phrases}" if phrases else ""
    facts = "、".join(_FACTS[name] for name in answer["agreeing"] if name in _FACTS)
    return f"对应需求{answer['code']}{about}" + (f"；{facts}。" if facts else "。")
