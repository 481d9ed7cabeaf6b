"""The figures of the closing tables, read from the platform."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from demo.world import ZONE
from qiao.catalogue.models import Achievement, Demand, Scenario
from qiao.catalogue.models.edition import Edition
from qiao.catalogue.selectors.editions import edition_difference, issued_editions, items_of
from qiao.core.editions import ChangeKind
from qiao.foundation.models import Case
from qiao.foundation.wording import text_of
from qiao.matching.lifecycles.commission import CommissionState
from qiao.matching.models import Commission, Direction, Introduction
from qiao.matching.selectors.introductions import outcome_counts
from qiao.matching.selectors.runs import current_run
from qiao.matching.selectors.supply import hit_rate_of
from qiao.parties.models import Holding, Organisation, Person, User

Row = tuple[Any, ...]
FEN_PER_WAN = 1_000_000


def register_rows() -> Iterator[Row]:
    """Organisations, people, and how many people hold each role."""
    yield _("Organisations"), Organisation.objects.live().filter(zone_code=ZONE).count()
    yield _("People"), Person.objects.live().filter(zone_code=ZONE).count()
    roles = Holding.objects.filter(zone_code=ZONE, ends_on=None).order_by("role")
    for role, number in roles.values_list("role").annotate(Count("pk")):
        yield text_of(f"role.{role}"), number


def account_rows() -> Iterator[Row]:
    """Every account with its person and the roles that the person holds."""
    for user in User.objects.exclude(person=None).select_related("person").order_by("pk"):
        roles = Holding.objects.filter(person=user.person, ends_on=None).order_by("pk")
        yield user.username, user.person, "；".join(text_of(f"role.{holding.role}") for holding in roles)


def state_rows() -> Iterator[Row]:
    """Every kind of case with how many there are in each state."""
    cases: tuple[tuple[str, type[Case]], ...] = (
        (_("Demands"), Demand),
        (_("Achievements"), Achievement),
        (_("Scenarios"), Scenario),
        (_("Introductions"), Introduction),
        (_("Commissioned supply lists"), Commission),
        (_("Editions"), Edition),
    )
    for title, case in cases:
        rows = case._default_manager.filter(zone_code=ZONE).order_by().values_list("state").annotate(Count("pk"))
        found = dict(rows)
        states = (
            f"{text_of(f'state.{case.LIFECYCLE.key}.{state}')} {found[state]}"
            for state in case.LIFECYCLE.states
            if state in found
        )
        yield title, sum(found.values()), " · ".join(states)


def clarity_rows(revised: Sequence[tuple[int, int, int]]) -> Iterator[Row]:
    """Demands that were returned and revised, with their clarity before and after."""
    titles = Demand.objects.in_bulk([key for key, _before, _after in revised])
    for key, before, after in revised:
        yield titles[key].code, titles[key].title, before, after


def outcome_rows() -> Iterator[Row]:
    """Confirmed outcomes by kind, and the sum of the contracts in units of 10,000 yuan."""
    counts = outcome_counts(ZONE)
    for kind, number in counts.by_kind.items():
        amount = counts.contract_amount_fen // FEN_PER_WAN if kind == "contract" else ""
        yield text_of(f"outcome.{kind}"), number, amount


def decline_rows() -> Iterator[Row]:
    """Why introductions were declined, the most frequent reason first."""
    declined = Introduction.objects.filter(zone_code=ZONE).exclude(decline_reason="").order_by("pk")
    for reason, number in Counter(declined.values_list("decline_reason", flat=True)).most_common():
        yield text_of(f"decline.{reason}"), number


def run_rows(seconds: Mapping[int, float]) -> Iterator[Row]:
    """The current run of each direction."""
    for direction in Direction:
        run = current_run(ZONE, direction)
        if run is not None:
            levels = (run.strong_count, run.fair_count, run.weak_count, run.nothing_count)
            title = text_of(f"direction.{direction}")
            yield title, run.source_count, run.target_count, *levels, f"{seconds.get(run.pk, 0):.1f}"


def edition_rows() -> Iterator[Row]:
    """Every issued edition with its change from the one before."""
    for edition in issued_editions(ZONE):
        before, found = edition_difference(edition)
        kinds = Counter(change.kind for change in found.changes) if found else Counter[ChangeKind]()
        changes = tuple(kinds[kind] if before else "–" for kind in ChangeKind)
        state = text_of(f"state.{Edition.LIFECYCLE.key}.{edition.state}")
        yield edition.number, edition.title, items_of(edition).count(), *changes, state


def hit_rate_rows() -> Iterator[Row]:
    """The delivered supply lists with the share of items that came to talks, intent or contract."""
    delivered = Commission.objects.filter(
        zone_code=ZONE, state__in=(CommissionState.DELIVERED, CommissionState.CLOSED)
    ).select_related("edition")
    for commission in delivered.order_by("pk"):
        rate = hit_rate_of(commission)
        shares = (_percent(rate.of_answered_bp), _percent(rate.of_all_bp))
        number = commission.edition.number if commission.edition else ""
        yield number, commission.title, rate.items, rate.answered, rate.hits, *shares


def _percent(basis_points: int | None) -> str:
    return "–" if basis_points is None else f"{basis_points // 100}.{basis_points % 100:02d} %"
