"""Every time limit fires at its instant and not a second before; the system does nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from qiao.catalogue.lifecycles.demand import DemandState
from qiao.core.access import Role, system_actor
from qiao.core.calendar import CHINA
from qiao.core.outcomes import Denied
from qiao.foundation.clocks import Fired, fire_due
from qiao.foundation.models import AuditRow, Case
from tests.factories.imports import import_batch
from tests.factories.listings import EXPIRES_AT, achievement, demand, scenario
from tests.factories.matching import introduction
from tests.factories.world import World
from tests.matrix.enforcement import records, undone, untouched_failures
from tests.matrix.scenarios import LIFECYCLES, SCENARIOS, clock_verbs

SECOND = timedelta(seconds=1)
# Everything begins on Monday 1 June 2026 at 10:00. Five working days end on Monday 8 June.
REVIEW_ENDS = datetime(2026, 6, 9, tzinfo=CHINA)
# Fifteen working days: 2 to 5, 8 to 12, 15 to 18 (the 19th is 端午节), 22 and 23 June.
PROPOSAL_ENDS = datetime(2026, 6, 24, tzinfo=CHINA)
# Ninety days of silence after 1 June, at the same hour.
SILENCE_ENDS = datetime(2026, 8, 30, 10, tzinfo=CHINA)
# A preview may be decided for seven days.
PREVIEW_ENDS = datetime(2026, 6, 9, tzinfo=CHINA)


def met(world: World, state: str) -> Any:
    """An introduction of two parties."""
    return introduction(world, state, demander=world.owner, supplier=world.partner)


@dataclass(frozen=True)
class Clock:
    """A time limit: the object in its state, when it falls due, and where it then moves."""

    key: str
    state: str
    verb: str
    target: str
    make: Callable[[World, str], Any]
    due_at: datetime


CLOCKS = (
    Clock("foundation.import", "previewed", "discard", "discarded", import_batch, PREVIEW_ENDS),
    Clock("catalogue.demand", "submitted", "escalate", "submitted", demand, REVIEW_ENDS),
    Clock("catalogue.demand", "published", "expire", "expired", demand, EXPIRES_AT),
    Clock("catalogue.demand", "matching", "expire", "expired", demand, EXPIRES_AT),
    Clock("catalogue.achievement", "submitted", "escalate", "submitted", achievement, REVIEW_ENDS),
    Clock("catalogue.achievement", "published", "expire", "expired", achievement, EXPIRES_AT),
    Clock("catalogue.scenario", "collected", "escalate", "collected", scenario, REVIEW_ENDS),
    Clock("catalogue.scenario", "published", "expire", "closed", scenario, EXPIRES_AT),
    Clock("matching.introduction", "proposed", "lapse", "lapsed", met, PROPOSAL_ENDS),
    Clock("matching.introduction", "demand_accepted", "lapse", "lapsed", met, PROPOSAL_ENDS),
    Clock("matching.introduction", "supply_accepted", "lapse", "lapsed", met, PROPOSAL_ENDS),
    Clock("matching.introduction", "introduced", "remind", "introduced", met, SILENCE_ENDS),
    Clock("matching.introduction", "negotiating", "remind", "negotiating", met, SILENCE_ENDS),
)


@pytest.mark.parametrize("clock", CLOCKS, ids=lambda clock: f"{clock.key} {clock.state} {clock.verb}")
def test_a_time_limit_fires_at_its_instant(clock: Clock, world: World) -> None:
    row: Case = clock.make(world, clock.state)
    model, action = type(row), f"{clock.key}.{clock.verb}"
    # An introduction stands on two published records, whose own clocks run too.
    model._default_manager.exclude(pk=row.pk).update(due_at=None)
    assert (row.due_at, row.due_verb) == (clock.due_at, clock.verb)
    before = records()

    assert fire_due(clock.due_at - SECOND) == []
    assert records() == before

    assert fire_due(clock.due_at) == [Fired(action, row.pk)]
    after = model._default_manager.get(pk=row.pk)
    assert after.state == clock.target
    assert after.due_at is None or after.due_at > clock.due_at
    audit = AuditRow.objects.get(object_type=model._meta.label_lower)
    assert (audit.action, audit.actor_role, audit.at) == (action, Role.SYSTEM, clock.due_at)
    assert fire_due(clock.due_at) == [], "the same clock does not strike twice"


def same_lifecycle() -> list[tuple[str, str]]:
    """Each verb of the clock with every other action of its lifecycle."""
    pairs = []
    for due in clock_verbs():
        key = due.rpartition(".")[0]
        others = {s.action for s in SCENARIOS if s.action.rpartition(".")[0] == key and s.action != due}
        pairs += [(due, other) for other in sorted(others)]
    return pairs


@pytest.mark.parametrize("due", clock_verbs())
def test_the_system_does_nothing_but_what_is_due(due: str, world: World) -> None:
    system = system_actor(due, world.zone.code)
    others = {other for verb, other in same_lifecycle() if verb == due}
    assert others
    for scenario_ in (s for s in SCENARIOS if s.action in others):
        with undone():
            prepared = scenario_.prepare(world, "")
            before = records()
            with pytest.raises(Denied) as caught:
                prepared.call(system)
            assert caught.value.code == "no_right", scenario_.name
            assert untouched_failures(before) == [], scenario_.name


def test_every_case_with_a_limit_is_watched_by_the_clock() -> None:
    assert {clock.key for clock in CLOCKS} == {key for key, case in LIFECYCLES.items() if case.LIFECYCLE.limits}


def test_a_demand_in_matching_keeps_the_clock_it_was_published_with(world: World) -> None:
    assert demand(world, DemandState.MATCHING).due_at == demand(world).due_at == EXPIRES_AT
