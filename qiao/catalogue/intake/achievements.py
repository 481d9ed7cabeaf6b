"""Lists of achievements."""

from functools import partial

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
from qiao.catalogue.intake.entries import rights
from qiao.catalogue.intake.near_rows import near_rows
from qiao.catalogue.intake.writer import ListingWriter
from qiao.catalogue.models import Achievement
from qiao.core.outcomes import Problem
from qiao.core.taxonomy import (
    ACHIEVEMENT_WAYS,
    AchievementKind,
    CooperationWay,
    Maturity,
    SourceProgramme,
    SupportKind,
    code_from_text,
)
from qiao.foundation.intake.cells import (
    CellProblem,
    allowed_names,
    choice_of,
    choices_of,
    iso_day,
    text_up_to,
    wan,
    words,
)
from qiao.foundation.intake.kinds import ColumnSpec, ImportContext, ImportKind, Values


def maturity(text: str) -> int:
    """The technology readiness level: 6, 6级, TRL6 or 正样级."""
    level = code_from_text(Maturity, text)
    if level is None:
        raise CellProblem("not_a_maturity")
    return level.level


COLUMNS = (
    external_number("achievement_id", "成果编号"),
    title("成果名称", "Achievement", "科技成果名称", "成果标题", "技术名称", "项目名称/技术名称", "项目名称"),
    unit("持有单位", "Holder", "完成单位"),
    CREDIT_CODE,
    ColumnSpec("team", ("团队", "Team", "完成人"), words, blank=[], help="姓名，用“；”分隔"),
    FIELD,
    INDUSTRY,
    ColumnSpec(
        "kind", ("成果类型", "Kind"), choice_of(AchievementKind), help="选一项", allowed=allowed_names(AchievementKind)
    ),
    ColumnSpec(
        "rights", ("知识产权", "Intellectual property", "专利号"), rights, blank=[],
        help="每项写“类型:号码:状态”，用“；”分隔，例如 发明专利:201710601862.3:实质审查；也可只写专利号",
    ),
    ColumnSpec(
        "maturity", ("技术成熟度", "Maturity", "TRL", "成熟度"), maturity, blank=None, help="1至9级，GB/T 22900",
        allowed=allowed_names(Maturity),
    ),
    long_text("maturity_evidence", "成熟度依据", "Maturity evidence", help="达到该级的证据"),
    long_text("summary", "简介", "Summary", "text", "成果简介", "概述", help="做什么、怎样做"),
    long_text("advantages", "技术优势", "Advantages", help="带数字的指标"),
    long_text("compared_with", "对比产品", "Compared with", help="与谁比较"),
    long_text("application_range", "应用范围", "Application range", help="可用于哪些行业或产品"),
    long_text("evidence", "转化证据", "Evidence", help="样机、中试或销售证据"),
    ColumnSpec(
        "ways", ("合作方式", "Cooperation ways", "转化方式"), choices_of(CooperationWay, ACHIEVEMENT_WAYS), blank=[],
        help="可多选，用“；”分隔", allowed=allowed_names(CooperationWay, ACHIEVEMENT_WAYS),
    ),
    ColumnSpec(
        "price_min_fen", ("价格下限(万元)", "Lowest price (CNY 10,000)", "价格下限"), wan, blank=None,
        help="万元",
    ),
    ColumnSpec(
        "price_max_fen", ("价格上限(万元)", "Highest price (CNY 10,000)", "价格上限"), wan, blank=None,
        help="万元",
    ),
    ColumnSpec(
        "support_needed", ("所需支持", "Support needed"), choices_of(SupportKind), blank=[],
        help="可多选，用“；”分隔", allowed=allowed_names(SupportKind),
    ),
    ColumnSpec(
        "programme", ("来源计划", "Source programme"), choice_of(SourceProgramme), help="选一项",
        allowed=allowed_names(SourceProgramme),
    ),
    ColumnSpec("project_number", ("项目编号", "Project number"), text_up_to(60), help="立项编号"),
    KEYWORDS,
    REGION,
    DISCLOSURE,
    ColumnSpec("valid_until", ("有效期至", "Valid until"), iso_day, blank=None, help="如 2027-12-31"),
    CONTACT,
)  # fmt: skip


def check_achievement(values: Values, context: ImportContext) -> list[Problem]:
    """What the cells of one achievement must agree on."""
    problems = check_listing(COLUMNS, values, context)
    lowest, highest = values.get("price_min_fen"), values.get("price_max_fen")
    if lowest is not None and highest is not None and lowest > highest:
        problems.append(Problem("价格下限(万元)", "price_order"))
    return problems


ACHIEVEMENTS = ImportKind(
    key="catalogue.achievement",
    columns=COLUMNS,
    identity=listing_identity,
    check_row=check_achievement,
    writer=lambda context: ListingWriter(Achievement, COLUMNS, context),
    open_to_editors=True,
    can_admit=True,
    remarks=partial(near_rows, "achievement"),
)
