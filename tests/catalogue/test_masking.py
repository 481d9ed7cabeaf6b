"""Masked texts (脱敏): no form of the unit's name, no person and no contact is left, everything else is."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiao.catalogue.disclosure import Depth, view_at
from qiao.catalogue.masking import hidden_names, masked
from qiao.catalogue.models import Demand

FIRM = "江苏恒立液压股份有限公司"


def shown(text: str, name: str = "", **values: Any) -> str:
    record = SimpleNamespace(**({"organisation": None, "organisation_name": name, "contact": "", "team": []} | values))
    return masked(text, hidden_names(record))


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("机密甲精密有限公司", "机密甲公司提出，联系机密甲公司李总", "某企业提出，联系某企业某负责人"),
        ("机密甲精密有限公司（脱敏）", "机密甲精密的磨床，机密甲的主轴", "某企业的磨床，某企业的主轴"),
        (FIRM, "江苏恒立液压股份有限公司、江苏恒立液压、恒立液压", "某企业、某企业、某企业"),
        (FIRM, "江苏省恒立液压，江苏恒立", "某企业，某企业"),
        (FIRM, "恒立公司、恒立集团、恒立股份、恒立科技", "某企业、某企业、某企业、某企业"),
        (FIRM, "我恒立与本恒立", "我某企业与本某企业"),
        (FIRM, "“恒立”牌油缸", "“某企业”牌油缸"),
        (FIRM, "恒　立液压，恒\u200b立液压，恒 立 液 压", "某企业，某企业，某企业"),
        (FIRM, "建立恒立式结构", "建立恒立式结构"),
        ("宁德时代新能源科技股份有限公司", "宁德时代电芯，宁德时代新能源产线", "某企业电芯，某企业产线"),
        ("宁德时代新能源科技股份有限公司", "新时代科技创新，时代公司", "新时代科技创新，时代公司"),
        ("江苏省苏州市吴江区晨光纺织机械有限公司", "苏州晨光、吴江晨光纺织、晨光机械公司", None),
        ("恒立（江苏）液压有限公司", "恒立液压，江苏恒立，恒立(江苏)液压", "某企业，某企业，某企业"),
        ("ABC科技有限公司", "ＡＢＣ科技的abc系列，ABCD不变", "某企业的某企业系列，ABCD不变"),
        ("江海理工大学", "江海理工大牵头，江海大学参加", "某高校牵头，某高校参加"),
        ("江海交通大学（示例）", "江海交大的团队", "某高校的团队"),
        ("江苏精密机械有限公司", "江苏精密机械公司改造精密机械产线", "某企业改造精密机械产线"),
        ("晨光食品有限公司", "晨光食品厂房旁的食品机械", "某企业厂房旁的食品机械"),
    ],
)
def test_no_form_of_the_name_is_left(name: str, text: str, left: str | None) -> None:
    if left is None:
        assert "晨光" not in shown(text, name)
    else:
        assert shown(text, name) == left


@pytest.mark.parametrize(
    "trade",
    [
        "精密",
        "液压",
        "环保",
        "机械",
        "化工",
        "纺织",
        "汽车",
        "船舶",
        "食品",
        "农业",
        "新能源",
        "半导体",
        "机器人",
        "软件",
        "铸造",
    ],
)
def test_a_name_is_known_without_its_trade(trade: str) -> None:
    for form in (f"天汇{trade}", "天汇公司", "天汇集团", "江苏天汇"):
        assert shown(f"由{form}提出", f"江苏天汇{trade}有限公司") == "由某企业提出", form


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("联系李总", "联系某负责人"),
        ("王经理、刘主任", "某负责人、某负责人"),
        ("张工提出，陈教授和赵博士指导", "某研究人员提出，某研究人员和某研究人员指导"),
        ("李总经理与孙总工程师", "某负责人与某负责人"),
        ("由张伟教授主持", "由某研究人员主持"),
        ("欧阳院士、于总，高主任", "某研究人员、某负责人，某负责人"),
    ],
)
def test_a_person_with_a_title_is_nobody(text: str, left: str) -> None:
    assert shown(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "施工单位由高级工程师负责",
        "桥梁工程师与园林工程师",
        "正常工作，面向工业，任何工况，允许工作温度",
        "加工、化工、金工车间的员工",
        "提高总产量，周总产值，一周工作",
        "江苏工业领域，田间管理",
        "项目经理、技术总监各一名",
        "需要博士和教授级高工",
        "汇总数据，总线结构",
        "抗拉强度320MPa，型号DCM-1600，专利到2031年",
        "按GB/T 1804-2000，尺寸138.0000 mm",
        "参数15 20 30 40 500，产量13800000吨",
        "ASP.NET平台，微信小程序，微信API接口",
        "1.测量范围有限。2.公司现状",
        "QQ音乐接口，编号20261234567890",
        "压力0.0512 MPa，流量4000 L",
    ],
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert shown(text, FIRM) == text


@pytest.mark.parametrize(
    "contact",
    [
        "13800000009",
        "138 0000 0009",
        "138-0000-0009",
        "138－0000－0009",
        "１３８０００００００９",
        "１３８　００００　０００９",
        "1380-000-0009",
        "138\u200b0000\u200b0009",
        "+86 138 0000 0009",
        "一三八零零零零零零零九",
        "0512-88886666",
        "(0512) 8888 6666",
        "０５１２－８８８８６６６６",
        "400-820-0000",
        "电话88886666",
        "微信号abc_123",
        "微信:xxx",
        "微信：zhang12",
        "微信 zhang12",
        "VX：zhang-12",
        "QQ 12345678",
        "QQ：12345678",
        "ＱＱ１２３４５６７８",
        "QQ群号12345678",
        "zhao@example.org",
        "zhao＠example．org",
        "zhao(at)example.org",
        "https://www.example.com/a?b=1",
        "www.example.com.cn",
        "example.cn/about",
        "91320500MA1ABCDE2X",
        "９１３２０５００ＭＡ１ＡＢＣＤＥ２Ｘ",
        "91320500 MA1ABCDE2 X",
        "9132 0500 MA1A BCDE 2X",
    ],
)
def test_no_contact_is_left(contact: str) -> None:
    assert shown(f"有意者请联系，{contact}。谢谢") == "有意者请联系，（联系方式略）。谢谢"


def test_what_stays_is_written_as_before() -> None:
    text = "（１）气孔率≤２％；电话\u200b１３８０００００００９，Ｘ射线"
    assert shown(text) == "（１）气孔率≤２％；电话\u200b（联系方式略），Ｘ射线"


def test_people_of_the_team_and_in_the_contact_are_nobody() -> None:
    left = shown("科技处李明远与王小川博士", contact="科技处 李明远 13800000009", team=["王小川"])
    assert left == "科技处某负责人与某研究人员"


PLACES = ("", "江苏", "江苏省", "苏州市", "江苏省苏州市", "宁德", "昆山", "内蒙古", "吴江区")
TRUNKS = ("恒立", "机密甲", "晨曦", "天汇", "鑫源", "博睿思", "华凌")
TRADES = (
    "精密",
    "液压",
    "环保科技",
    "机械",
    "化工",
    "纺织",
    "汽车零部件",
    "船舶",
    "食品",
    "农业",
    "新能源科技",
    "新材料",
)
FORMS = ("有限公司", "股份有限公司", "有限责任公司", "集团有限公司", "集团")
BEFORE = ("", "由", "联系", "，", "我")
DRESSES = (
    str,
    lambda text: f"“{text}”",
    "\u200b".join,
    " ".join,
    lambda text: text.replace("（", "(").replace("）", ")"),
)


@st.composite
def units(draw: st.DrawFn) -> tuple[str, str, list[str]]:
    """A unit's name, its trunk, and the forms in which people write it."""
    place, trunk, trade, form = (draw(st.sampled_from(words)) for words in (PLACES, TRUNKS, TRADES, FORMS))
    short_place = place.removesuffix("省").removesuffix("市").removesuffix("区")
    name = f"{place}{trunk}{trade}{form}"
    if place and draw(st.booleans()):
        name = f"{trunk}（{place}）{trade}{form}"
    variants = [
        name, f"{place}{trunk}{trade}", f"{trunk}{trade}{form}", f"{trunk}{trade}", f"{trunk}公司", f"{trunk}集团",
        f"{trunk}股份", f"{trunk}科技", f"{trunk}{trade}公司",
    ]  # fmt: skip
    if short_place:
        variants += [f"{short_place}{trunk}", f"{short_place}{trunk}{trade}", f"{short_place}{trunk}公司"]
    return name, trunk, variants


@given(unit=units(), dress=st.sampled_from(DRESSES), before=st.sampled_from(BEFORE), data=st.data())
def test_no_form_that_people_write_survives_in_a_masked_view(unit: Any, dress: Any, before: str, data: Any) -> None:
    name, trunk, variants = unit
    form = dress(data.draw(st.sampled_from(variants)))
    record = Demand(
        organisation_name=name,
        title=f"{form}气孔控制",
        content=f"{before}{form}提出，气孔率为8%。\n{form}",
        keywords=["压铸", form],
        indicators=[{"name": "气孔率", "current": "8", "target": f"≤2（{form}标准）", "unit": "%"}],
        disclosure="masked",
    )
    view = view_at(record, Depth.MASKED)
    text = "".join(repr([view[key] for key in ("title", "content", "keywords", "indicators")]).split())
    assert trunk not in text.replace("\\u200b", "")
    assert "气孔率为8%" in view["content"]
    assert view["keywords"][0] == "压铸"
