"""The columns that achievements, demands and scenarios share."""

from qiao.core.codes.classification import check_industry_code, check_region_code
from qiao.core.codes.credit_code import check_credit_code
from qiao.core.taxonomy import DisclosureLevel, HiTechField, Province
from qiao.foundation.intake.cells import allowed_names, checked, choice_of, listed_or_checked, text_up_to, words
from qiao.foundation.intake.kinds import EXTERNAL_NUMBER, ColumnSpec

LONG = text_up_to(30_000)
SHORT = text_up_to(200)


def external_number(*names: str) -> ColumnSpec:
    """The source's own number, with the further names it has for this kind.

    序号 is not among them: it counts the rows of one file and names another record after the list was sorted anew.
    """
    return ColumnSpec(
        EXTERNAL_NUMBER,
        ("外部编号", "External number", "id", "编号", *names),
        text_up_to(100),
        unique=True,
        help="来源单位自己的编号，再次导入时据此识别同一条记录；表内序号不是编号",
    )


def title(*headings: str) -> ColumnSpec:
    """The title, the one compulsory column."""
    return ColumnSpec("title", (*headings, "title", "名称"), text_up_to(500), required=True, help="不超过500字")


def long_text(key: str, *headings: str, help: str = "") -> ColumnSpec:
    """A text of several sentences."""
    return ColumnSpec(key, headings, LONG, help=help)


def unit(*headings: str) -> ColumnSpec:
    """The organisation by its name."""
    return ColumnSpec(
        "organisation_name",
        (*headings, "organisation", "单位名称", "发布单位", "所属单位"),
        SHORT,
        help="机构全称；已登记的机构会自动关联",
    )


CREDIT_CODE = ColumnSpec(
    "credit_code", ("统一社会信用代码", "Unified social credit code", "信用代码"), checked(check_credit_code),
    help="18位；填写后据此关联机构",
)  # fmt: skip
FIELD = ColumnSpec(
    "field",
    ("高新技术领域", "Hi-tech field", "技术领域", "所属领域", "field"),
    choice_of(HiTechField),
    help="选一项", allowed=allowed_names(HiTechField),
)  # fmt: skip
INDUSTRY = ColumnSpec(
    "industry", ("行业代码", "Industry", "国民经济行业"), checked(check_industry_code), help="GB/T 4754-2017，2至4位"
)
REGION = ColumnSpec(
    "region", ("地区代码", "Region", "地区", "所在地区"), listed_or_checked(Province, check_region_code),
    help="GB/T 2260 六位代码，或省级名称",
)  # fmt: skip
DISCLOSURE = ColumnSpec(
    "disclosure", ("公开级别", "Disclosure"), choice_of(DisclosureLevel), blank=str(DisclosureLevel.PUBLIC.value),
    help="不填即公开", allowed=allowed_names(DisclosureLevel),
)  # fmt: skip
CONTACT = ColumnSpec("contact", ("联系渠道", "Contact", "联系方式"), SHORT, help="可对外公布的联系方式")
KEYWORDS = ColumnSpec("keywords", ("关键词", "Keywords"), words, blank=[], help="3至8个，用“；”分隔")
