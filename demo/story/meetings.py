"""The shape of the introduction tables: who is brought together by whom, and what each side then does."""

from dataclasses import dataclass

from qiao.matching.lifecycles.introduction import DeclineReason, OutcomeKind

NEED, OFFER = "need", "offer"
YES, TALKS, WITHDRAW, CONFIRM = "yes", "talks", "withdraw", "confirm"


@dataclass(frozen=True)
class No:
    """A refusal with its listed reason and a word to it."""

    reason: DeclineReason
    text: str = ""


@dataclass(frozen=True)
class Claim:
    """What a side says came of it; a contract has an amount in units of 10,000 yuan."""

    kind: OutcomeKind
    note: str
    wan: int | None = None


@dataclass(frozen=True)
class Dispute:
    """The other side says that it was not so."""

    reason: str


@dataclass(frozen=True)
class Retract:
    """The side that claimed takes it back."""

    reason: str


Act = str | No | Claim | Dispute | Retract


@dataclass(frozen=True)
class Move:
    """At which instant which side does what."""

    at: str
    side: str
    act: Act
    reason: str = ""


@dataclass(frozen=True)
class Meeting:
    """A demand (or scenario) and an achievement by their numbers, the proposing manager, and the moves that follow."""

    need: str
    offer: str
    manager: str
    at: str
    note: str
    moves: tuple[Move, ...] = ()


def met(at_need: str, at_offer: str, talks: str = "") -> tuple[Move, ...]:
    """Both sides accept, and perhaps begin to talk."""
    accepted = (Move(at_need, NEED, YES), Move(at_offer, OFFER, YES))
    return (*accepted, Move(talks, NEED, TALKS)) if talks else accepted


def came(side: str, at: str, claim: Claim, confirmed: str) -> tuple[Move, ...]:
    """One side claims an outcome, the other confirms it."""
    return Move(at, side, claim), Move(confirmed, OFFER if side == NEED else NEED, CONFIRM)
