"""Customised supply lists: ordered from a third party, compiled from the matches, checked item by item, delivered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from demo.timeline import Step, desk_times, moment, step
from demo.world import APPROVER, ZONE, World
from qiao.catalogue.actions.approve_edition import approve_edition
from qiao.catalogue.actions.issue_edition import issue_edition
from qiao.catalogue.actions.submit_edition import submit_edition
from qiao.core.calendar import CHINA, WorkingCalendar
from qiao.matching.actions.cancel_commission import cancel_commission
from qiao.matching.actions.check_supply_item import ItemCheck, check_supply_item
from qiao.matching.actions.close_commission import close_commission
from qiao.matching.actions.compile_supply_list import compile_supply_list
from qiao.matching.actions.deliver_supply_list import deliver_supply_list
from qiao.matching.actions.draw_supply_edition import draw_supply_edition
from qiao.matching.actions.place_commission import place_commission
from qiao.matching.actions.record_adoption import AdoptionReport, record_adoption
from qiao.matching.lifecycles.commission import AdoptionLevel
from qiao.matching.models import Commission, SupplyItem
from qiao.matching.supply.order import IndustryLink, SupplyCriteria, SupplyExclusions, SupplyOrder


@dataclass(frozen=True)
class Order:
    """A commission: who compiles it, for which links of the chain, and the dates of its course.

    Matches below the level “fair” stay out.
    """

    name: str
    provider: str
    manager: str
    title: str
    links: tuple[IndustryLink, ...]
    fields: tuple[str, ...]
    excluded_units: tuple[str, ...]
    excluded_achievements: tuple[str, ...]
    excluded_words: tuple[str, ...]
    placed: str
    compiled: str
    first_check: str
    drawn: str
    approved: str
    issued: str
    delivered: str
    deliver_by: str
    minimum_maturity: int = 5
    minimum_score_bp: int = 2200
    most_items: int = 30


# fmt: off
EQUIPMENT = Order(
    name="GJ-2026-01", provider="江海知识产权运营服务有限公司", manager="戴景和",
    title="智能装备与新材料产业链定制化成果供给清单",
    links=(
        IndustryLink("整机与关键部件", "high", ("五轴", "主轴", "热变形", "岸桥", "箱梁")),
        IndustryLink("机器人与柔性工装", "high", ("打磨", "机械手", "分拣", "协作臂")),
        IndustryLink("在线检测与识别", "medium", ("外观", "疵点", "漏检", "裂缝", "误报")),
        IndustryLink("材料成形与表面", "medium", ("压铸", "阻燃", "陶瓷", "防腐", "固化", "导热")),
        IndustryLink("配套与改造", "low", ("改造", "节电", "清洗")),
    ),
    fields=("1", "3", "4", "8"),
    excluded_units=("云桥师范学院",), excluded_achievements=("CG-0076",), excluded_words=("构想",),
    placed="2026-04-07 10:30", compiled="2026-04-13 10:10", first_check="2026-04-15",
    drawn="2026-05-18 15:20", approved="2026-05-19 10:20", issued="2026-05-20 10:00",
    delivered="2026-05-21 14:30", deliver_by="2026-05-31",
)
GREEN = Order(
    name="GJ-2026-02", provider="江海大学科技园技术转移有限公司", manager="程慕白",
    title="新能源与环境治理产业链定制化成果供给清单",
    links=(
        IndustryLink("储能安全与氢能装备", "high", ("储能", "热失控", "电堆", "电解", "制氢", "钠电")),
        IndustryLink("高盐与有机废水", "high", ("高盐", "渗滤液", "母液", "尾水", "污泥")),
        IndustryLink("节能改造", "medium", ("热泵", "余热", "空压站", "线损")),
        IndustryLink("废气与固废", "medium", ("废气", "飞灰", "再生", "异味", "回收")),
        IndustryLink("农业与水体", "low", ("稻田", "虾塘", "地膜", "滩涂")),
    ),
    fields=("6", "7"),
    excluded_units=(), excluded_achievements=("CG-0127",), excluded_words=("构想",),
    placed="2026-10-09 10:40", compiled="2026-10-26 11:00", first_check="2026-10-26",
    drawn="2026-10-28 16:30", approved="2026-10-29 10:10", issued="2026-10-29 14:50",
    delivered="2026-10-30 10:30", deliver_by="2026-10-31", most_items=20,
)
GIVEN_UP = Order(
    name="医药", provider="云桥科技评估事务所", manager="", title="生物医药产业链定制化成果供给清单",
    links=(IndustryLink("制剂与诊断", "high", ("缓释", "试剂")),), fields=("2",),
    excluded_units=(), excluded_achievements=(), excluded_words=(),
    placed="2026-07-08 10:00", compiled="", first_check="", drawn="", approved="", issued="", delivered="",
    deliver_by="2026-09-30",
)
CANCELLED = ("2026-07-15 15:40", "园区提出先完成需求补采，本次委托取消，四季度另行委托")
CLOSED = "2026-10-21 16:00"

# What the firms behind the demands report on the items of the first list, in the order of the list.
REPORTS = (
    ("2026-06-08 09:40", AdoptionLevel.NEGOTIATING, "已约团队到厂看现场，正谈试用条件"),
    ("2026-06-08 14:20", AdoptionLevel.WATCHING, "指标有吸引力，等同行用过再定"),
    ("2026-06-09 10:10", AdoptionLevel.INTENT, "签了试用意向书"),
    ("2026-06-10 15:30", AdoptionLevel.NO_NEED, "与现有生产线不配套"),
    ("2026-06-11 09:50", AdoptionLevel.NEGOTIATING, "交换了样件和检测数据"),
    ("2026-06-12 14:40", AdoptionLevel.WATCHING, "预算排到明年"),
    ("2026-07-14 15:40", AdoptionLevel.SIGNED, "合同已签并完成认定登记"),
    ("2026-07-15 09:20", AdoptionLevel.NO_NEED, "问题已用别的办法解决"),
    ("2026-07-16 10:30", AdoptionLevel.NEGOTIATING, "技术经理人陪同谈了两轮价格"),
    ("2026-07-17 14:10", AdoptionLevel.WATCHING, "希望看到更长时间的运行数据"),
    ("2026-09-03 09:40", AdoptionLevel.INTENT, "就联合开发达成一致，待立项"),
    ("2026-09-04 15:20", AdoptionLevel.SIGNED, "小批采购合同已签"),
)
# fmt: on
FOUND = "电话与持有单位核对：权属、有效期、可合作方式与登记一致"


def steps(calendar: WorkingCalendar) -> Iterator[Step]:
    """Two lists that are delivered, one order that is cancelled."""
    for order in (EQUIPMENT, GREEN):
        yield from _course(calendar, order)
    yield step(moment(GIVEN_UP.placed), "医药清单委托", _place, GIVEN_UP)
    yield step(moment(CANCELLED[0]), "医药清单取消", _cancel, GIVEN_UP, CANCELLED[1])
    for place, (at, level, note) in enumerate(REPORTS, start=1):
        yield step(moment(at), f"采用反馈{place}", _report, place, level, note)
    yield step(moment(CLOSED), "装备清单办结", _close, EQUIPMENT)


def _course(calendar: WorkingCalendar, order: Order) -> Iterator[Step]:
    yield step(moment(order.placed), f"{order.name}委托", _place, order)
    yield step(moment(order.compiled), f"{order.name}编制", _compile, order)
    times = desk_times(calendar, date.fromisoformat(order.first_check))
    checks = (at for at in times if at > moment(order.compiled))
    for position in range(1, order.most_items + 1):
        yield step(next(checks), f"{order.name}核验", _check, order, position)
    yield step(moment(order.drawn), f"{order.name}成稿", _draw, order)
    yield step(moment(order.approved), f"{order.name}签发", _approve, order)
    yield step(moment(order.issued), f"{order.name}发布", _issue, order)
    yield step(moment(order.delivered), f"{order.name}交付", _deliver, order)


def _place(world: World, at: datetime, order: Order) -> None:
    wanted = SupplyOrder(
        zone_code=ZONE,
        title=order.title,
        provider_id=world.unit(order.provider),
        deliver_by=date.fromisoformat(order.deliver_by),
        links=order.links,
        demand_fields=order.fields,
        criteria=SupplyCriteria(order.minimum_maturity, order.minimum_score_bp),
        exclusions=SupplyExclusions(
            organisations=tuple(world.unit(unit) for unit in order.excluded_units),
            achievements=tuple(world.achievement(number) for number in order.excluded_achievements),
            words=order.excluded_words,
        ),
        most_items=order.most_items,
    )
    world.named[f"委托-{order.name}"] = place_commission(actor=world.operator(at), order=wanted, now=at).pk


def _compile(world: World, at: datetime, order: Order) -> None:
    key = world.named[f"委托-{order.name}"]
    compile_supply_list(actor=world.actor(order.manager, at), commission_id=key, now=at)


def _check(world: World, at: datetime, order: Order, position: int) -> None:
    """The list may turn out shorter than the most that was ordered."""
    key = world.named[f"委托-{order.name}"]
    if _item(key, position) is not None:
        check = ItemCheck(position, at.astimezone(CHINA).date(), FOUND)
        check_supply_item(actor=world.actor(order.manager, at), commission_id=key, check=check, now=at)


def _draw(world: World, at: datetime, order: Order) -> None:
    key = world.named[f"委托-{order.name}"]
    drawn = draw_supply_edition(actor=world.actor(order.manager, at), commission_id=key, now=at)
    world.named[order.name] = drawn.edition_id or 0
    submit_edition(actor=world.operator(at), edition_id=drawn.edition_id or 0, now=at)


def _approve(world: World, at: datetime, order: Order) -> None:
    approve_edition(actor=world.actor(APPROVER, at), edition_id=world.named[order.name], now=at)


def _issue(world: World, at: datetime, order: Order) -> None:
    edition = issue_edition(actor=world.operator(at), edition_id=world.named[order.name], now=at)
    if edition.number != order.name:
        raise LookupError(f"{order.name} was issued as {edition.number}")


def _deliver(world: World, at: datetime, order: Order) -> None:
    key = world.named[f"委托-{order.name}"]
    deliver_supply_list(actor=world.actor(order.manager, at), commission_id=key, now=at)


def _cancel(world: World, at: datetime, order: Order, reason: str) -> None:
    key = world.named[f"委托-{order.name}"]
    cancel_commission(actor=world.operator(at), commission_id=key, now=at, reason=reason)


def _close(world: World, at: datetime, order: Order) -> None:
    close_commission(actor=world.operator(at), commission_id=world.named[f"委托-{order.name}"], now=at)


def _report(world: World, at: datetime, position: int, level: AdoptionLevel, note: str) -> None:
    """The firm behind the demand that the item answers best."""
    key = world.named["委托-GJ-2026-01"]
    item = _item(key, position)
    if item is None:
        raise LookupError(f"the supply list has no item {position}")
    demand_id = int(item.answers[0]["demand_id"])
    report = AdoptionReport(position, demand_id, str(level), note)
    actor = world.demander(demand_id, at)
    record_adoption(actor=actor, commission_id=key, report=report, now=at)


def _item(commission_id: int, position: int) -> SupplyItem | None:
    commission = Commission.objects.get(pk=commission_id)
    items = SupplyItem.objects.filter(commission=commission, compilation=commission.compilation)
    return items.filter(position=position).first()
