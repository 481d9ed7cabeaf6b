"""Lifecycle of an achievement in the catalogue."""

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


class AchievementState(StrEnum):
    """States of an achievement in the catalogue."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    CONVERTED = "converted"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


S = AchievementState

ACHIEVEMENT_STAGES: Mapping[str, Stage] = {
    S.DRAFT: Stage.DRAFT,
    S.SUBMITTED: Stage.REVIEW,
    S.PUBLISHED: Stage.OPEN,
    S.CONVERTED: Stage.OPEN,
    S.WITHDRAWN: Stage.CLOSED,
    S.EXPIRED: Stage.CLOSED,
}

ACHIEVEMENT: Lifecycle[ListingFacts] = Lifecycle(
    key="catalogue.achievement",
    states=S,
    initial=S.DRAFT,
    transitions=(
        Transition("submit", (S.DRAFT,), S.SUBMITTED, guards=(has_substance, not_classified)),
        Transition("admit", (S.DRAFT,), S.PUBLISHED, guards=(not_classified, not_yet_expired), needs_reason=True),
        Transition("publish", (S.SUBMITTED,), S.PUBLISHED, guards=(not_classified, not_yet_expired)),
        Transition("return", (S.SUBMITTED,), S.DRAFT, needs_reason=True),
        Transition("convert", (S.PUBLISHED,), S.CONVERTED, needs_reason=True),
        Transition("withdraw", (S.DRAFT, S.SUBMITTED, S.PUBLISHED), S.WITHDRAWN, needs_reason=True),
        Transition("renew", (S.EXPIRED,), S.PUBLISHED, guards=(not_classified,)),
        Transition("escalate", (S.SUBMITTED,), S.SUBMITTED, by_clock=True),
        Transition("expire", (S.PUBLISHED,), S.EXPIRED, by_clock=True),
    ),
    limits=(
        TimeLimit(S.SUBMITTED, "escalate", review_overdue_at, working_days=True),
        TimeLimit(S.PUBLISHED, "expire", expiry_at),
    ),
)
