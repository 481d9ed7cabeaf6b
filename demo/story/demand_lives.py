"""What becomes of demands after publication: prolonged, lapsed, settled, taken back, merged; and newly entered ones."""

from collections.abc import Iterator
from datetime import date, datetime

from demo.timeline import Step, moment, step
from demo.world import World
from qiao.catalogue.actions.accept_demand import accept_demand
from qiao.catalogue.actions.assign_demand_manager import assign_demand_manager
from qiao.catalogue.actions.contract_demand import contract_demand
from qiao.catalogue.actions.diagnose_demand import diagnose_demand
from qiao.catalogue.actions.disclose_demand import disclose_demand
from qiao.catalogue.actions.draft_demand import draft_demand
from qiao.catalogue.actions.merge_demand import merge_demand
from qiao.catalogue.actions.renew_demand import renew_demand
from qiao.catalogue.actions.reopen_demand import reopen_demand
from qiao.catalogue.actions.solve_demand import solve_demand
from qiao.catalogue.actions.submit_demand import submit_demand
from qiao.catalogue.actions.withdraw_demand import withdraw_demand
from qiao.catalogue.contents import DemandContent, Draft, IndicatorContent

# The firms that still need an answer when their deadline has passed say so on the next Tuesday (day, new deadline,
# numbers). Those that are not named lapse: XQ-D-014, 045, 049, 059, 066, 079.
RENEWED = (
    ("2026-04-07", "2027-03-31", ("XQ-D-043",)),
    ("2026-05-12", "2027-05-10", ("XQ-D-050",)),
    ("2026-06-02", "2027-05-31", ("XQ-D-010", "XQ-D-030", "XQ-D-064")),
    ("2026-06-23", "2027-06-20", ("XQ-D-081",)),
    ("2026-07-07", "2027-06-30", ("XQ-D-006", "XQ-D-012", "XQ-D-041")),
    ("2026-07-21", "2027-07-15", ("XQ-D-019",)),
    ("2026-07-28", "2027-07-20", ("XQ-D-048",)),
    ("2026-08-04", "2027-07-31", ("XQ-D-008", "XQ-D-034", "XQ-D-063")),
    ("2026-08-18", "2027-08-10", ("XQ-D-052", "XQ-D-009")),
    ("2026-08-25", "2027-02-20", ("XQ-D-036",)),
    ("2026-09-08", "2027-08-31", ("XQ-D-003", "XQ-D-026", "XQ-D-058")),
    ("2026-09-15", "2027-03-10", ("XQ-D-075",)),
    ("2026-09-22", "2027-06-15", ("XQ-D-015", "XQ-D-067", "XQ-D-040", "XQ-D-060")),
    ("2026-10-09", "2027-06-30", ("XQ-D-032",)),
    ("2026-10-20", "2027-06-15", ("XQ-D-070",)),
    ("2026-10-27", "2027-06-20", ("XQ-D-046",)),
)

# Targeted demands: to whom the firm lets them be shown.
DISCLOSED = (
    ("2026-01-06 10:10", "XQ-D-009", ("云桥集成电路研究中心", "云桥大学")),
    ("2026-03-30 15:10", "XQ-D-072", ("江海智能制造研究院", "云桥理工大学")),
    ("2026-03-31 10:40", "XQ-D-080", ("云桥大学", "江海海洋装备研究院")),
    ("2026-04-08 09:50", "XQ-D-040", ("云桥新材料研究所",)),
    ("2026-07-02 14:20", "XQ-D-007", ("云桥大学",)),
    ("2026-09-24 16:00", "XQ-D-056", ("江海化工学院",)),
)

# fmt: off
SOLVED = (
    ("2026-03-20 16:10", "XQ-D-037", "单志珩研究员驻厂两周，调整干燥与升温段，开裂比例由18%降到2.6%，企业确认解决"),
    ("2026-05-15 10:20", "XQ-D-038", "水基无氟脱模剂跟模验证1260模未擦模，企业确认满足要求"),
)
CONTRACTED = (
    ("2026-03-17 10:10", "XQ-D-023"), ("2026-05-26 15:20", "XQ-D-062"), ("2026-04-23 09:40", "XQ-D-051"),
    ("2026-06-02 11:10", "XQ-D-028"), ("2026-06-16 10:40", "XQ-D-068"), ("2026-06-25 15:00", "XQ-D-054"),
    ("2026-07-14 14:20", "XQ-D-076"), ("2026-07-28 10:30", "XQ-D-073"), ("2026-08-25 16:10", "XQ-D-001"),
    ("2026-09-22 09:30", "XQ-D-084"), ("2026-09-29 15:10", "XQ-D-061"),
)
WITHDRAWN = (
    ("2026-04-08 14:30", "XQ-D-020", "仓库改造时已加装低温库，虫霉问题基本消除，撤回需求"),
    ("2026-04-22 09:20", "XQ-D-033", "该批修理件订单已终止，需求不再存在"),
)
REOPENED = (
    ("2026-06-30 10:10", "XQ-D-026", "与云桥航空动力研究所的试装未通过低温启动，重新公开征集"),
)
MERGED = (
    ("2026-04-16 10:20", "新-配网航线", "XQ-D-032", "同一单位的同一问题，指标一致，并入已发布的需求"),
    ("2026-08-13 15:30", "XQ-D-042", "XQ-D-041", "同一企业，耐海水浸泡可作为防腐漆的附加指标，合并征集"),
)
LATE = (
    ("2026-10-15 10:20", "XQ-D-004", "submit"), ("2026-10-19 09:40", "XQ-D-004", "accept"),
    ("2026-10-28 15:20", "XQ-D-004", "diagnose"), ("2026-10-20 14:10", "XQ-D-077", "submit"),
    ("2026-10-26 10:30", "XQ-D-077", "accept"), ("2026-10-19 16:30", "XQ-D-053", "submit"),
    ("2026-08-10 09:30", "XQ-D-042", "submit"), ("2026-08-12 10:50", "XQ-D-042", "accept"),
    ("2026-04-13 15:20", "新-配网航线", "submit"), ("2026-04-15 09:10", "新-配网航线", "accept"),
)
LATE_MANAGERS = {"XQ-D-004": "阮嘉树", "XQ-D-077": "陆思远", "XQ-D-042": "鲍启明", "新-配网航线": "姚启东"}
LATE_DIAGNOSIS = "小厂工时不准是常态，宜用滚动重排加规则解释，不追求全局最优；先在3家注塑厂试两个月。"

ENTERED = (
    ("2026-04-13 14:40", "新-配网航线", "云桥供电服务有限公司", "", DemandContent(
        title="配网无人机机巢群城郊航线自动编排", field="3", industry="4420", region="320000",
        content="23个机巢每天90多架次，城郊管制通告变化快，航线靠人工手画，日计划要三个半小时，"
                "遇到临时管制只能整片停飞，希望自动读取通告、按线路和机巢排班并生成备案材料。",
        indicators=(IndicatorContent(name="日计划编排用时", current="210", target="15", unit="min"),),
        urgency="urgent", budget_band="from_100_to_500", ways=("commissioned_research",),
        keywords=("低空航线", "电力巡检"), contact="通过平台转公司运维检修部",
    )),
    ("2026-10-22 15:40", "新-港机液压", "云桥港口机械有限公司", "陆思远", DemandContent(
        title="轮胎吊液压站在冬季启动压力冲击大", field="8", industry="3432", region="320000",
        content="零下5摄氏度以下首次启动时主泵出口压力冲击到31兆帕，去年冬天爆管4次，加装蓄能器后仍有26兆帕，"
                "想找软启动或油温预热的办法，改造一台不超过半天。走访时由企业设备部口头提出，待补充油路图。",
        indicators=(IndicatorContent(name="启动压力峰值", current="31", target="20", unit="MPa"),),
        urgency="ordinary", keywords=("液压", "压力冲击"),
    )),
)
# fmt: on


def steps() -> Iterator[Step]:
    """Everything that happens to demands outside the rounds."""
    for at, number, unit, manager, content in ENTERED:
        yield step(moment(at), f"{number}录入", _enter, number, (unit, manager), content)
    for at, number, verb in LATE:
        yield step(moment(at), f"{number} {verb}", _process, number, verb)
    for day, until, numbers in RENEWED:
        for place, number in enumerate(numbers):
            yield step(
                moment(f"{day} 10:{place * 10 + 5:02d}"), f"{number}续期",
                _renew, number, date.fromisoformat(until),
            )  # fmt: skip
    for at, number, units in DISCLOSED:
        yield step(moment(at), f"{number}定向公开", _disclose, number, units)
    yield from _endings()


def _endings() -> Iterator[Step]:
    for at, number, reason in SOLVED:
        yield step(moment(at), f"{number}已解决", _solve, number, reason)
    for at, number in CONTRACTED:
        yield step(moment(at), f"{number}已签约", _contract, number)
    for at, number, reason in REOPENED:
        yield step(moment(at), f"{number}重新公开", _reopen, number, reason)
    for at, number, reason in WITHDRAWN:
        yield step(moment(at), f"{number}撤回", _withdraw, number, reason)
    for at, number, into, reason in MERGED:
        yield step(moment(at), f"{number}合并", _merge, number, into, reason)


def _enter(world: World, at: datetime, name: str, party: tuple[str, str], content: DemandContent) -> None:
    unit, manager = party
    actor = world.actor(manager, at) if manager else world.editor(unit, at)
    draft = Draft(organisation_id=world.unit(unit), organisation_name=f"{unit}（示例）")
    world.named[name] = draft_demand(actor=actor, draft=draft, content=content, now=at).pk


def _process(world: World, at: datetime, number: str, verb: str) -> None:
    key = world.demand(number)
    if verb == "submit":
        submit_demand(actor=world.demander(key, at), demand_id=key, now=at)
        return
    name = LATE_MANAGERS[number]
    if verb == "diagnose":
        diagnose_demand(actor=world.actor(name, at), demand_id=key, now=at, diagnosis=LATE_DIAGNOSIS)
        return
    accept_demand(actor=world.operator(at), demand_id=key, now=at, note=f"转技术经理人{name}核实")
    assign_demand_manager(actor=world.operator(at), demand_id=key, person_id=world.person(name), now=at)


def _renew(world: World, at: datetime, number: str, until: date) -> None:
    key = world.demand(number)
    renew_demand(actor=world.demander(key, at), demand_id=key, now=at, valid_until=until)


def _disclose(world: World, at: datetime, number: str, units: tuple[str, ...]) -> None:
    key = world.demand(number)
    chosen = tuple(world.unit(unit) for unit in units)
    disclose_demand(actor=world.demander(key, at), demand_id=key, organisation_ids=chosen, now=at)


def _solve(world: World, at: datetime, number: str, reason: str) -> None:
    solve_demand(actor=world.operator(at), demand_id=world.demand(number), now=at, reason=reason)


def _contract(world: World, at: datetime, number: str) -> None:
    contract_demand(actor=world.operator(at), demand_id=world.demand(number), now=at)


def _reopen(world: World, at: datetime, number: str, reason: str) -> None:
    reopen_demand(actor=world.operator(at), demand_id=world.demand(number), now=at, reason=reason)


def _withdraw(world: World, at: datetime, number: str, reason: str) -> None:
    key = world.demand(number)
    withdraw_demand(actor=world.demander(key, at), demand_id=key, now=at, reason=reason)


def _merge(world: World, at: datetime, number: str, into: str, reason: str) -> None:
    merge_demand(
        actor=world.operator(at), demand_id=world.demand(number), into_id=world.demand(into), now=at, reason=reason
    )
