"""Which news of the catalogue is told to whom: a table from events to codes and people.

A row names the code of the notice (its words are ``notice.<kind>_<code>``) and who is told. Events that nobody is told
of stand in SILENT, with the reason.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from qiao.catalogue.selectors.audiences import (
    editors_of,
    keepers_of,
    manager_of,
    operators_of,
    owners_of,
)
from qiao.core.taxonomy import DisclosureLevel
from qiao.parties.models import Holding
from qiao.parties.notice_kinds import RECORDS, TASKS

Audience = Callable[[Any, date], QuerySet[Holding]]
KINDS = ("demand", "achievement", "scenario")


@dataclass(frozen=True)
class NewsRow:
    """What is told (a code), of which kind the notice is, and to whom."""

    code: str
    kind: str
    audience: Audience


def listed_parties(record: Any, on: date) -> QuerySet[Holding]:
    """The editors of the organisations to which a targeted record is shown."""
    return editors_of(record.disclosed_to if record.disclosure == DisclosureLevel.TARGETED else (), on)


def selected_party(record: Any, on: date) -> QuerySet[Holding]:
    """The editors of the organisation that was selected for a scenario."""
    return editors_of([record.selected_organisation_id], on)


def refused_applicants(record: Any, on: date) -> QuerySet[Holding]:
    """The editors of the other applicants."""
    applied = record.applications.exclude(organisation=record.selected_organisation_id)
    return editors_of(applied.values_list("organisation_id", flat=True), on)


def owners_and_selected(record: Any, on: date) -> QuerySet[Holding]:
    """The opener of a scenario and the organisation that tests in it."""
    return owners_of(record, on) | selected_party(record, on)


def owners_and_operators(record: Any, on: date) -> QuerySet[Holding]:
    """The owners and the operators of the zone."""
    return owners_of(record, on) | operators_of(record, on)


def operators_and_manager(record: Any, on: date) -> QuerySet[Holding]:
    """The operators of the zone and the manager in charge."""
    return operators_of(record, on) | manager_of(record, on)


_SUBMITTED = NewsRow("submitted", TASKS, operators_of)
_OVERDUE = NewsRow("overdue", TASKS, operators_and_manager)
_DIAGNOSED = NewsRow("diagnosed", TASKS, operators_of)
_TO_DIAGNOSE = NewsRow("to_diagnose", TASKS, manager_of)
_ASSIGNED = NewsRow("assigned", TASKS, manager_of)
_PUBLISHED = NewsRow("published", RECORDS, keepers_of)
_RETURNED = NewsRow("returned", TASKS, owners_of)
_EXPIRED = NewsRow("expired", RECORDS, keepers_of)
_RENEWED = NewsRow("renewed", RECORDS, manager_of)
_WITHDRAWN = NewsRow("withdrawn", RECORDS, operators_and_manager)
_SHOWN = NewsRow("shown_to_you", RECORDS, listed_parties)


def _moved(code: str, audience: Audience = keepers_of) -> tuple[NewsRow, ...]:
    return (NewsRow(code, RECORDS, audience),)


TABLE: Mapping[str, tuple[NewsRow, ...]] = {
    "catalogue.DemandSubmitted": (_SUBMITTED,),
    "catalogue.DemandScreened": (_TO_DIAGNOSE,),
    "catalogue.DemandDiagnosed": (_DIAGNOSED,),
    "catalogue.DemandReturned": (_RETURNED,),
    "catalogue.DemandPublished": (_PUBLISHED, _SHOWN),
    "catalogue.DemandReviewOverdue": (_OVERDUE,),
    "catalogue.DemandExpired": (_EXPIRED,),
    "catalogue.DemandManagerAssigned": (_ASSIGNED,),
    "catalogue.DemandDisclosed": (_SHOWN,),
    "catalogue.DemandRenewed": (_RENEWED,),
    "catalogue.DemandWithdrawn": (_WITHDRAWN,),
    "catalogue.DemandMatchingStarted": _moved("matching"),
    "catalogue.DemandReopened": _moved("reopened"),
    "catalogue.DemandContracted": _moved("contracted"),
    "catalogue.DemandSolved": _moved("solved"),
    "catalogue.DemandMerged": _moved("merged"),
    "catalogue.AchievementSubmitted": (_SUBMITTED,),
    "catalogue.AchievementReturned": (_RETURNED,),
    "catalogue.AchievementPublished": (_PUBLISHED, _SHOWN),
    "catalogue.AchievementReviewOverdue": (_OVERDUE,),
    "catalogue.AchievementExpired": (_EXPIRED,),
    "catalogue.AchievementManagerAssigned": (_ASSIGNED,),
    "catalogue.AchievementDisclosed": (_SHOWN,),
    "catalogue.AchievementRenewed": (_RENEWED,),
    "catalogue.AchievementWithdrawn": (_WITHDRAWN,),
    "catalogue.AchievementConverted": _moved("converted"),
    # A scenario waits for its review from the moment it is collected.
    "catalogue.ScenarioDrafted": (_SUBMITTED,),
    "catalogue.ScenarioReviewed": (_DIAGNOSED,),
    "catalogue.ScenarioReturned": (_RETURNED,),
    "catalogue.ScenarioPublished": (_PUBLISHED, _SHOWN),
    "catalogue.ScenarioReviewOverdue": (_OVERDUE,),
    "catalogue.ScenarioExpired": (_EXPIRED,),
    "catalogue.ScenarioManagerAssigned": (_ASSIGNED,),
    "catalogue.ScenarioDisclosed": (_SHOWN,),
    "catalogue.ScenarioApplied": (NewsRow("applied", TASKS, owners_and_operators),),
    "catalogue.ScenarioSelected": (
        NewsRow("selected", TASKS, selected_party),
        NewsRow("not_selected", RECORDS, refused_applicants),
    ),
    "catalogue.ScenarioTestStarted": _moved("test_started", owners_and_selected),
    "catalogue.ScenarioVerified": _moved("verified", owners_and_selected),
    "catalogue.ScenarioFailed": _moved("failed", owners_and_selected),
    "catalogue.ScenarioScaled": _moved("scaled", owners_and_selected),
    "catalogue.ScenarioClosed": _moved("closed", owners_and_selected),
}

SILENT: Mapping[str, str] = {
    "catalogue.DemandDrafted": "a draft is its maker's own",
    "catalogue.DemandRevised": "whoever may revise it has it before them; it is submitted again when it matters",
    "catalogue.AchievementDrafted": "a draft is its maker's own",
    "catalogue.AchievementRevised": "as with demands",
    "catalogue.ScenarioRevised": "as with demands",
    "catalogue.EditionRecompiled": "a draft that nobody waits for; whoever follows it is told",
    "catalogue.EditionDiscarded": "as above",
}


def rows_with_codes() -> set[tuple[str, str]]:
    """Every code that the table can produce, with its kind of notice."""
    return {
        (f"{kind}_{row.code}", row.kind)
        for event, rows in TABLE.items()
        for row in rows
        for kind in KINDS
        if event.startswith(f"catalogue.{kind.capitalize()}")
    }
