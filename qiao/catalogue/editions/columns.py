"""The published columns of each list, with the headings of the official lists.

Number and code of a line, and the batch (the number of the edition), stand on every print already. A column that the
notice leaves out for want of room on paper is in every data file.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any, Literal

from qiao.catalogue.lifecycles.edition import EditionKind

ColumnKind = Literal["text", "integer", "date", "money_wan", "list"]


@dataclass(frozen=True)
class ListColumn:
    """One column: key of the value, heading, width on paper in millimetres (they share the page), kind of value.

    ``money_wan`` takes fen and prints 万元; ``list`` takes texts, or indicators with name, current, target and unit.
    """

    key: str
    heading: str
    width_mm: int
    kind: ColumnKind = "text"
    in_notice: bool = True

    def as_json(self) -> dict[str, Any]:
        """The form that an edition keeps, so that it reads for ever as it was issued."""
        return asdict(self)


_DEMANDS = (
    ListColumn("title", "需求名称", 28),
    ListColumn("field", "技术领域", 18),
    ListColumn("industry", "行业", 20, in_notice=False),
    ListColumn("region", "地区", 16, in_notice=False),
    ListColumn("organisation", "需求单位", 30),
    ListColumn("kind", "需求类型", 18, in_notice=False),
    ListColumn("content", "需求内容", 96),
    ListColumn("indicators", "主要技术指标", 44, "list"),
    ListColumn("urgency", "紧迫程度", 12, in_notice=False),
    ListColumn("budget", "预算区间", 28),
    ListColumn("ways", "合作方式", 22, "list"),
    ListColumn("deadline_on", "截止日期", 24, "date"),
    ListColumn("contact", "联系方式", 26, in_notice=False),
    ListColumn("state", "状态", 14, in_notice=False),
)
_SCENARIOS = (
    ListColumn("title", "场景名称", 30),
    ListColumn("organisation", "场景主体", 28),
    ListColumn("opener_kind", "主体类型", 16, in_notice=False),
    ListColumn("field", "技术领域", 18, in_notice=False),
    ListColumn("scenario_class", "场景类别", 18, in_notice=False),
    ListColumn("scale", "场景规模", 22),
    ListColumn("place", "地点与空间", 24, in_notice=False),
    ListColumn("problem", "问题描述", 52),
    ListColumn("technology_needed", "所需技术", 40),
    ListColumn("expected_maturity", "预期成熟度", 14, "integer", in_notice=False),
    ListColumn("opened_conditions", "开放条件", 34),
    ListColumn("funding", "资金来源", 12, in_notice=False),
    ListColumn("budget_fen", "预算（万元）", 22, "money_wan"),
    ListColumn("purchase_way", "采购方式", 20),
    ListColumn("period_months", "实施周期（月）", 16, "integer", in_notice=False),
    ListColumn("success_criteria", "成功标准", 36),
    ListColumn("safety_notes", "安全与伦理", 30, in_notice=False),
    ListColumn("department", "责任部门", 24, in_notice=False),
    ListColumn("contact", "联系方式", 26, in_notice=False),
    ListColumn("region", "地区", 16, in_notice=False),
    ListColumn("state", "状态", 14, in_notice=False),
)
_SUPPLY = (
    ListColumn("link", "产业链环节", 24),
    ListColumn("gap", "缺口程度", 12, in_notice=False),
    ListColumn("demand_codes", "对应需求编号", 42, "list"),
    ListColumn("title", "成果名称", 34),
    ListColumn("organisation", "持有单位", 28),
    ListColumn("team", "团队", 18, "list", in_notice=False),
    ListColumn("field", "技术领域", 18, in_notice=False),
    ListColumn("kind", "成果类型", 16, in_notice=False),
    ListColumn("rights", "知识产权", 34, "list", in_notice=False),
    ListColumn("maturity", "技术成熟度", 22, "integer"),
    ListColumn("summary", "简介", 70),
    ListColumn("advantages", "技术优势", 40, in_notice=False),
    ListColumn("compared_with", "对比产品", 24, in_notice=False),
    ListColumn("application_range", "应用范围", 28, in_notice=False),
    ListColumn("evidence", "转化证据", 28, in_notice=False),
    ListColumn("ways", "合作方式", 20, "list", in_notice=False),
    ListColumn("price", "价格或估值", 28),
    ListColumn("support_needed", "所需支持", 16, "list", in_notice=False),
    ListColumn("programme", "来源计划", 22, in_notice=False),
    ListColumn("score", "匹配度（%）", 22),
    ListColumn("reason", "匹配理由", 50),
    ListColumn("manager", "联系经理人", 20, in_notice=False),
    ListColumn("checked_on", "核验日期", 24, "date", in_notice=False),
    ListColumn("valid_until", "有效期至", 24, "date"),
)

COLUMNS: Mapping[str, tuple[ListColumn, ...]] = MappingProxyType(
    {EditionKind.DEMANDS: _DEMANDS, EditionKind.SCENARIOS: _SCENARIOS, EditionKind.SUPPLY: _SUPPLY}
)
PREFIXES: Mapping[str, str] = MappingProxyType(
    {EditionKind.DEMANDS: "XQ", EditionKind.SCENARIOS: "CJ", EditionKind.SUPPLY: "GJ"}
)
LIST_NAMES: Mapping[str, str] = MappingProxyType(
    {
        EditionKind.DEMANDS: "技术需求清单",
        EditionKind.SCENARIOS: "新技术应用场景清单",
        EditionKind.SUPPLY: "“定制化”技术成果供给清单",
    }
)
