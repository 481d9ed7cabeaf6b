"""Lists of application scenarios."""

from qiao.catalogue.intake.achievements import maturity
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
from qiao.catalogue.intake.writer import ListingWriter
from qiao.catalogue.models import Scenario
from qiao.core.outcomes import Problem
from qiao.core.taxonomy import FundingSource, Maturity, PurchaseWay, ScenarioOpener, ScenarioSize
from qiao.foundation.intake.cells import allowed_names, choice_of, iso_day, text_up_to, wan, whole_number
from qiao.foundation.intake.kinds import ColumnSpec, ImportContext, ImportKind, Values

LONGEST_MONTHS = 600

COLUMNS = (
    external_number("scenario_id", "场景编号"),
    title("场景名称", "Scenario"),
    unit("场景主体", "Opener"),
    CREDIT_CODE,
    ColumnSpec(
        "opener_kind", ("主体类型", "Kind of opener"), choice_of(ScenarioOpener), help="选一项",
        allowed=allowed_names(ScenarioOpener),
    ),
    FIELD,
    ColumnSpec("scenario_class", ("场景类别", "Class"), text_up_to(60), help="如 医疗卫生、交通运输"),
    ColumnSpec(
        "scale", ("场景规模", "Size"), choice_of(ScenarioSize), help="选一项", allowed=allowed_names(ScenarioSize)
    ),
    long_text("place", "地点与空间", "Place", help="在哪里、多大"),
    long_text("problem", "问题描述", "Problem", "text", "场景描述", help="要解决什么，带数字"),
    long_text("technology_needed", "所需技术", "Technology needed", help="需要怎样的技术"),
    ColumnSpec(
        "expected_maturity", ("预期成熟度", "Expected maturity"), maturity, blank=None, help="1至9级，GB/T 22900",
        allowed=allowed_names(Maturity),
    ),
    long_text("opened_conditions", "开放条件", "Opened conditions", help="开放的数据、设施、许可"),
    ColumnSpec(
        "funding", ("资金来源", "Funding"), choice_of(FundingSource), help="选一项",
        allowed=allowed_names(FundingSource),
    ),
    ColumnSpec("budget_fen", ("预算(万元)", "Budget (CNY 10,000)", "预算"), wan, blank=None, help="万元"),
    ColumnSpec(
        "purchase_way", ("采购方式", "Purchase way"), choice_of(PurchaseWay), help="选一项",
        allowed=allowed_names(PurchaseWay),
    ),
    ColumnSpec(
        "period_months", ("实施周期(月)", "Period (months)", "实施周期"), whole_number(1, LONGEST_MONTHS), blank=None,
        help="月数",
    ),
    long_text("success_criteria", "成功标准", "Success criteria", help="带数字的验收标准"),
    long_text("safety_notes", "安全与伦理", "Safety and ethics", help="安全、隐私、伦理要求"),
    ColumnSpec("department", ("责任部门", "Department"), text_up_to(200), help="负责的部门"),
    CONTACT,
    REGION,
    INDUSTRY,
    DISCLOSURE,
    KEYWORDS,
    ColumnSpec("valid_until", ("有效期至", "Valid until", "截止日期"), iso_day, blank=None, help="如 2027-12-31"),
)  # fmt: skip


def check_scenario(values: Values, context: ImportContext) -> list[Problem]:
    """What the cells of one scenario must agree on."""
    return check_listing(COLUMNS, values, context)


SCENARIOS = ImportKind(
    key="catalogue.scenario",
    columns=COLUMNS,
    identity=listing_identity,
    check_row=check_scenario,
    writer=lambda context: ListingWriter(Scenario, COLUMNS, context),
    open_to_editors=True,
    can_admit=True,
)
