"""Achievements: an existing list admitted in November 2025, a spring collection reviewed, and what becomes of some."""

import dataclasses
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from demo.lists import EXISTING_ACHIEVEMENTS, NEW_ACHIEVEMENTS, import_list
from demo.timeline import Step, desk_times, later, moment, step
from demo.world import OPERATOR, SECOND_OPERATOR, World
from qiao.catalogue.actions.assign_achievement_manager import assign_achievement_manager
from qiao.catalogue.actions.convert_achievement import convert_achievement
from qiao.catalogue.actions.disclose_achievement import disclose_achievement
from qiao.catalogue.actions.draft_achievement import draft_achievement
from qiao.catalogue.actions.publish_achievement import publish_achievement
from qiao.catalogue.actions.renew_achievement import renew_achievement
from qiao.catalogue.actions.return_achievement import return_achievement
from qiao.catalogue.actions.revise_achievement import revise_achievement
from qiao.catalogue.actions.submit_achievement import submit_achievement
from qiao.catalogue.actions.withdraw_achievement import withdraw_achievement
from qiao.catalogue.contents import AchievementContent, Draft, RightContent
from qiao.catalogue.models import Achievement
from qiao.core.access import Actor
from qiao.core.calendar import WorkingCalendar

COLLECTED = "2026-03-02 10:00"
FIRST_DAY = date(2026, 3, 2)
NUMBERS = tuple(f"CG-{number:04d}" for number in range(81, 161))
# Not handed in during the round, reviewed late, sent back for good.
KEPT_BACK = ("CG-0118",)
REVIEWED_LATE = {"CG-0097": 8, "CG-0106": 7}
REVIEWED_AFTER, ANSWERED_AFTER = 3, 6

# fmt: off
RETURNED: dict[str, tuple[str, dict[str, Any]]] = {
    "CG-0120": ("成熟度依据只有一句话，请补充样灯数量、运行时间和电池检测数据", {
        "maturity_evidence": "校内道路安装样灯16盏，连续运行11个月，退役电池模组分选后容量保持78%以上，"
                             "更换记录2次，检测由学院电气实训中心完成。",
        "evidence": "江海固废资源化有限公司（示例）提供退役电池12组，出具使用情况说明。",
    }),
    "CG-0134": ("目前仅为构想，尚无实验数据，请完成小试后再登记，或转入概念验证项目", {}),
    "CG-0100": ("请写明已使用单位数量和数据存放方式", {
        "evidence": "两家企业试用，登记量具1240件；数据存放在使用单位本地，小程序不上传。",
    }),
}
CONVERTED = (
    ("2026-08-04 10:20", "CG-0143", "以独占许可方式实施，合同已认定登记，不再接受其他单位"),
    ("2026-05-13 14:40", "CG-0090", "按委托开发方式完成转化，交付示范区合同登记窗口使用"),
)
WITHDRAWN = (("2026-02-05 10:40", "CG-0019", "团队成员调离，暂停对外推广"),)
SHORTENED = (
    ("2026-05-15 15:10", "CG-0037", "2026-06-30", "专利申请被驳回，持有单位来函将有效期改至六月底"),
    ("2026-05-15 15:30", "CG-0074", "2026-06-30", "年度检测未续，有效期先改至六月底，待补齐检测报告"),
)
RENEWED = (("2026-07-21 14:30", "CG-0074", "2027-12-31"),)
DISCLOSED = (("2026-10-09 14:10", "CG-0030", ("云桥国际医药产业园",), "薛田野"),)
SUBMITTED_LAST = (("2026-10-23 10:10", "CG-0118"),)

ENTERED = AchievementContent(
    title="流延生坯边角料免球磨回用方法", field="4", industry="3073", region="320000", kind="know_how",
    summary="流延氮化铝生坯裁切后边角料约占一成八，过去按固废外卖。本方法用混合溶剂低速溶胀、分级过滤后直接回配，"
            "不再球磨，避免二次增氧，回用比例可到12%。",
    advantages="回用料氧含量增幅由0.31%降到0.06%，基板导热率下降不超过3W/(m·K)，每吨生坯节约粉体84公斤。",
    compared_with="干燥粉碎后球磨回用",
    application_range="氮化铝、氧化铝流延基板生产线",
    evidence="所内流延线连续回用26批，两家企业各试用5批。",
    maturity=6, maturity_evidence="吨级放大线26批数据，第三方氧含量检测报告",
    ways=("licence", "joint_development"), price_min_fen=30_000_000, price_max_fen=70_000_000,
    support_needed=("pilot",), keywords=("氮化铝", "流延", "边角料回用"),
    contact="通过平台转本单位成果转化办公室", team=("单志珩", "苗青禾"),
    rights=(RightContent(kind="invention"),),
)
# fmt: on


def steps(calendar: WorkingCalendar) -> Iterator[Step]:
    """The two lists, one entry by hand, and the later turns."""
    yield step(moment("2025-11-10 09:30"), "成果汇编导入", import_list, EXISTING_ACHIEVEMENTS)
    yield step(moment(COLLECTED), "春季成果导入", import_list, NEW_ACHIEVEMENTS)
    times = desk_times(calendar, calendar.next_working_day(FIRST_DAY))
    for place, number in enumerate(number for number in NUMBERS if number not in KEPT_BACK):
        yield from _review(calendar, number, next(times), place)
    yield step(moment("2026-06-10 15:20"), "新材料所补录成果", _enter)
    yield step(moment("2026-06-15 10:10"), "补录成果发布", _publish, "新-回用", OPERATOR)
    yield from _later_turns()


def _review(calendar: WorkingCalendar, number: str, submitted: datetime, place: int) -> Iterator[Step]:
    desk = (OPERATOR, SECOND_OPERATOR)[place % 2]
    reviewed = later(calendar, submitted, REVIEWED_LATE.get(number, REVIEWED_AFTER))
    yield step(submitted, f"{number}提交", _submit, number)
    if number in RETURNED:
        reason, answers = RETURNED[number]
        yield step(reviewed, f"{number}退回", _return, number, desk, reason)
        if not answers:
            return
        submitted = later(calendar, submitted, ANSWERED_AFTER)
        yield step(submitted, f"{number}补充", _answer, number, answers)
        reviewed = later(calendar, submitted, REVIEWED_AFTER)
    yield step(reviewed, f"{number}发布", _publish, number, desk)


def _later_turns() -> Iterator[Step]:
    for at, number, reason in CONVERTED:
        yield step(moment(at), f"{number}转化", _convert, number, reason)
    for at, number, reason in WITHDRAWN:
        yield step(moment(at), f"{number}撤回", _withdraw, number, reason)
    for at, number, until, reason in SHORTENED:
        yield step(moment(at), f"{number}改有效期", _shorten, number, until, reason)
    for at, number, until in RENEWED:
        yield step(moment(at), f"{number}续期", _renew, number, until)
    for at, number, units, manager in DISCLOSED:
        yield step(moment(at), f"{number}定向公开", _disclose, number, units, manager)
    for at, number in SUBMITTED_LAST:
        yield step(moment(at), f"{number}提交", _submit, number)


def _submit(world: World, at: datetime, number: str) -> None:
    key = world.achievement(number)
    submit_achievement(actor=_holder(world, key, at), achievement_id=key, now=at)


def _return(world: World, at: datetime, number: str, desk: str, reason: str) -> None:
    key = world.achievement(number)
    return_achievement(actor=world.actor(desk, at), achievement_id=key, now=at, reason=reason)


def _answer(world: World, at: datetime, number: str, answers: dict[str, Any]) -> None:
    key = world.achievement(number)
    actor = _holder(world, key, at)
    content = dataclasses.replace(content_of(Achievement.objects.get(pk=key)), **answers)
    revise_achievement(actor=actor, achievement_id=key, content=content, now=at)
    submit_achievement(actor=actor, achievement_id=key, now=at)


def _publish(world: World, at: datetime, number: str, desk: str) -> None:
    publish_achievement(actor=world.actor(desk, at), achievement_id=world.achievement(number), now=at)


def _convert(world: World, at: datetime, number: str, reason: str) -> None:
    convert_achievement(actor=world.operator(at), achievement_id=world.achievement(number), now=at, reason=reason)


def _withdraw(world: World, at: datetime, number: str, reason: str) -> None:
    key = world.achievement(number)
    withdraw_achievement(actor=_holder(world, key, at), achievement_id=key, now=at, reason=reason)


def _shorten(world: World, at: datetime, number: str, until: str, reason: str) -> None:
    key = world.achievement(number)
    content = dataclasses.replace(content_of(Achievement.objects.get(pk=key)), valid_until=date.fromisoformat(until))
    revise_achievement(actor=world.operator(at), achievement_id=key, content=content, now=at, reason=reason)


def _renew(world: World, at: datetime, number: str, until: str) -> None:
    key = world.achievement(number)
    actor = _holder(world, key, at)
    renew_achievement(actor=actor, achievement_id=key, now=at, valid_until=date.fromisoformat(until))


def _disclose(world: World, at: datetime, number: str, units: tuple[str, ...], manager: str) -> None:
    key = world.achievement(number)
    assign_achievement_manager(actor=world.operator(at), achievement_id=key, person_id=world.person(manager), now=at)
    chosen = tuple(world.unit(unit) for unit in units)
    disclose_achievement(actor=_holder(world, key, at), achievement_id=key, organisation_ids=chosen, now=at)


def _enter(world: World, at: datetime) -> None:
    unit = "云桥新材料研究所"
    draft = Draft(organisation_id=world.unit(unit), organisation_name=f"{unit}（示例）")
    entered = draft_achievement(actor=world.editor(unit, at), draft=draft, content=ENTERED, now=at)
    world.named["新-回用"] = entered.pk
    submit_achievement(actor=world.editor(unit, at), achievement_id=entered.pk, now=at)


def content_of(achievement: Achievement) -> AchievementContent:
    """The present content of an achievement, to be revised."""
    names = [field.name for field in dataclasses.fields(AchievementContent) if field.name != "rights"]
    kept: dict[str, Any] = {name: getattr(achievement, name) for name in names}
    for name in ("keywords", "team", "ways", "support_needed"):
        kept[name] = tuple(kept[name])
    rights = tuple(
        RightContent(kind=right.kind, number=right.number, status=right.status)
        for right in achievement.rights.order_by("pk")
    )
    return AchievementContent(**kept, rights=rights)


def _holder(world: World, key: int, at: datetime) -> Actor:
    organisation = Achievement.objects.values_list("organisation_id", flat=True).get(pk=key)
    return world.keeper(organisation, at)
