"""Which news of introductions is told to whom: a table from events to codes and sides.

Each reader gets the titles at his own depth; before both sides have accepted, that is without the other's name. What
a side wrote in its own words, and amounts, are never repeated in a notice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from qiao.parties.notice_kinds import INTRODUCTIONS, REMINDERS, TASKS


class Party(StrEnum):
    """Who is told. A side without an organisation on the platform is represented by the operators of the zone."""

    BOTH = "both"
    WAITING = "waiting"  # the sides that have not answered yet
    OTHER = "other"  # the counterparty of the side that the event names
    NAMED = "named"  # the side that the event names
    PROPOSER = "proposer"
    OPERATORS = "operators"


@dataclass(frozen=True)
class MeetingNews:
    """What is told of an introduction, to whom, and which of the event's values go into the words, by text prefix."""

    code: str
    kind: str
    parties: tuple[Party, ...]
    words: Mapping[str, str]


_NONE: Mapping[str, str] = {}
_KIND = {"kind": "outcome"}

TABLE: Mapping[str, MeetingNews] = {
    "matching.IntroductionProposed": MeetingNews("introduction_proposed", TASKS, (Party.WAITING,), _NONE),
    "matching.IntroductionAccepted": MeetingNews(
        "introduction_accepted", INTRODUCTIONS, (Party.BOTH, Party.PROPOSER), _NONE
    ),
    "matching.IntroductionDeclined": MeetingNews(
        "introduction_declined", INTRODUCTIONS, (Party.OTHER, Party.PROPOSER), {"reason": "decline"}
    ),
    "matching.IntroductionLapsed": MeetingNews(
        "introduction_lapsed", INTRODUCTIONS, (Party.BOTH, Party.PROPOSER), _NONE
    ),
    "matching.IntroductionWithdrawn": MeetingNews("introduction_withdrawn", INTRODUCTIONS, (Party.BOTH,), _NONE),
    "matching.NegotiationAsleep": MeetingNews("negotiation_asleep", TASKS, (Party.BOTH, Party.PROPOSER), _NONE),
    "matching.OutcomeClaimed": MeetingNews("outcome_claimed", TASKS, (Party.OTHER,), _KIND),
    "matching.OutcomeConfirmed": MeetingNews("outcome_confirmed", INTRODUCTIONS, (Party.NAMED, Party.PROPOSER), _KIND),
    "matching.OutcomeDisputed": MeetingNews("outcome_disputed", INTRODUCTIONS, (Party.NAMED, Party.OPERATORS), _NONE),
    "matching.OutcomeRetracted": MeetingNews("outcome_retracted", INTRODUCTIONS, (Party.OTHER,), _NONE),
}

SILENT: Mapping[str, str] = {
    "matching.NegotiationStarted": "those concerned talk to each other already; whoever follows the case is told",
    "matching.MatchRunFinished": "a run of a whole zone; its results stand at each record, saved searches tell of them",
}
OTHER_CODES: Mapping[str, str] = {
    "introduction_waits": REMINDERS,
    "supply_list_delivered": INTRODUCTIONS,
    "adoption_recorded": INTRODUCTIONS,
}
"""Notices of this room that follow from no row of the table, with their kinds."""
