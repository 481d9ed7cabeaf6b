"""Demands, achievements and scenarios written directly in a state."""

from datetime import datetime, timedelta
from typing import Any, TypeVar

from qiao.catalogue.lifecycles.demand import DemandState
from qiao.catalogue.lifecycles.facts import Stage
from qiao.catalogue.lifecycles.scenario import ScenarioState
from qiao.catalogue.models import Achievement, Demand, Scenario, ScenarioApplication
from qiao.catalogue.models.listing import Listing
from qiao.catalogue.selectors.facts import listing_facts
from qiao.catalogue.texts import derived_values
from qiao.core.access import Role
from qiao.core.calendar import CHINA
from tests.factories.world import ZONE, World

EXPIRES_AT = datetime(2027, 6, 2, tzinfo=CHINA)
"""24:00 of 1 June 2027, when what the factories publish lapses."""

_WAITING = {"submitted", ScenarioState.COLLECTED, DemandState.SCREENED, DemandState.DIAGNOSED}
_TESTED = (
    ScenarioState.SELECTED,
    ScenarioState.TESTING,
    ScenarioState.VERIFIED,
    ScenarioState.FAILED,
    ScenarioState.SCALED,
)
L = TypeVar("L", bound=Listing)


def demand(world: World, state: str = DemandState.PUBLISHED, **fields: Any) -> Demand:
    """A demand of the world's owner."""
    text = {"title": "高温合金叶片铸造气孔率下降", "content": "真空精密铸造的叶片气孔率偏高，需要降到百分之一以下。"}
    return _listing(Demand, world, state, **{**text, **fields})


def achievement(world: World, state: str = "published", **fields: Any) -> Achievement:
    """An achievement of the world's owner."""
    text = {"title": "高温合金叶片定向凝固工艺", "summary": "真空精密铸造中控制气孔率的定向凝固工艺。"}
    return _listing(Achievement, world, state, **{**text, "maturity": 6, **fields})


def scenario(world: World, state: str = ScenarioState.PUBLISHED, **fields: Any) -> Scenario:
    """A scenario opened by the world's owner; the partner has applied for it where the state needs an applicant."""
    text = {"title": "港口无人集卡测试", "problem": "夜间集卡转运缺人。", "technology_needed": "低速无人驾驶。"}
    if state in _TESTED:
        fields.setdefault("selected_organisation", world.partner)
    row = _listing(Scenario, world, state, **{**text, **fields})
    if state in (*_TESTED, ScenarioState.APPLIED):
        ScenarioApplication.objects.create(scenario=row, organisation=world.partner, applied_at=world.now)
    return row


def _listing(model: type[L], world: World, state: str, **fields: Any) -> L:
    party = fields.setdefault("organisation", world.owner)
    fields.setdefault("organisation_name", party.name if party else "一家没有入驻的企业")
    fields.setdefault("manager_person", world.inside[Role.TECHNOLOGY_MANAGER].person_id)
    if state in _WAITING:
        fields.setdefault("submitted_at", world.now)
    row = model(zone_code=ZONE, created_at=world.now, state=str(state), **fields)
    if row.stage in (Stage.OPEN, Stage.CLOSED):
        _publish(row, world.now)
    for name, value in derived_values(row).items():
        setattr(row, name, value)
    due = row.LIFECYCLE.due(row.state, listing_facts(row, world.now))
    if due:
        row.due_at, row.due_verb = due.at, due.verb
    row.save(force_insert=True)
    return row


def _publish(row: Listing, now: datetime) -> None:
    row.code = f"{row.SERIES}2026{row.field or '0'}{type(row)._default_manager.count() + 1:04d}"
    row.published_at = row.validity_began_at = now
    row.expires_at = now - timedelta(days=1) if row.state == "expired" else EXPIRES_AT
