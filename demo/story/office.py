"""The office: founded, its register loaded, a duplicate of itself merged, roles granted, one of them handed over."""

from collections.abc import Iterator
from datetime import date, datetime

from demo.lists import ORGANISATIONS, PEOPLE, import_list
from demo.timeline import Step, moment, step
from demo.world import (
    ADMINISTRATOR,
    APPROVER,
    AUDITOR,
    OPERATOR,
    SECOND_OPERATOR,
    SUPERVISOR,
    ZONE,
    World,
)
from qiao.core.access import Role
from qiao.core.calendar import CHINA
from qiao.parties.actions.end_holding import end_holding
from qiao.parties.actions.grant_holding import grant_holding
from qiao.parties.actions.merge_organisations import merge_organisations
from qiao.parties.actions.register_person import register_person
from qiao.parties.contents import HoldingDetails, PersonDetails
from qiao.parties.founding import ZoneHead, found_zone
from qiao.parties.models import Holding
from qiao.parties.selectors.duplicates import duplicate_organisations

OFFICE = "江海示范区建设办公室（示例）"
HEAD = ZoneHead(
    code=ZONE,
    name="江海国家科技成果转移转化示范区（示例）",
    issuer="江海转办",
    office=OFFICE,
    operator=OPERATOR,
    approver=APPROVER,
    administrator=ADMINISTRATOR,
    region="320000",
    contact="通过示范区服务大厅转接",
    is_example=True,
)
FIRST_SUPERVISOR = "史文渊"

# Name, title, role, and why the role is granted.
OFFICIALS = (
    (SECOND_OPERATOR, "市场服务组主任科员", Role.ZONE_OPERATOR, "清单编发与需求初审分工，增设一名操作员"),
    (FIRST_SUPERVISOR, "综合协调组副组长", Role.SUPERVISOR, "负责示范区年度任务督查"),
    (AUDITOR, "派驻审计员", Role.AUDITOR, "全程留痕审计"),
)
HANDED_OVER_ON = date(2026, 4, 30)


def steps() -> Iterator[Step]:
    """Founding on the first Monday of November 2025, the register in the same week."""
    yield step(moment("2025-11-03 09:00"), "示范区设立", _found)
    for number, (name, title, role, reason) in enumerate(OFFICIALS):
        yield step(moment(f"2025-11-03 10:{number}0"), f"登记{name}", _register, name, title)
        yield step(
            moment(f"2025-11-03 14:{number}0"),
            f"授予{name}角色",
            _grant,
            name,
            role,
            reason,
        )
    yield step(moment("2025-11-04 09:40"), "机构名录导入", import_list, ORGANISATIONS)
    yield step(moment("2025-11-05 10:10"), "合并重复机构", _merge_office)
    yield step(moment("2025-11-06 09:40"), "人员名录导入", import_list, PEOPLE)
    yield step(moment("2026-04-29 15:30"), "督查员交接", _hand_over)


def _found(_world: World, at: datetime) -> None:
    found_zone(HEAD, at)


def _register(world: World, at: datetime, name: str, title: str) -> None:
    details = PersonDetails(name=name, title=title, organisation_id=world.unit(OFFICE))
    register_person(actor=world.operator(at), zone_code=ZONE, details=details, now=at)


def _grant(world: World, at: datetime, name: str, role: Role, reason: str) -> None:
    details = HoldingDetails(
        person_id=world.person(name),
        role=role,
        starts_on=at.astimezone(CHINA).date(),
        organisation_id=world.unit(OFFICE),
    )
    grant_holding(actor=world.actor(ADMINISTRATOR, at), details=details, now=at, reason=reason)


def _merge_office(world: World, at: datetime) -> None:
    """The list of organisations holds the office once more; it is found as a duplicate and merged."""
    kept = world.unit(OFFICE)
    actor = world.operator(at)
    for pair in duplicate_organisations(ZONE, at.astimezone(CHINA).date()):
        if kept not in (pair.first, pair.second):
            continue
        dropped = pair.second if pair.first == kept else pair.first
        reason = "机构名录与设立登记重复，名称一致，保留设立时的记录并补入信用代码"
        merge_organisations(actor=actor, kept_id=kept, dropped_id=dropped, reason=reason, now=at)
        world.told.merged_organisations += 1


def _hand_over(world: World, at: datetime) -> None:
    """The supervisor changes post: his role ends with the month, his successor's begins."""
    actor = world.actor(ADMINISTRATOR, at)
    holding = Holding.objects.get(zone_code=ZONE, person__name=FIRST_SUPERVISOR, role=Role.SUPERVISOR)
    reason = "岗位轮换，督查工作移交高秉正"
    end_holding(actor=actor, holding_id=holding.pk, now=at, reason=reason, ends_on=HANDED_OVER_ON)
    _register(world, at, SUPERVISOR, "综合协调组组长")
    _grant(world, at, SUPERVISOR, Role.SUPERVISOR, "接任示范区年度任务督查")
