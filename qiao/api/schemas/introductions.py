"""Introductions and what came of them; matches."""

from datetime import datetime
from typing import Annotated, get_args

from ninja import Schema

from qiao.api.codes import codes, human_verbs, listed
from qiao.api.schemas.answers import OfferOut, Part
from qiao.api.schemas.catalogue import AnyRecord
from qiao.core.matching.results import FactName, Level, Verdict
from qiao.matching.lifecycles.introduction import INTRODUCTION, DeclineReason, IntroductionState, OutcomeKind, Side


class IntroductionOut(Schema):
    """An introduction; titles are empty where a record is kept from the caller."""

    id: int
    state: Annotated[str, listed(IntroductionState)]
    need_title: str
    offer_title: str
    proposed_at: datetime
    active_at: datetime
    due_at: datetime | None


class IntroductionsPart(Part):
    """Part of the introductions."""

    items: list[IntroductionOut]


class IntroductionOffer(OfferOut):
    """A verb of an introduction."""

    verb: Annotated[str, codes("IntroductionVerb", human_verbs(INTRODUCTION))]


class OutcomeOut(Schema):
    """What a side says came of it; it counts once the other side has confirmed it."""

    id: int
    kind: Annotated[str, listed(OutcomeKind)]
    amount_fen: int | None
    note: str
    claimed_side: Annotated[str, listed(Side)]
    claimed_at: datetime
    answer: Annotated[str, codes("OutcomeAnswer", ("confirmed", "disputed", "retracted"), empty=True)]
    answered_at: datetime | None


class IntroductionDetailOut(Schema):
    """An introduction as the caller sees it; each record at the caller's own depth, null when it is kept from it."""

    introduction: IntroductionOut
    side: Annotated[str, listed(Side)] | None
    version: int
    note: str
    declined_side: Annotated[str, listed(Side, empty=True)]
    decline_reason: Annotated[str, listed(DeclineReason, empty=True)]
    decline_text: str
    need: AnyRecord | None
    offer: AnyRecord | None
    outcomes: list[OutcomeOut]
    offers: list[IntroductionOffer]


class PhraseOut(Schema):
    """Words that stand in both texts, and their share of the score in basis points."""

    text: str
    share_bp: int


class FactOut(Schema):
    """How one fact of both sides compares."""

    name: Annotated[str, codes("FactName", get_args(FactName))]
    verdict: Annotated[str, codes("Verdict", get_args(Verdict))]
    source_value: str
    target_value: str
    share_bp: int


class MatchOut(Schema):
    """One explained match; `target` at the caller's own depth. `score_bp` is 0 to 10000."""

    match_id: int | None
    rank: int
    score_bp: int
    level: Annotated[str, codes("MatchLevel", get_args(Level))]
    target: AnyRecord
    phrases: list[PhraseOut]
    facts: list[FactOut]
    missing: list[str]


class MatchesOut(Schema):
    """Matches, the best first. `matched` is false for a record that no run has looked at yet."""

    matched: bool
    items: list[MatchOut]
