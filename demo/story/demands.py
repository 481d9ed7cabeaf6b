"""How demands go through a round: collected, submitted, screened, sent back or diagnosed, published."""

import dataclasses
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from demo.lists import COLLECTION, DEMANDS, import_list, pack_demands
from demo.story.needs import Need, Quarter, Returned
from demo.story.needs_autumn import AUTUMN
from demo.story.needs_spring import SPRING
from demo.story.needs_summer import SUMMER
from demo.story.needs_winter import WINTER
from demo.timeline import Step, desk_times, later, moment, step
from demo.world import OPERATOR, SECOND_OPERATOR, World
from qiao.catalogue.actions.accept_demand import accept_demand
from qiao.catalogue.actions.assign_demand_manager import assign_demand_manager
from qiao.catalogue.actions.diagnose_demand import diagnose_demand
from qiao.catalogue.actions.publish_demand import publish_demand
from qiao.catalogue.actions.return_demand import return_demand
from qiao.catalogue.actions.revise_demand import revise_demand
from qiao.catalogue.actions.submit_demand import submit_demand
from qiao.catalogue.contents import DemandContent, IndicatorContent
from qiao.catalogue.models import Demand
from qiao.core.calendar import WorkingCalendar

QUARTERS = (WINTER, SPRING, SUMMER, AUTUMN)
SCREENED_AFTER, REVISED_AFTER, DIAGNOSED_AFTER, SCREENED_AGAIN_AFTER = 2, 6, 5, 8
# Screened only after the period of review: the clock reports them.
SCREENED_LATE = {"XQ-D-028": 7, "XQ-D-059": 8, "XQ-D-047": 7, "XQ-D-083": 8}


def steps(calendar: WorkingCalendar) -> Iterator[Step]:
    """Every round of the year."""
    for count, quarter in enumerate(QUARTERS, start=1):
        so_far = QUARTERS[:count]
        yield step(moment(quarter.collected), f"{quarter.sheet}需求导入", _collect, so_far)
        yield from _round(calendar, quarter)


def _collect(world: World, at: datetime, quarters: tuple[Quarter, ...]) -> None:
    """The workbook grows by a sheet each quarter; the sheets that were there are recognised and left alone."""
    pack_demands(world.sources / COLLECTION, [(quarter.sheet, quarter.numbers) for quarter in quarters])
    import_list(world, at, DEMANDS)


def _round(calendar: WorkingCalendar, quarter: Quarter) -> Iterator[Step]:
    times = desk_times(calendar, date.fromisoformat(quarter.first_day))
    returned = {one.number: one for one in quarter.returned}
    needs = {need.number: need for need in quarter.needs}
    published = moment(f"{quarter.published} 09:30")
    for place, number in enumerate(one for one in quarter.numbers if one not in quarter.unfinished):
        submitted = next(times)
        yield step(submitted, f"{number}提交", _submit, number)
        if number in returned:
            yield from _sent_back(calendar, returned[number], submitted, place)
        need = needs.get(number)
        if need is None:
            continue
        again = number in returned
        screened = later(calendar, submitted, _days_to_screening(number, again=again))
        yield step(screened, f"{number}初审", _screen, need, place)
        diagnosed = later(calendar, screened, DIAGNOSED_AFTER - SCREENED_AFTER, minutes=20)
        yield step(diagnosed, f"{number}诊断", _diagnose, need)
        at_meeting = published.replace(hour=9 + (30 + place * 2) // 60, minute=(30 + place * 2) % 60)
        yield step(at_meeting, f"{number}发布", _publish, number)


def _days_to_screening(number: str, *, again: bool) -> int:
    return SCREENED_AGAIN_AFTER if again else SCREENED_LATE.get(number, SCREENED_AFTER)


def _sent_back(calendar: WorkingCalendar, case: Returned, submitted: datetime, place: int) -> Iterator[Step]:
    yield step(
        later(calendar, submitted, SCREENED_AFTER),
        f"{case.number}退回",
        _return,
        case,
        place,
    )
    if case.answers:
        revised = later(calendar, submitted, REVISED_AFTER)
        yield step(revised, f"{case.number}补充", _revise, case)
        yield step(later(calendar, revised, 0, minutes=10), f"{case.number}再次提交", _submit, case.number)


def _desk(place: int) -> str:
    """The two operators take turns."""
    return (OPERATOR, SECOND_OPERATOR)[place % 2]


def _submit(world: World, at: datetime, number: str) -> None:
    key = world.demand(number)
    submit_demand(actor=world.demander(key, at), demand_id=key, now=at)


def _return(world: World, at: datetime, case: Returned, place: int) -> None:
    actor = world.actor(_desk(place), at)
    return_demand(actor=actor, demand_id=world.demand(case.number), now=at, reason=case.reason)


def _revise(world: World, at: datetime, case: Returned) -> None:
    demand = Demand.objects.get(pk=world.demand(case.number))
    before = demand.clarity
    content = dataclasses.replace(content_of(demand), **case.answers)
    actor = world.demander(demand.pk, at)
    revised = revise_demand(actor=actor, demand_id=demand.pk, content=content, now=at)
    world.told.revised.append((demand.pk, before, revised.clarity))


def _screen(world: World, at: datetime, need: Need, place: int) -> None:
    actor, key = world.actor(_desk(place), at), world.demand(need.number)
    accept_demand(actor=actor, demand_id=key, now=at, note=f"要素齐全，转技术经理人{need.manager}组织诊断")
    assign_demand_manager(actor=actor, demand_id=key, person_id=world.person(need.manager), now=at)


def _diagnose(world: World, at: datetime, need: Need) -> None:
    actor = world.actor(need.expert or need.manager, at)
    diagnose_demand(actor=actor, demand_id=world.demand(need.number), now=at, diagnosis=need.diagnosis)


def _publish(world: World, at: datetime, number: str) -> None:
    publish_demand(actor=world.operator(at), demand_id=world.demand(number), now=at)


def content_of(demand: Demand) -> DemandContent:
    """The present content of a demand, to be revised."""
    kept: dict[str, Any] = {field.name: getattr(demand, field.name) for field in dataclasses.fields(DemandContent)}
    kept["indicators"] = tuple(IndicatorContent(**row) for row in demand.indicators)
    kept["ways"], kept["keywords"] = tuple(demand.ways), tuple(demand.keywords)
    return DemandContent(**kept)
