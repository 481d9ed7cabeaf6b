"""Contents as people of the test zone would fill them in, and the way of a demand to publication."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from qiao.catalogue.actions.accept_demand import accept_demand
from qiao.catalogue.actions.diagnose_demand import diagnose_demand
from qiao.catalogue.actions.draft_demand import draft_demand
from qiao.catalogue.actions.publish_demand import publish_demand
from qiao.catalogue.actions.submit_demand import submit_demand
from qiao.catalogue.contents import AchievementContent, DemandContent, Draft, IndicatorContent, ScenarioContent
from qiao.catalogue.models import Demand
from qiao.foundation.models import AuditRow, OutboxEvent
from tests.catalogue.zone_people import People

DEMAND_CONTENT = DemandContent(
    title="薄壁铝合金压铸件气孔控制",
    field="4",
    industry="3252",
    region="320000",
    kind="technical_renewal",
    content="压铸件壁厚2.5毫米处气孔率为8%，目标低于2%，需在现有1600吨压铸机上改造。",
    indicators=(IndicatorContent(name="气孔率", current="8", target="≤2", unit="%"),),
    budget_band="from_100_to_500",
    urgency="urgent",
    ways=("joint_development", "transfer"),
    keywords=("压铸", "真空"),
)
ACHIEVEMENT_CONTENT = AchievementContent(
    title="高真空压铸成套技术",
    field="4",
    industry="3252",
    region="320000",
    kind="patent",
    summary="型腔真空度30毫巴以下，气孔率由8%降到1.5%。",
    maturity=7,
    ways=("licence",),
    price_min_fen=50_000_000,
    price_max_fen=80_000_000,
)
SCENARIO_CONTENT = ScenarioContent(
    title="压铸车间视觉质检场景",
    field="8",
    region="320000",
    opener_kind="enterprise",
    scale="focused",
    problem="每班480件由4人目检，漏检率1.2%。",
    technology_needed="X射线与视觉融合检测",
    expected_maturity=6,
    success_criteria="漏检率低于0.1%，单件不超过3秒",
)


def draft(everybody: People, now: datetime, **changes: Any) -> Demand:
    """A demand that the firm has drafted."""
    content = replace(DEMAND_CONTENT, **changes)
    return draft_demand(
        actor=everybody.editor, draft=Draft(organisation_id=everybody.firm.pk), content=content, now=now
    )


def published(everybody: People, now: datetime, **changes: Any) -> Demand:
    """A demand of the firm that has gone the whole way to publication at one instant."""
    pk = draft(everybody, now, **changes).pk
    # Tests publish the same text several times.
    submit_demand(actor=everybody.editor, demand_id=pk, now=now, reason="用于另一条生产线")
    accept_demand(actor=everybody.operator, demand_id=pk, now=now)
    diagnose_demand(actor=everybody.expert, demand_id=pk, diagnosis="真空度不足是主因", now=now)
    return publish_demand(actor=everybody.operator, demand_id=pk, now=now)


def traces() -> tuple[int, int]:
    """How many audit rows and events there are: a denied or refused act adds neither."""
    return AuditRow.objects.count(), OutboxEvent.objects.count()
