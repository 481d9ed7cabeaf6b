"""The catalogue as cases: records on which somebody works, drafts too, with who may do what to them next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery

from qiao.catalogue.disclosure import Depth, depth_of, disclosure_facts, masked_view, sees
from qiao.catalogue.filters import ListingFilters
from qiao.catalogue.lifecycles.facts import Stage
from qiao.catalogue.models import Achievement, Demand, Scenario
from qiao.catalogue.models.listing import Listing
from qiao.catalogue.models.visibility import inside
from qiao.catalogue.selectors.narrowing import searched
from qiao.catalogue.selectors.rights import acting_states, allowed_verbs
from qiao.core.access import Actor, Role
from qiao.core.lifecycle import Due
from qiao.foundation.next_steps import acting_next, granted_onward, overdue_states
from qiao.parties.models import Person

MODELS: Mapping[str, Any] = {"demand": Demand, "achievement": Achievement, "scenario": Scenario}
SORTS = ("due_at", "-created_at", "created_at", "code", "title", "state", "-published_at")
PAGE_SIZE = 20
_PIECE = 500


@dataclass(frozen=True, kw_only=True)
class CaseFilters:
    """What a list of cases is narrowed to; empty sets no condition.

    ``who`` is the role that acts next, ``unit`` part of the organisation's name, ``mine`` what the actor drafted, is
    in charge of, or keeps for its organisation; ``overdue`` is what has waited longer than it should.
    """

    text: str = ""
    state: str = ""
    field: str = ""
    who: str = ""
    unit: str = ""
    overdue: bool = False
    mine: bool = False


@dataclass(frozen=True)
class CaseRow:
    """One line: the record as the actor may see it, its clock, the verbs that carry it on, and all that he has."""

    view: Mapping[str, Any]
    version: int
    due_at: datetime | None
    due_verb: str
    clock: Due | None
    is_overdue: bool
    manager: str
    onward: tuple[str, ...]
    verbs: tuple[str, ...]


@dataclass(frozen=True)
class CasePage:
    """One page of cases and how many there are in all."""

    rows: tuple[CaseRow, ...]
    total: int
    number: int
    size: int

    @property
    def pages(self) -> int:
        """Number of pages, at least 1."""
        return max(1, -(-self.total // self.size))


def cases_page(kind: str, actor: Actor, filters: CaseFilters, sort: str, number: int, now: datetime) -> CasePage:
    """One page of the cases of a kind; two queries, three for achievements. Raises ValueError for an unknown order."""
    rows = filtered_cases(kind, actor, filters, now)
    first = (number - 1) * PAGE_SIZE
    found = _shown(rows).order_by(*_order(sort))[first : first + PAGE_SIZE]
    return CasePage(tuple(_row(actor, record, now) for record in found), rows.count(), number, PAGE_SIZE)


def every_case(kind: str, actor: Actor, filters: CaseFilters, sort: str, now: datetime) -> Iterator[CaseRow]:
    """Every row of a filtered list in order, for an export; only the keys and one piece are ever in memory."""
    keys = list(filtered_cases(kind, actor, filters, now).order_by(*_order(sort)).values_list("pk", flat=True))
    for first in range(0, len(keys), _PIECE):
        yield from chosen_cases(kind, actor, keys[first : first + _PIECE], now)


def chosen_cases(kind: str, actor: Actor, keys: list[int], now: datetime) -> tuple[CaseRow, ...]:
    """The rows with these keys in this order; keys of cases that do not exist for the actor are passed over."""
    found = {record.pk: record for record in _shown(case_rows(kind, actor)).filter(pk__in=keys)}
    return tuple(_row(actor, found[key], now) for key in keys if key in found)


def filtered_keys(kind: str, actor: Actor, filters: CaseFilters, now: datetime, most: int) -> list[int]:
    """The keys of at most ``most`` cases of a filtered list, those first whose clock ends first."""
    rows = filtered_cases(kind, actor, filters, now).order_by(*_order("due_at"))
    return list(rows.values_list("pk", flat=True)[:most])


def case_rows(kind: str, actor: Actor) -> Any:
    """The records on which the actor works or may act: those that concern him, and those of his zone open to a verb."""
    model = MODELS[kind]
    in_reach = Q(zone_code=actor.zone_code, state__in=acting_states(model, actor))
    return model.objects.visible_to(actor).filter(_concern(model, actor) | in_reach)


def concerning_rows(kind: str, actor: Actor) -> Any:
    """The records that concern the actor: those seen from the inside, and those under review that he may see."""
    model = MODELS[kind]
    return model.objects.visible_to(actor).filter(_concern(model, actor))


def states_of(model: Any, *stages: Stage) -> tuple[str, ...]:
    """The states of a kind that belong to these stages."""
    return tuple(str(state) for state, stage in model.STAGES.items() if stage in stages)


def overdue(model: Any, now: datetime) -> Q:
    """What has waited longer than it should: its clock is over, or its delay was reported and it still waits."""
    reported = Q(escalated_at__isnull=False, state__in=overdue_states(model))
    return Q(due_at__lt=now) | reported


def clock_of(record: Listing) -> Due | None:
    """The clock to be shown: the one that runs, or the one whose end was reported while the case waits on."""
    if record.due_at is not None:
        return Due(record.due_at, record.due_verb)
    if record.escalated_at is None or record.state not in overdue_states(type(record)):
        return None
    return Due(
        record.escalated_at, next(limit.verb for limit in record.LIFECYCLE.limits if limit.state == record.state)
    )


def overdue_now(record: Listing, now: datetime) -> bool:
    """The same of one record."""
    reported = record.escalated_at is not None and record.state in overdue_states(type(record))
    return reported or (record.due_at is not None and record.due_at < now)


def filtered_cases(kind: str, actor: Actor, filters: CaseFilters, now: datetime) -> Any:
    """The cases that fit every filter."""
    model = MODELS[kind]
    rows = searched(case_rows(kind, actor), actor, ListingFilters(text=filters.text, field=filters.field))
    if filters.state:
        rows = rows.filter(state=filters.state)
    if filters.who:
        rows = rows.filter(state__in=_states_for(model, Role(filters.who)))
    if filters.unit:
        named = Q(organisation__name__icontains=filters.unit) | Q(organisation_name__icontains=filters.unit)
        rows = rows.named_to(actor).filter(named)
    if filters.overdue:
        rows = rows.filter(overdue(model, now))
    return rows.filter(_mine(actor)) if filters.mine else rows


def works_on(actor: Actor, record: Listing) -> bool:
    """Whether the record is a case of the actor: seen from inside, under review, or open to one of his verbs."""
    facts = disclosure_facts(record)
    if not sees(actor, facts):
        return False
    concerned = depth_of(actor, facts) is Depth.INSIDE or record.stage is Stage.REVIEW
    return concerned or bool(allowed_verbs(actor, record))


def is_case_of(actor: Actor, kind: str, pk: int) -> bool:
    """The same of the record with this key; one query."""
    record = MODELS[kind].objects.filter(pk=pk).first()
    return record is not None and works_on(actor, record)


def with_manager(rows: Any) -> Any:
    """The rows with the name of the manager in charge as ``manager_name``."""
    named = Person.objects.filter(pk=OuterRef("manager_person")).values("name")
    return rows.annotate(manager_name=Subquery(named[:1]))


def _shown(rows: Any) -> Any:
    rows = with_manager(rows).select_related("organisation")
    return rows.prefetch_related("rights") if rows.model is Achievement else rows


def _row(actor: Actor, record: Any, now: datetime) -> CaseRow:
    verbs = allowed_verbs(actor, record)
    model: Any = type(record)
    steps = {step.verb for step in granted_onward(model, actor.role).get(record.state, ())}
    is_inside = depth_of(actor, disclosure_facts(record)) is Depth.INSIDE
    return CaseRow(
        view=masked_view(record, actor),
        version=record.version,
        due_at=record.due_at,
        due_verb=record.due_verb,
        clock=clock_of(record),
        is_overdue=overdue_now(record, now),
        manager=(record.manager_name or "") if is_inside else "",
        onward=tuple(verb for verb in verbs if verb in steps),
        verbs=verbs,
    )


def _concern(model: Any, actor: Actor) -> Q:
    return inside(model, actor) | Q(state__in=states_of(model, Stage.REVIEW))


def _mine(actor: Actor) -> Q:
    if actor.role is Role.ORGANISATION_EDITOR:
        return Q(organisation_id=actor.organisation_id)
    found = Q(pk__in=())
    if actor.holding_id is not None:
        found |= Q(created_by_holding=actor.holding_id)
    return found if actor.person_id is None else found | Q(manager_person=actor.person_id)


def _states_for(model: Any, role: Role) -> tuple[str, ...]:
    return tuple(str(state) for state in model.LIFECYCLE.states if role in acting_next(model, str(state)))


def _order(sort: str) -> tuple[Any, str]:
    if sort not in SORTS:
        raise ValueError(f"sort: {sort!r} is no order of this list, choose one of {', '.join(SORTS)}")
    if sort == "due_at":
        return F("due_at").asc(nulls_last=True), "-pk"
    if sort == "title":
        # The order itself must not tell a masked title: the open text begins with the title as outsiders read it.
        return F("open_text").asc(), "-pk"
    return sort, "-pk"
