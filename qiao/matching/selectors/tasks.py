"""Introductions that wait for the actor: for an answer, a word on the talks, or the confirmation of an outcome."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Prefetch, QuerySet

from qiao.catalogue.models import IntellectualProperty
from qiao.core.access import Actor
from qiao.foundation.next_steps import granted_onward
from qiao.foundation.registry import POLICY
from qiao.matching.lifecycles.introduction import INTRODUCTION
from qiao.matching.models import Introduction
from qiao.matching.selectors.facts import facts_without_clock
from qiao.matching.selectors.introductions import view_for

MOST = 200
"""Introductions looked at; whether one waits is decided by its grants, row by row."""


@dataclass(frozen=True)
class IntroductionTask:
    """An introduction that waits, titles as the actor may read them ("" where a record is kept from him)."""

    id: int
    need_title: str
    offer_title: str
    due_at: datetime | None
    due_verb: str
    verbs: tuple[str, ...]


@dataclass(frozen=True)
class IntroductionGroup:
    """The introductions that wait in one state, the most urgent first, and how many they are."""

    state: str
    tasks: tuple[IntroductionTask, ...]
    total: int
    late: int


def introduction_groups(actor: Actor, now: datetime, each: int) -> tuple[IntroductionGroup, ...]:
    """What the actor can carry onward, by state, the first ``each`` of every group; one query."""
    states = tuple(granted_onward(Introduction, actor.role))
    if not states:
        return ()
    rows = _with_titles(Introduction.objects.visible_to(actor).filter(state__in=states))
    waiting: dict[str, list[tuple[Introduction, tuple[str, ...]]]] = defaultdict(list)
    for row in rows.order_by(F("due_at").asc(nulls_last=True), "pk")[:MOST]:
        verbs = _verbs(actor, row, now)
        if verbs:
            waiting[row.state].append((row, verbs))
    return tuple(
        IntroductionGroup(
            state=str(state),
            tasks=tuple(_task(actor, row, verbs) for row, verbs in waiting[str(state)][:each]),
            total=len(waiting[str(state)]),
            late=sum(1 for row, _verbs in waiting[str(state)] if row.due_at is not None and row.due_at < now),
        )
        for state in INTRODUCTION.states
        if str(state) in waiting
    )


def _with_titles(rows: QuerySet[Introduction]) -> QuerySet[Introduction]:
    """With both records and their organisations; rights are not shown here, so they are not asked for."""
    found = rows.select_related("demand__organisation", "scenario__organisation", "achievement__organisation")
    no_rights = Prefetch("achievement__rights", queryset=IntellectualProperty.objects.none())
    return found.prefetch_related(no_rights)


def _verbs(actor: Actor, row: Introduction, now: datetime) -> tuple[str, ...]:
    facts = facts_without_clock(row, now)
    steps = granted_onward(Introduction, actor.role)[row.state]
    allowed = [step for step in steps if POLICY.allows(actor, INTRODUCTION.action(step.verb), facts)]
    # Who can only say no any more has answered already: nothing waits for him.
    waits = any(step.target not in INTRODUCTION.final_states for step in allowed)
    return tuple(step.verb for step in allowed) if waits else ()


def _task(actor: Actor, row: Introduction, verbs: tuple[str, ...]) -> IntroductionTask:
    need, offer = view_for(actor, row, row.need), view_for(actor, row, row.achievement)
    return IntroductionTask(
        id=row.pk,
        need_title=need["title"] if need else "",
        offer_title=offer["title"] if offer else "",
        due_at=row.due_at,
        due_verb=row.due_verb,
        verbs=verbs,
    )
