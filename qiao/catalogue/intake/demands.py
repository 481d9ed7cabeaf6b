"""Lists of technology demands."""

from functools import partial

from qiao.catalogue.intake.budget import budget_band
from qiao.catalogue.intake.checks import check_listing, listing_identity
from qiao.catalogue.intake.columns import (
    CONTACT,
    CREDIT_CODE,
    DISCLOSURE,
    FIELD,
    INDUSTRY,
    KEYWORDS,
    REGION,
    external_number,
    long_text,
    title,
    unit,
)
from qiao.catalogue.intake.entries import indicators
from qiao.catalogue.intake.near_rows import near_rows
from qiao.catalogue.intake.writer import ListingWriter
from qiao.catalogue.models import Demand
from qiao.core.outcomes import Problem
from qiao.core.taxonomy import BudgetBand, CooperationWay, DemandKind, Urgency
from qiao.foundation.intake.cells import allowed_names, choice_of, choices_of, iso_day
from qiao.foundation.intake.kinds import ColumnSpec, ImportContext, ImportKind, Values

COLUMNS = (
    external_number("demand_id", "需求编号"),
    title("需求名称", "Demand", "技术需求名称", "需求标题", "项目名称"),
    unit("需求单位", "Unit"),
    CREDIT_CODE,
    FIELD,
    INDUSTRY,
    ColumnSpec("kind", ("需求类型", "Kind"), choice_of(DemandKind), help="选一项", allowed=allowed_names(DemandKind)),
    long_text("content", "需求内容", "Content", "text", "需求描述", help="现状、问题、已试过的办法、要达到的结果"),
    ColumnSpec(
        "indicators", ("技术指标", "Indicators", "主要技术指标"), indicators, blank=[],
        help="每项写“名称|现值|目标值|单位”，用“；”分隔，例如 密度|2.7|2.5|g/cm³",
    ),
    ColumnSpec("urgency", ("紧迫程度", "Urgency"), choice_of(Urgency), help="选一项", allowed=allowed_names(Urgency)),
    ColumnSpec(
        "budget_band", ("预算区间", "Budget", "拟投入资金", "拟投入资金(万元)"), budget_band,
        help="选一项，或写金额，如 200万元", allowed=allowed_names(BudgetBand),
    ),
    ColumnSpec(
        "ways", ("合作方式", "Cooperation ways", "拟合作方式"), choices_of(CooperationWay), blank=[],
        help="可多选，用“；”分隔", allowed=allowed_names(CooperationWay),
    ),
    long_text("foundation_now", "现有基础", "Existing base", help="已有的设备、数据、样品"),
    long_text("partner_requirements", "对合作方要求", "Partner requirements", help="资质、案例、人员要求"),
    long_text("rights_wish", "知识产权归属意愿", "Ownership wish", help="结果归谁"),
    ColumnSpec("valid_until", ("截止日期", "Deadline"), iso_day, blank=None, help="如 2027-12-31"),
    REGION,
    DISCLOSURE,
    CONTACT,
    KEYWORDS,
)  # fmt: skip


def check_demand(values: Values, context: ImportContext) -> list[Problem]:
    """What the cells of one demand must agree on."""
    return check_listing(COLUMNS, values, context)


DEMANDS = ImportKind(
    key="catalogue.demand",
    columns=COLUMNS,
    identity=listing_identity,
    check_row=check_demand,
    writer=lambda context: ListingWriter(Demand, COLUMNS, context),
    open_to_editors=True,
    can_admit=True,
    remarks=partial(near_rows, "demand"),
)
