"""What is asked of the funnel, and by whom. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from qiao.core.access import PUBLIC, Actor, Role
from qiao.core.funnel import FunnelStage, Period, View, end_of

KINDS = ("achievement", "demand", "scenario")


class Scope(StrEnum):
    """Whose records a figure counts: all of the zone, those of one organisation, or those open to everybody."""

    ZONE = "zone"
    OWN = "own"
    OPEN = "open"


@dataclass(frozen=True)
class Reader:
    """Who reads, of which zone, and how far: figures and rows always cover the same scope."""

    actor: Actor
    zone_code: str
    scope: Scope

    @property
    def eyes(self) -> Actor:
        """As whom the records are shown."""
        return PUBLIC if self.scope is Scope.OPEN else self.actor


@dataclass(frozen=True, kw_only=True)
class Question:
    """The figures wanted: a view, a period, the last day that counts, and what narrows them ("" = everything).

    ``organisation`` is part of a name; it narrows only for readers of the whole zone.
    """

    period: Period
    until: date
    view: View = View.COHORT
    kind: str = ""
    field: str = ""
    region: str = ""
    organisation: str = ""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of record that are asked for."""
        return (self.kind,) if self.kind else KINDS

    @property
    def ends_at(self) -> datetime:
        """The instant before which everything counted has happened: the view by period ends with the period."""
        last = end_of(self.until)
        return last if self.view is View.COHORT else min(last, self.period.ends_at)


@dataclass(frozen=True)
class RowsAsked:
    """One figure: a stage, and whether the rows that count are wanted or the claims that do not."""

    stage: FunnelStage
    counted: bool = True


def reader_of(actor: Actor, zone_code: str, *, own: bool = False) -> Reader:
    """Operator, supervisor and auditor read the whole zone, an editor on request its organisation, others what is open.

    Masked records are open without their names; targeted ones are in no figure of an open reader.
    """
    if actor.role is Role.AUDITOR or (
        actor.role in (Role.ZONE_OPERATOR, Role.SUPERVISOR) and actor.zone_code == zone_code
    ):
        return Reader(actor, zone_code, Scope.ZONE)
    if own and actor.role is Role.ORGANISATION_EDITOR and actor.organisation_id is not None:
        return Reader(actor, zone_code, Scope.OWN)
    return Reader(actor, zone_code, Scope.OPEN)
