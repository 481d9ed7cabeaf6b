"""Decisions that several acts on introductions share. Pure."""

from dataclasses import dataclass
from datetime import date

from qiao.core.access import Actor, Role
from qiao.core.outcomes import Invalid, Problem, Refused
from qiao.matching.access import speaks_for
from qiao.matching.grading import GRADES
from qiao.matching.lifecycles.introduction import DeclineReason, IntroductionFacts, OutcomeKind, Side
from qiao.matching.pairs import PairFacts

LONGEST_TEXT = 2000


@dataclass(frozen=True)
class Decline:
    """Why a side says no; ``text`` is compulsory for "other" and welcome for the rest."""

    reason: str
    text: str = ""


@dataclass(frozen=True)
class Claim:
    """What a side says came of the introduction; a contract has an amount in fen, nothing else has one.

    ``evidence`` says where it can be read up.
    """

    kind: str
    amount_fen: int | None = None
    note: str = ""
    happened_on: date | None = None
    evidence: str = ""


def side_of(actor: Actor, facts: IntroductionFacts | PairFacts) -> Side | None:
    """The side whose organisation the actor speaks for, if any."""
    if actor.role is not Role.ORGANISATION_EDITOR:
        return None
    return next((side for side in Side if speaks_for(actor, facts, side)), None)


def require_word_of_absent(actor: Actor, facts: IntroductionFacts, side: Side, reason: str) -> None:
    """Whoever answers for a side that is not on the platform must write how that side gave its word.

    Raises Refused("word_of_absent_side_needed").
    """
    if facts.organisation_of(side) is None and not reason.strip():
        raise Refused("word_of_absent_side_needed", side=str(side), role=str(actor.role))


def check_decline(decline: Decline) -> None:
    """Raises Invalid for an unknown reason, "other" without a text, or a text that is too long."""
    problems = []
    if decline.reason not in tuple(DeclineReason):
        problems.append(_unknown("reason", decline.reason, tuple(DeclineReason)))
    if decline.reason == DeclineReason.OTHER and not decline.text.strip():
        problems.append(Problem("text", "text_for_other"))
    problems += _text_faults("text", decline.text)
    if problems:
        raise Invalid(*problems)


def check_claim(claim: Claim, today: date) -> None:
    """Raises Invalid for an unknown kind, a contract without a positive amount, an amount on anything else, or a
    day that is still to come.
    """
    problems = []
    if claim.kind not in tuple(OutcomeKind):
        problems.append(_unknown("kind", claim.kind, tuple(OutcomeKind)))
    amount = "" if claim.amount_fen is None else str(claim.amount_fen)
    if claim.kind == OutcomeKind.CONTRACT:
        if claim.amount_fen is None or claim.amount_fen <= 0:
            problems.append(Problem("amount_fen", "contract_amount_needed", amount))
    elif claim.amount_fen is not None:
        problems.append(Problem("amount_fen", "amount_only_for_contract", amount))
    if claim.happened_on is not None and claim.happened_on > today:
        problems.append(Problem("happened_on", "date_in_the_future", claim.happened_on.isoformat()))
    problems += _text_faults("note", claim.note) + _text_faults("evidence", claim.evidence)
    if problems:
        raise Invalid(*problems)


def check_grade(grade: int, note: str) -> None:
    """Raises Invalid for a grade outside 1 to 4, and for a note that is too long or holds what no text holds."""
    problems = []
    if grade not in GRADES:
        problems.append(Problem("grade", "outside_range", str(grade), {"least": GRADES[0], "most": GRADES[-1]}))
    problems += _text_faults("note", note)
    if problems:
        raise Invalid(*problems)


def _unknown(field: str, value: str, choices: tuple[str, ...]) -> Problem:
    return Problem(field, "unknown_choice", value, {"choices": ", ".join(choices)})


def _text_faults(field: str, text: str) -> list[Problem]:
    if "\x00" in text:
        return [Problem(field, "words_control_characters", "")]
    return [Problem(field, "words_too_many", text[:60], {"most": LONGEST_TEXT})] if len(text) > LONGEST_TEXT else []
