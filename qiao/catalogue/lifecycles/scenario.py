"""Lifecycle of an application scenario: collected, opened, applied for, tested, scaled."""

from collections.abc import Mapping
from enum import StrEnum

from qiao.catalogue.lifecycles.facts import (
    ListingFacts,
    Stage,
    expiry_at,
    has_substance,
    not_classified,
    not_yet_expired,
    review_overdue_at,
)
from qiao.core.lifecycle import Lifecycle, TimeLimit, Transition


class ScenarioState(StrEnum):
    """States of a scenario."""

    COLLECTED = "collected"
    REVIEWED = "reviewed"
    PUBLISHED = "published"
    APPLIED = "applied"
    SELECTED = "selected"
    TESTING = "testing"
    VERIFIED = "verified"
    FAILED = "failed"
    SCALED = "scaled"
    CLOSED = "closed"


S = ScenarioState

SCENARIO_STAGES: Mapping[str, Stage] = {
    S.COLLECTED: Stage.DRAFT,
    S.REVIEWED: Stage.REVIEW,
    S.PUBLISHED: Stage.OPEN,
    S.APPLIED: Stage.OPEN,
    S.SELECTED: Stage.OPEN,
    S.TESTING: Stage.OPEN,
    S.VERIFIED: Stage.OPEN,
    S.FAILED: Stage.OPEN,
    S.SCALED: Stage.OPEN,
    S.CLOSED: Stage.CLOSED,
}

SCENARIO: Lifecycle[ListingFacts] = Lifecycle(
    key="catalogue.scenario",
    states=S,
    initial=S.COLLECTED,
    transitions=(
        Transition("review", (S.COLLECTED,), S.REVIEWED, guards=(has_substance, not_classified)),
        Transition("admit", (S.COLLECTED,), S.PUBLISHED, guards=(not_classified, not_yet_expired), needs_reason=True),
        Transition("return", (S.REVIEWED,), S.COLLECTED, needs_reason=True),
        Transition("publish", (S.REVIEWED,), S.PUBLISHED, guards=(not_classified, not_yet_expired)),
        Transition("apply", (S.PUBLISHED, S.APPLIED), S.APPLIED),
        Transition("select", (S.APPLIED,), S.SELECTED, needs_reason=True),
        Transition("start_test", (S.SELECTED,), S.TESTING),
        Transition("verify", (S.TESTING,), S.VERIFIED, needs_reason=True),
        Transition("fail", (S.TESTING,), S.FAILED, needs_reason=True),
        Transition("scale", (S.VERIFIED,), S.SCALED, needs_reason=True),
        Transition(
            "close",
            (S.COLLECTED, S.REVIEWED, S.PUBLISHED, S.APPLIED, S.VERIFIED, S.FAILED, S.SCALED),
            S.CLOSED,
            needs_reason=True,
        ),
        Transition("escalate", (S.COLLECTED,), S.COLLECTED, by_clock=True),
        Transition("expire", (S.PUBLISHED,), S.CLOSED, by_clock=True),
    ),
    limits=(
        TimeLimit(S.COLLECTED, "escalate", review_overdue_at, working_days=True),
        TimeLimit(S.PUBLISHED, "expire", expiry_at),
    ),
)
