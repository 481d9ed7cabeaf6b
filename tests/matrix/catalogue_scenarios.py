"""Scenarios of demands, achievements and application scenarios."""

from dataclasses import replace
from datetime import date

from qiao.catalogue.contents import AchievementContent, DemandContent, ScenarioContent
from qiao.catalogue.lifecycles.achievement import AchievementState
from qiao.catalogue.lifecycles.demand import DemandState
from qiao.catalogue.lifecycles.scenario import ScenarioState
from qiao.core.taxonomy import DisclosureLevel
from tests.factories.listings import achievement, demand, scenario
from tests.factories.world import World
from tests.matrix.registry import EDITOR, EXPERT, MANAGER, NOBODY, OPERATOR, Prepared, Scenario, legal_state, run
from tests.matrix.situations import Kind, others_in_charge

REASON = "经核对属实"

DEMANDS = Kind(
    "demand", demand, DemandState.DRAFT, DemandState.PUBLISHED,
    DemandContent(title="高温合金叶片裂纹检测", content="在线检测零点一毫米以下的裂纹。"),
)  # fmt: skip
ACHIEVEMENTS = Kind(
    "achievement", achievement, AchievementState.DRAFT, AchievementState.PUBLISHED,
    AchievementContent(title="叶片裂纹涡流检测", summary="检出零点一毫米以下的裂纹。"),
)  # fmt: skip
SCENARIOS_OPENED = Kind(
    "scenario", scenario, ScenarioState.COLLECTED, ScenarioState.PUBLISHED,
    ScenarioContent(title="堆场巡检测试", problem="夜间巡检缺人。", technology_needed="自主导航。"),
)  # fmt: skip


def merging(world: World, state: str) -> Prepared:
    """One of two demands of the same zone ends in favour of the other."""
    action = "catalogue.demand.merge"
    row, other = demand(world, state or legal_state(action)), demand(world)
    return Prepared(run(action, demand_id=row.pk, into_id=other.pk, now=world.now, reason=REASON), row)


def diagnosing_targeted(world: World, state: str) -> Prepared:
    """A demand of targeted disclosure exists for the manager in charge, and for no expert or other manager."""
    action = "catalogue.demand.diagnose"
    row = demand(world, DemandState.SCREENED, disclosure=DisclosureLevel.TARGETED)
    call = run(action, demand_id=row.pk, now=world.now, diagnosis="气孔来自型壳透气性")
    return Prepared(call, row, outsiders=others_in_charge(world))


def applying(world: World, state: str) -> Prepared:
    """Another firm applies, of this zone or of another; the opener may not."""
    editors = world.outside[EDITOR]
    prepared = _application(world, state)
    return replace(prepared, insiders={EDITOR: editors}, outsiders={EDITOR: (world.inside[EDITOR],)})


def applying_where_targeted(world: World, state: str) -> Prepared:
    """Only a firm to which the scenario was disclosed applies."""
    prepared = _application(world, "", disclosure=DisclosureLevel.TARGETED, disclosed_to=[world.stranger.pk])
    listed = tuple(actor for actor in world.outside[EDITOR] if actor.organisation_id == world.stranger.pk)
    others = tuple(actor for actor in world.outside[EDITOR] if actor not in listed)
    return replace(prepared, insiders={EDITOR: listed}, outsiders={EDITOR: (world.inside[EDITOR], *others)})


def _application(world: World, state: str, **fields: object) -> Prepared:
    action = "catalogue.scenario.apply"
    row = scenario(world, state or ScenarioState.PUBLISHED, **fields)
    return Prepared(
        run(action, scenario_id=row.pk, now=world.now, note="愿意参加"),
        row,
        lines=lambda actor: [(action, "catalogue.scenario"), (action, "catalogue.scenarioapplication")],
    )


def selecting(world: World, state: str) -> Prepared:
    """The applicant is the partner."""
    action = "catalogue.scenario.select"
    row = scenario(world, state or legal_state(action))
    inputs = {"scenario_id": row.pk, "organisation_id": world.partner.pk}
    return Prepared(run(action, now=world.now, reason=REASON, **inputs), row)


def clock_verbs(kind: Kind) -> tuple[Scenario, ...]:
    """What only the clock does."""
    return tuple(replace(kind.verb(verb), allowed=NOBODY) for verb in ("escalate", "expire"))


NOT_UNDER_REVIEW_OR_OPEN = frozenset(
    {DemandState.DRAFT, DemandState.MERGED, DemandState.WITHDRAWN, DemandState.EXPIRED}
)
NOT_OPEN = frozenset({ScenarioState.COLLECTED, ScenarioState.REVIEWED, ScenarioState.CLOSED})
RENEWED_TO = date(2026, 12, 31)

SCENARIOS: tuple[Scenario, ...] = (
    *DEMANDS.beside_the_lifecycle(),
    DEMANDS.in_charge("submit"),
    DEMANDS.verb("admit", reason=REASON),
    DEMANDS.verb("accept", note="属实"),
    Scenario("catalogue.demand.merge", merging),
    DEMANDS.verb("return", reason=REASON),
    replace(DEMANDS.verb("diagnose", diagnosis="气孔来自型壳透气性"), unseen_in={EXPERT: NOT_UNDER_REVIEW_OR_OPEN}),
    Scenario("catalogue.demand.diagnose", diagnosing_targeted, "targeted", frozenset({OPERATOR, MANAGER})),
    DEMANDS.verb("publish"),
    DEMANDS.verb("start_matching"),
    DEMANDS.verb("reopen", reason=REASON),
    DEMANDS.verb("contract"),
    DEMANDS.verb("solve", reason=REASON),
    DEMANDS.verb("withdraw", reason=REASON),
    DEMANDS.verb("renew", valid_until=RENEWED_TO),
    *clock_verbs(DEMANDS),
    *ACHIEVEMENTS.beside_the_lifecycle(),
    ACHIEVEMENTS.in_charge("submit"),
    ACHIEVEMENTS.verb("admit", reason=REASON),
    ACHIEVEMENTS.verb("publish"),
    ACHIEVEMENTS.verb("return", reason=REASON),
    ACHIEVEMENTS.verb("convert", reason=REASON),
    ACHIEVEMENTS.verb("withdraw", reason=REASON),
    ACHIEVEMENTS.verb("renew", valid_until=RENEWED_TO),
    *clock_verbs(ACHIEVEMENTS),
    *SCENARIOS_OPENED.beside_the_lifecycle(),
    SCENARIOS_OPENED.verb("review"),
    SCENARIOS_OPENED.verb("admit", reason=REASON),
    SCENARIOS_OPENED.verb("return", reason=REASON),
    SCENARIOS_OPENED.verb("publish"),
    Scenario("catalogue.scenario.apply", applying, unseen_in={EDITOR: NOT_OPEN}),
    Scenario("catalogue.scenario.apply", applying_where_targeted, "targeted"),
    Scenario("catalogue.scenario.select", selecting),
    SCENARIOS_OPENED.verb("start_test"),
    SCENARIOS_OPENED.verb("verify", reason=REASON),
    SCENARIOS_OPENED.verb("fail", reason=REASON),
    SCENARIOS_OPENED.verb("scale", reason=REASON),
    SCENARIOS_OPENED.verb("close", reason=REASON),
    *clock_verbs(SCENARIOS_OPENED),
)
