"""Lifecycle of a technology demand: collected, screened, diagnosed, published, matched, settled."""

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


class DemandState(StrEnum):
    """States of a demand."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SCREENED = "screened"
    DIAGNOSED = "diagnosed"
    PUBLISHED = "published"
    MATCHING = "matching"
    CONTRACTED = "contracted"
    SOLVED = "solved"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


S = DemandState

DEMAND_STAGES: Mapping[str, Stage] = {
    S.DRAFT: Stage.DRAFT,
    S.SUBMITTED: Stage.REVIEW,
    S.SCREENED: Stage.REVIEW,
    S.DIAGNOSED: Stage.REVIEW,
    S.PUBLISHED: Stage.OPEN,
    S.MATCHING: Stage.OPEN,
    S.CONTRACTED: Stage.OPEN,
    S.SOLVED: Stage.OPEN,
    S.MERGED: Stage.CLOSED,
    S.WITHDRAWN: Stage.CLOSED,
    S.EXPIRED: Stage.CLOSED,
}

DEMAND: Lifecycle[ListingFacts] = Lifecycle(
    key="catalogue.demand",
    states=S,
    initial=S.DRAFT,
    transitions=(
        Transition("submit", (S.DRAFT,), S.SUBMITTED, guards=(has_substance, not_classified)),
        # A record that another body has already reviewed (an official list) enters as published.
        Transition("admit", (S.DRAFT,), S.PUBLISHED, guards=(not_classified, not_yet_expired), needs_reason=True),
        Transition("accept", (S.SUBMITTED,), S.SCREENED),
        Transition("merge", (S.SUBMITTED, S.SCREENED), S.MERGED, needs_reason=True),
        Transition("return", (S.SUBMITTED, S.SCREENED, S.DIAGNOSED), S.DRAFT, needs_reason=True),
        Transition("diagnose", (S.SCREENED,), S.DIAGNOSED),
        Transition("publish", (S.DIAGNOSED,), S.PUBLISHED, guards=(not_classified, not_yet_expired)),
        Transition("start_matching", (S.PUBLISHED,), S.MATCHING),
        Transition("reopen", (S.MATCHING,), S.PUBLISHED, needs_reason=True),
        Transition("contract", (S.MATCHING,), S.CONTRACTED),
        Transition("solve", (S.PUBLISHED, S.MATCHING), S.SOLVED, needs_reason=True),
        Transition(
            "withdraw",
            (S.DRAFT, S.SUBMITTED, S.SCREENED, S.DIAGNOSED, S.PUBLISHED, S.MATCHING),
            S.WITHDRAWN,
            needs_reason=True,
        ),
        Transition("renew", (S.EXPIRED,), S.PUBLISHED, guards=(not_classified,)),
        Transition("escalate", (S.SUBMITTED,), S.SUBMITTED, by_clock=True),
        Transition("expire", (S.PUBLISHED, S.MATCHING), S.EXPIRED, by_clock=True),
    ),
    limits=(
        TimeLimit(S.SUBMITTED, "escalate", review_overdue_at, working_days=True),
        TimeLimit(S.PUBLISHED, "expire", expiry_at),
        TimeLimit(S.MATCHING, "expire", expiry_at),
    ),
)
