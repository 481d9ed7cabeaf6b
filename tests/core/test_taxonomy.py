"""Value lists: complete against the official counts, and understood as operators write them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import qiao.core.taxonomy as lists
from qiao.core.taxonomy import LABELS, Listed, code_from_text

# The values of the operators' tables, by column.
COLUMNS: dict[type[Listed], str] = {
    lists.HiTechField: "电子信息 生物与新医药 航空航天 新材料 高技术服务 新能源与节能 资源与环境 先进制造与自动化",
    lists.DisclosureLevel: "公开 脱敏 定向",
    lists.OrganisationKind: "企业 高等学校 科研院所 技术转移机构 医院 金融机构 政府部门 园区平台",
    lists.OrganisationSize: "大型 中型 小型 微型",
    lists.Qualification: "高新技术企业 科技型中小企业 专精特新企业 瞪羚企业",
    lists.PersonKind: "专家 技术经理人 单位联系人",
    lists.AchievementKind: "专利 专有技术 软件 新品种 集成电路布图",
    lists.IpKind: "发明专利 实用新型 外观设计 软件著作权 植物新品种 集成电路布图设计",
    lists.IpLegalStatus: "公开 实质审查 授权 驳回 撤回 视为撤回 放弃 权利终止（未缴年费） "
    "期满终止 全部无效 部分无效 转让 许可备案 质押登记 保全",
    lists.SupportKind: "资金 场地 中试 许可证",
    lists.SourceProgramme: "国家重点研发计划 国家自然科学基金 技术创新引导专项（基金） 其他",
    lists.DemandKind: "技术研发 产品研发 技术改造 技术配套",
    lists.Urgency: "紧急 一般 长期",
    lists.BudgetBand: "面议 50万元以下 50-100万元 100-500万元 500-1000万元 1000万元以上",
    lists.CooperationWay: "技术转让 技术许可 技术入股 联合开发 委托研发 委托团队或专家长期服务 共建研发或生产实体",
    lists.ScenarioOpener: "政府部门 国企 医院 学校 园区 企业",
    lists.ScenarioSize: "综合性重大场景 行业领域集成式场景 高价值小切口场景",
    lists.FundingSource: "自筹 财政 无",
    lists.PurchaseWay: "试用 首购 政府采购 揭榜 合作共建",
    lists.GapLevel: "高 中 低",
    lists.PriceMode: "协议定价 挂牌交易 拍卖",
    lists.AchievementStage: "初期 中期 成熟应用",
    lists.Maturity: "报告级 方案级 功能级 仿真级 初样级 正样级 环境级 产品级 系统级",
}


@pytest.mark.parametrize("values", COLUMNS, ids=lambda values: values.__name__)
def test_a_column_has_exactly_the_values_of_the_list(values: type[Listed]) -> None:
    expected = COLUMNS[values].split()
    assert [label.zh for label in LABELS[values].values()] == expected
    assert [code_from_text(values, text) for text in expected] == list(values)


def test_official_counts() -> None:
    counts = {values: len(LABELS[values]) for values in LABELS}
    assert counts[lists.HiTechField] == 8
    assert counts[lists.StrategicIndustry] == 9
    assert counts[lists.IndustrySection] == 20
    assert counts[lists.Province] == 34
    assert counts[lists.Maturity] == 9
    assert counts[lists.IpLegalStatus] == 15


def test_labels_cover_every_list_of_the_package() -> None:
    exported = {each for name in lists.__all__ if isinstance(each := getattr(lists, name), type)}
    assert {each for each in exported if issubclass(each, Listed)} - {Listed} == set(LABELS)


def test_97_divisions_belong_to_one_section_each() -> None:
    divisions = [division for each in lists.SECTION_DIVISIONS.values() for division in each]
    assert divisions == list(range(1, 98))
    assert list(lists.SECTION_DIVISIONS) == list(lists.IndustrySection)


def test_codes_are_official_or_snake_case() -> None:
    for members in LABELS.values():
        for member, label in members.items():
            assert re.fullmatch(r"[a-z][a-z0-9_]*|[1-9]|[A-T]|[1-8][0-9]0000", member.value)
            assert member == str(member)
            assert re.search(r"[\u4e00-\u9fff]", label.zh)
            assert re.fullmatch(r"[A-Z1-9][\x20-\x7e]+", label.en)


@pytest.mark.parametrize("values", LABELS, ids=lambda values: values.__name__)
def test_every_member_is_found_by_code_and_by_each_name(values: type[Listed]) -> None:
    for member, label in LABELS[values].items():
        for name in (member.value, label.zh, label.en, *label.aliases):
            assert code_from_text(values, name) is member
            assert code_from_text(values, f" \u3000{name.upper()}\n") is member


@pytest.mark.parametrize(
    ("values", "text", "member"),
    [
        (lists.BudgetBand, "５０－１００万元", lists.BudgetBand.FROM_50_TO_100),
        (lists.BudgetBand, "100—500万元", lists.BudgetBand.FROM_100_TO_500),
        (lists.BudgetBand, "500～1000 万元", lists.BudgetBand.FROM_500_TO_1000),
        (lists.Province, "江苏", lists.Province.JIANGSU),
        (lists.Province, "320000", lists.Province.JIANGSU),
        (lists.Maturity, "trl 5", lists.Maturity.FIRST_PROTOTYPE),
        (lists.Maturity, "５", lists.Maturity.FIRST_PROTOTYPE),
        (lists.SourceProgramme, "技术创新引导专项(基金)", lists.SourceProgramme.GUIDED_INNOVATION),
        (lists.IpLegalStatus, "权利终止(未缴年费)", lists.IpLegalStatus.LAPSED),
        (lists.OrganisationKind, "company", None),
        (lists.OrganisationKind, "", None),
        (lists.CooperationWay, "技术", None),
    ],
)
def test_texts_of_operators(values: type[Listed], text: str, member: Listed | None) -> None:
    assert code_from_text(values, text) is member


# Map of the domain rules: 1-4 初期, 5-7 中期, 8-9 成熟应用.
def test_stage_of_a_readiness_level() -> None:
    stages = [(member.level, member.stage.label.zh) for member in lists.Maturity]
    assert stages == [
        *((level, "初期") for level in range(1, 5)),
        *((level, "中期") for level in range(5, 8)),
        *((level, "成熟应用") for level in range(8, 10)),
    ]


def test_achievements_offer_five_of_the_seven_ways() -> None:
    names = [way.label.zh for way in lists.ACHIEVEMENT_WAYS]
    assert names == ["技术转让", "技术许可", "技术入股", "联合开发", "委托研发"]


@given(st.integers(0, 2 * 10**9))
def test_every_amount_lies_in_one_budget_band(fen: int) -> None:
    bands = [
        band
        for band, (low, high) in lists.BUDGET_BOUNDS_FEN.items()
        if low is not None and low <= fen and (high is None or fen < high)
    ]
    assert len(bands) == 1


def test_budget_bounds_in_fen() -> None:
    bounds = lists.BUDGET_BOUNDS_FEN
    assert set(bounds) == set(lists.BudgetBand)
    assert bounds[lists.BudgetBand.NEGOTIABLE] == (None, None)
    assert bounds[lists.BudgetBand.FROM_50_TO_100] == (50_000_000, 100_000_000)
    assert bounds[lists.BudgetBand.OVER_1000] == (1_000_000_000, None)
