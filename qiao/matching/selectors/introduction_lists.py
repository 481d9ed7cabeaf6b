"""Lists of introductions for those who take part in them or look after them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, Case, Count, F, Q, Value, When

from qiao.core.access import Actor, Role
from qiao.matching.access import ZONE
from qiao.matching.lifecycles.introduction import OPEN, IntroductionState, Side
from qiao.matching.models import Introduction
from qiao.matching.models.introduction import IntroductionQuerySet
from qiao.matching.selectors.introductions import PAGE_SIZE, view_for

S = IntroductionState
WAITS_FOR: Mapping[Side, tuple[S, ...]] = {
    Side.DEMAND: (S.PROPOSED, S.SUPPLY_ACCEPTED),
    Side.SUPPLY: (S.PROPOSED, S.DEMAND_ACCEPTED),
}
"""The states in which a side is asked whether it wants to meet."""
_NEVER = Q(pk__in=())


@dataclass(frozen=True)
class IntroductionFilters:
    """``side`` is that of the actor's own organisation; ``waiting`` keeps what waits for the actor's answer."""

    state: str = ""
    side: str = ""
    waiting: bool = False


@dataclass(frozen=True)
class ListedIntroduction:
    """One line: titles and units as this viewer may see them ("" where a record is hidden)."""

    id: int
    state: str
    side: str
    waiting: bool
    need_kind: str
    need_title: str
    need_organisation: str
    offer_title: str
    offer_organisation: str
    proposed_at: datetime
    active_at: datetime
    due_at: datetime | None
    due_verb: str


@dataclass(frozen=True)
class IntroductionList:
    """One page: what waits for the actor first, then the latest; ``waiting`` counts what waits in all."""

    rows: tuple[ListedIntroduction, ...]
    total: int
    page: int
    pages: int
    by_state: Mapping[str, int]
    waiting: int


def introduction_list(actor: Actor, filters: IntroductionFilters, page: int = 1) -> IntroductionList:
    """The introductions that the actor may know of. Four queries at most, however many rows."""
    found = _found(actor, filters)
    counted = Introduction.objects.visible_to(actor).order_by().values_list("state")
    by_state: dict[str, int] = {}
    waiting = 0
    for state, number, mine in counted.annotate(number=Count("pk"), mine=Count("pk", filter=_waits_for(actor))):
        by_state[state] = number
        waiting += mine
    total = found.count() if filters.side or filters.waiting else _total(by_state, filters.state)
    rows = found.with_records()[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return IntroductionList(
        rows=tuple(_row(actor, row) for row in rows),
        total=total,
        page=page,
        pages=max(1, -(-total // PAGE_SIZE)),
        by_state=by_state,
        waiting=waiting,
    )


def every_introduction(actor: Actor, filters: IntroductionFilters) -> Iterator[ListedIntroduction]:
    """Every row of the filtered list, read in pages so that memory stays bounded."""
    start = 0
    while rows := list(_found(actor, filters).with_records()[start : start + PAGE_SIZE * 10]):
        yield from (_row(actor, row) for row in rows)
        start += len(rows)


def open_introduction(actor: Actor, need_kind: str, need_id: int, offer_id: int) -> int | None:
    """The key of the introduction of this pair that is under way and that the actor may know of."""
    rows = Introduction.objects.visible_to(actor).filter(achievement=offer_id, **{need_kind: need_id})
    return rows.filter(state__in=[str(state) for state in OPEN]).values_list("pk", flat=True).first()


def _total(by_state: Mapping[str, int], state: str) -> int:
    return by_state.get(state, 0) if state else sum(by_state.values())


def _found(actor: Actor, filters: IntroductionFilters) -> IntroductionQuerySet:
    found = Introduction.objects.visible_to(actor)
    waits = _waits_for(actor)
    if filters.state:
        found = found.filter(state=filters.state)
    if filters.side:
        found = found.filter(_of_side(actor, Side(filters.side)))
    if filters.waiting:
        found = found.filter(waits)
    mine = Case(When(waits, then=Value(True)), default=Value(False), output_field=BooleanField())
    annotated: IntroductionQuerySet = found.annotate(waits=mine)
    return annotated.order_by(F("waits").desc(), "-active_at", "-pk")


def _of_side(actor: Actor, side: Side) -> Q:
    """Introductions in which the actor's organisation stands on this side."""
    if actor.role is not Role.ORGANISATION_EDITOR or actor.organisation_id is None:
        return _NEVER
    if side is Side.SUPPLY:
        return Q(achievement__organisation_id=actor.organisation_id)
    return Q(demand__organisation_id=actor.organisation_id) | Q(scenario__organisation_id=actor.organisation_id)


def _waits_for(actor: Actor) -> Q:
    """Introductions that go on only when the actor answers."""
    if actor.role in ZONE:
        # The zone passes on the word of a side that is not on the platform.
        absent = {
            Side.DEMAND: Q(demand__isnull=False, demand__organisation=None)
            | Q(scenario__isnull=False, scenario__organisation=None),
            Side.SUPPLY: Q(achievement__organisation=None),
        }
        return _asked(Side.DEMAND, absent[Side.DEMAND]) | _asked(Side.SUPPLY, absent[Side.SUPPLY])
    found = _NEVER
    for side in Side:
        own = _of_side(actor, side)
        found |= _asked(side, own) | (Q(state=S.OUTCOME_CLAIMED, claimed_side=str(side.other)) & own)
    return found


def _asked(side: Side, whose: Q) -> Q:
    return Q(state__in=[str(state) for state in WAITS_FOR[side]]) & whose


def _row(actor: Actor, row: Introduction) -> ListedIntroduction:
    need, offer = (view_for(actor, row, record) for record in (row.need, row.achievement))
    sides = {Side.DEMAND: row.need.organisation_id, Side.SUPPLY: row.achievement.organisation_id}
    own = actor.organisation_id if actor.role is Role.ORGANISATION_EDITOR else None
    side = next((str(side) for side, party in sides.items() if own is not None and party == own), "")
    return ListedIntroduction(
        id=row.pk,
        state=row.state,
        side=side,
        waiting=bool(row.waits),  # type: ignore[attr-defined]
        need_kind=str(row.need._meta.model_name),
        need_title=need["title"] if need else "",
        need_organisation=need["organisation_name"] if need else "",
        offer_title=offer["title"] if offer else "",
        offer_organisation=offer["organisation_name"] if offer else "",
        proposed_at=row.proposed_at,
        active_at=row.active_at,
        due_at=row.due_at,
        due_verb=row.due_verb,
    )
