"""What happens in the matching room, for whoever listens."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MatchRunFinished:
    """A run is complete and is now the current one of its direction."""

    match_run_id: int
    zone_code: str
    direction: str


@dataclass(frozen=True)
class IntroductionProposed:
    """Two parties are asked whether they want to meet."""

    introduction_id: int


@dataclass(frozen=True)
class IntroductionAccepted:
    """Both sides have accepted and know each other now; ``demand_id`` is None for a scenario."""

    introduction_id: int
    demand_id: int | None
    achievement_id: int


@dataclass(frozen=True)
class IntroductionDeclined:
    """One side does not want to go on."""

    introduction_id: int
    side: str
    reason: str


@dataclass(frozen=True)
class IntroductionLapsed:
    """Nobody answered in time."""

    introduction_id: int


@dataclass(frozen=True)
class NegotiationStarted:
    """The parties of an introduction talk."""

    introduction_id: int


@dataclass(frozen=True)
class NegotiationAsleep:
    """Nothing was heard of a negotiation for the whole period."""

    introduction_id: int


@dataclass(frozen=True)
class OutcomeClaimed:
    """One side says what came of the introduction; the other is asked."""

    introduction_id: int
    outcome_id: int
    kind: str
    side: str


@dataclass(frozen=True)
class OutcomeConfirmed:
    """The counterparty has confirmed; from now on the outcome counts."""

    introduction_id: int
    outcome_id: int
    kind: str
    amount_fen: int | None


@dataclass(frozen=True)
class OutcomeDisputed:
    """The counterparty says that it was not so."""

    introduction_id: int
    outcome_id: int


@dataclass(frozen=True)
class SupplyListDelivered:
    """A customised supply list has reached its zone."""

    commission_id: int
    edition_id: int


@dataclass(frozen=True)
class AdoptionRecorded:
    """A firm has said what it does with an item of a supply list."""

    commission_id: int
    supply_item_id: int
    demand_id: int
    level: str


@dataclass(frozen=True)
class IntroductionWithdrawn:
    """The proposal was taken back before both sides had answered."""

    introduction_id: int


@dataclass(frozen=True)
class OutcomeRetracted:
    """The side that claimed has taken its claim back."""

    introduction_id: int
    outcome_id: int
