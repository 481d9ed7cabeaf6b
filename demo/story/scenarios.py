"""Scenarios: collected, reviewed, opened, applied for, tested in the field, scaled or given up."""

import dataclasses
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from demo.lists import SCENARIOS, import_list
from demo.timeline import Step, later, moment, step
from demo.world import APPROVER, World
from qiao.catalogue.actions.apply_scenario import apply_scenario
from qiao.catalogue.actions.close_scenario import close_scenario
from qiao.catalogue.actions.draft_scenario import draft_scenario
from qiao.catalogue.actions.fail_scenario import fail_scenario
from qiao.catalogue.actions.publish_scenario import publish_scenario
from qiao.catalogue.actions.return_scenario import return_scenario
from qiao.catalogue.actions.review_scenario import review_scenario
from qiao.catalogue.actions.revise_scenario import revise_scenario
from qiao.catalogue.actions.scale_scenario import scale_scenario
from qiao.catalogue.actions.select_scenario import select_scenario
from qiao.catalogue.actions.start_test_scenario import start_test_scenario
from qiao.catalogue.actions.verify_scenario import verify_scenario
from qiao.catalogue.contents import Draft, ScenarioContent
from qiao.catalogue.models import Scenario
from qiao.core.access import Actor
from qiao.core.calendar import WorkingCalendar

COLLECTED, FIRST_REVIEW, PUBLISHED = "2026-01-12 14:30", "2026-01-14 09:10", "2026-01-28 09:30"
NUMBERS = tuple(f"CJ-{number:03d}" for number in range(1, 27))
REVIEWED_LATE = {"CJ-021": 7, "CJ-026": 7}
RETURNED = ("CJ-013", "2026-01-20 10:10", "2026-02-03 15:20", "2026-02-05 09:30", "2026-02-06 09:40",
            "请写明夜间作业的人车避让方案、保险安排和居民告知办法")  # fmt: skip
ANSWERS: dict[str, Any] = {
    "safety_notes": "作业时段为22时至次日5时，限速每小时5公里，前后各配一名安全员，首月全程跟随；"
    "已与保险公司谈妥第三者责任险每次事故200万元；作业路段提前7日在社区公示，设投诉电话。",
}

# fmt: off
APPLIED = (
    ("2026-03-04 09:30", "CJ-001", "江海交通大学", "毫米波监测模组可装12个床位先试"),
    ("2026-03-05 14:10", "CJ-001", "云桥智联物联网有限公司", "可提供网关与护理呼叫系统对接"),
    ("2026-03-06 10:20", "CJ-008", "江海交通大学", "轨行式巡检车样机一台，随车4人"),
    ("2026-03-09 15:00", "CJ-008", "江海智能制造研究院", "提供病害识别服务器"),
    ("2026-03-10 09:50", "CJ-012", "江海环境科学研究所", "移动膜装置一套，自带化验"),
    ("2026-03-11 10:30", "CJ-012", "云桥清源水务有限公司", "可派运行班组"),
    ("2026-04-08 14:20", "CJ-013", "云桥机器人有限公司", "联合整车厂提供小型清扫车3台"),
    ("2026-04-09 09:40", "CJ-025", "江海智能制造研究院", "群控与找漏系统，两周装完"),
    ("2026-04-10 15:30", "CJ-025", "云桥节能技术有限公司", "按节能量结算"),
    ("2026-05-12 10:10", "CJ-002", "江海肿瘤医院", "以科研合作方式参加标注与比对"),
    ("2026-06-09 10:40", "CJ-011", "云桥理工大学", "逐户归因软件，内网部署"),
    ("2026-06-10 14:50", "CJ-011", "江海云算软件股份有限公司", "提供派单界面"),
    ("2026-07-07 09:30", "CJ-019", "江海储能科技有限公司", "12座站中4座为本公司产品，可先接入"),
    ("2026-08-05 15:10", "CJ-014", "江海固废资源化有限公司", "提供再生骨料与配比报告"),
    ("2026-09-02 10:20", "CJ-006", "江海涂层科技有限公司", "水性锌粉底漆体系试涂500平方米"),
)
SELECTED = (
    ("2026-03-25 15:30", "CJ-001", "江海交通大学", "误报指标最好，且接受不拍画面的限制"),
    ("2026-03-26 10:10", "CJ-008", "江海交通大学", "唯一有样机并提交撤离预案的单位"),
    ("2026-03-27 14:40", "CJ-012", "江海环境科学研究所", "有连续运行90天的条件"),
    ("2026-04-28 10:50", "CJ-025", "江海智能制造研究院", "方案不停产，回收期最短"),
    ("2026-05-14 09:30", "CJ-013", "云桥机器人有限公司", "接管率承诺值最低，保险已落实"),
    ("2026-10-15 10:30", "CJ-011", "云桥理工大学", "可解释派单得分最高"),
    ("2026-09-16 15:20", "CJ-006", "江海涂层科技有限公司", "挥发性有机物每升55克，满足要求"),
)
TESTING = (
    ("2026-04-20 09:30", "CJ-001"), ("2026-05-06 16:40", "CJ-008"), ("2026-04-15 14:00", "CJ-012"),
    ("2026-05-11 10:00", "CJ-025"), ("2026-09-10 10:40", "CJ-013"), ("2026-10-12 09:50", "CJ-006"),
)
RESULTS = (
    ("2026-07-24 14:30", "CJ-001", "verify", "连续运行92天，在线率99.4%，每床每周误报2.6次，离床提示平均4.1秒"),
    ("2026-08-28 10:10", "CJ-008", "verify", "夜间试跑12次，单晚最多12.6公里，0.2毫米以上裂缝检出率91%，无延误出清"),
    ("2026-08-07 15:40", "CJ-012", "fail", "产水率最高只到77%，第68天起药剂费升到每吨26元，未达80%和22元的成功标准"),
    ("2026-08-12 10:20", "CJ-025", "verify", "单位产气电耗0.096千瓦时每立方米，泄漏率9.2%，第三方计量确认"),
)
SCALED = (
    ("2026-09-15 09:40", "CJ-001", "老年科、呼吸科全部86张床采用，并推广到两家县级医院"),
    ("2026-09-29 14:10", "CJ-025", "集团另外两处厂区按同一方案签约"),
)
CLOSED = (
    ("2026-06-23 10:30", "CJ-003", "江海肿瘤医院", "静配中心搬迁推迟，试验场地两年内无法提供"),
    ("2026-10-13 14:20", "CJ-025", "云桥汽车零部件有限公司", "场景目标已完成并推广，予以关闭归档"),
)
CLOSED_BY_DEPARTMENT = ("2026-09-08 15:30", "CJ-015", "与市级水质监测网改造重复建设，由主管部门统筹，不再单独开放")
ENTERED = (
    ("2026-10-19 10:20", "新-船检", "云桥港务集团有限公司", ScenarioContent(
        title="拖轮水下船体不进坞检查", opener_kind="state_firm", scenario_class="港口作业安全", field="8",
        region="320000", scale="focused", place="内港池3号泊位，拖轮6艘，水深9米，能见度0.4米",
        problem="6艘拖轮每年进坞检查一次，单次停航9天、费用23万元，浑水里潜水员看不清，附着物多时只能凭手摸。",
        technology_needed="浑水成像；缆绳管理；船体附着与凹陷识别", expected_maturity=6,
        opened_conditions="每周两个靠泊窗口、岸电与吊机、近三年坞检照片",
        funding="own", budget_fen=68_000_000, purchase_way="trial", period_months=8,
        success_criteria="单船检查4小时以内；直径50毫米以上凹陷检出率90%；与坞检结果一致率不低于85%",
        safety_notes="作业时主机断电挂牌，水面警戒船一艘，失联15分钟内收缆回收",
        department="集团科技信息部", contact="通过平台转集团科技信息部",
    )),
    ("2026-10-27 14:30", "新-点检", "江海精密机床股份有限公司", ScenarioContent(
        title="装配车间螺栓拧紧防漏检", opener_kind="enterprise", scenario_class="装配质量", field="8",
        region="320000", scale="focused", place="五轴总装线12个工位", expected_maturity=7,
        problem="每台五轴机有重要螺栓460颗，靠画线确认，去年用户现场松动返修11起，夜班漏画线占七成。",
        technology_needed="拧紧数据采集；漏拧识别；与装配工单对应",
        opened_conditions="3个工位、半年装配工单、拧紧扳手接口", funding="own", budget_fen=45_000_000,
        purchase_way="first_purchase", period_months=6,
        success_criteria="漏拧检出率99.5%；每台增加工时不超过12分钟；连续60台无误放行",
        safety_notes="不采集人脸，摄像机只对准工件", department="制造技术部", contact="通过示范区服务大厅转接",
    )),
)
# fmt: on


def steps(calendar: WorkingCalendar) -> Iterator[Step]:
    """From the collection in January to the last entries of October."""
    yield step(moment(COLLECTED), "应用场景导入", import_list, SCENARIOS)
    for place, number in enumerate(NUMBERS):
        reviewed = later(
            calendar, moment(FIRST_REVIEW), REVIEWED_LATE.get(number, place // 13), minutes=place % 13 * 25
        )
        yield step(reviewed, f"{number}评审", _review, number)
        if number != RETURNED[0]:
            opened = later(calendar, moment(PUBLISHED), 0, minutes=place * 3)
            yield step(opened, f"{number}发布", _publish, number)
    yield from _returned()
    yield from _tested()
    for at, name, unit, content in ENTERED:
        yield step(moment(at), f"{name}征集", _enter, name, unit, content)
    yield step(moment("2026-10-23 09:40"), "新-船检评审", _review, "新-船检")


def _returned() -> Iterator[Step]:
    number, returned, answered, reviewed, published, reason = RETURNED
    yield step(moment(returned), f"{number}退回", _return, number, reason)
    yield step(moment(answered), f"{number}补充", _answer, number)
    yield step(moment(reviewed), f"{number}再评审", _review, number)
    yield step(moment(published), f"{number}发布", _publish, number)


def _tested() -> Iterator[Step]:
    for at, number, unit, note in APPLIED:
        yield step(moment(at), f"{number}申请", _apply, number, unit, note)
    for at, number, unit, reason in SELECTED:
        yield step(moment(at), f"{number}遴选", _select, number, unit, reason)
    for at, number in TESTING:
        yield step(moment(at), f"{number}测试", _start, number)
    for at, number, verb, reason in RESULTS:
        yield step(moment(at), f"{number} {verb}", _conclude, number, verb, reason)
    for at, number, reason in SCALED:
        yield step(moment(at), f"{number}推广", _scale, number, reason)
    for at, number, unit, reason in CLOSED:
        yield step(moment(at), f"{number}关闭", _close, number, unit, reason)
    at, number, reason = CLOSED_BY_DEPARTMENT
    yield step(moment(at), f"{number}关闭", _close, number, "", reason)


def _review(world: World, at: datetime, number: str) -> None:
    review_scenario(actor=world.operator(at), scenario_id=world.scenario(number), now=at)


def _publish(world: World, at: datetime, number: str) -> None:
    publish_scenario(actor=world.operator(at), scenario_id=world.scenario(number), now=at)


def _return(world: World, at: datetime, number: str, reason: str) -> None:
    return_scenario(actor=world.operator(at), scenario_id=world.scenario(number), now=at, reason=reason)


def _answer(world: World, at: datetime, number: str) -> None:
    key = world.scenario(number)
    scenario = Scenario.objects.get(pk=key)
    kept = {field.name: getattr(scenario, field.name) for field in dataclasses.fields(ScenarioContent)}
    content = ScenarioContent(**(kept | {"keywords": tuple(scenario.keywords)} | ANSWERS))
    revise_scenario(actor=_opener(world, key, at), scenario_id=key, content=content, now=at)


def _apply(world: World, at: datetime, number: str, unit: str, note: str) -> None:
    apply_scenario(actor=world.editor(unit, at), scenario_id=world.scenario(number), now=at, note=note)


def _select(world: World, at: datetime, number: str, unit: str, reason: str) -> None:
    key = world.scenario(number)
    actor = _opener(world, key, at)
    select_scenario(actor=actor, scenario_id=key, organisation_id=world.unit(unit), now=at, reason=reason)


def _start(world: World, at: datetime, number: str) -> None:
    key = world.scenario(number)
    start_test_scenario(actor=_opener(world, key, at), scenario_id=key, now=at)


def _conclude(world: World, at: datetime, number: str, verb: str, reason: str) -> None:
    conclude = verify_scenario if verb == "verify" else fail_scenario
    conclude(actor=world.operator(at), scenario_id=world.scenario(number), now=at, reason=reason)


def _scale(world: World, at: datetime, number: str, reason: str) -> None:
    key = world.scenario(number)
    scale_scenario(actor=_opener(world, key, at), scenario_id=key, now=at, reason=reason)


def _close(world: World, at: datetime, number: str, unit: str, reason: str) -> None:
    actor = world.editor(unit, at) if unit else world.actor(APPROVER, at)
    close_scenario(actor=actor, scenario_id=world.scenario(number), now=at, reason=reason)


def _enter(world: World, at: datetime, name: str, unit: str, content: ScenarioContent) -> None:
    draft = Draft(organisation_id=world.unit(unit), organisation_name=f"{unit}（示例）")
    drafted = draft_scenario(actor=world.editor(unit, at), draft=draft, content=content, now=at)
    world.named[name] = drafted.pk


def _opener(world: World, key: int, at: datetime) -> Actor:
    organisation = Scenario.objects.values_list("organisation_id", flat=True).get(pk=key)
    return world.keeper(organisation, at)
