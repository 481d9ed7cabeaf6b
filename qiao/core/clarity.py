"""How clearly a technology demand is stated, 0 to 100, and the questions whose answers make it clearer.

The measure follows what the organisers of innovation challenges ask of a demand: urgent, true, with complete quantified
targets. Weights and thresholds are our own default; every point can be explained by a component.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date

from qiao.core.taxonomy import BudgetBand

FULL = 100
_TITLE_LENGTHS = ((8, 100), (4, 50))
_CONTENT_LENGTHS = ((120, 100), (60, 70), (20, 35))
_VAGUE = re.compile(
    r"提升|提高|优化|改善|改进|增强|降低|智能化|自动化|数字化|先进|高效|领先|一流|高端|完善|升级|较好|更好|进一步"
)
_SENTENCE_END = re.compile(r"[。；;！!？?\n]")
_DIGIT = re.compile(
    r"[0-9０-９一二三四五六七八九十百千万两]+(?:[0-9０-９.%％]|倍|成|级|个|年|月|天|小时|元|次)|[0-9０-９]"
)
_VAGUE_AT_MOST = 3


@dataclass(frozen=True)
class Indicator:
    """One technical indicator, texts as given: name, present value, target value, unit."""

    name: str
    current: str = ""
    target: str = ""
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class ClarityFacts:
    """What a demand says; empty where it says nothing."""

    title: str = ""
    content: str = ""
    indicators: tuple[Indicator, ...] = ()
    budget_band: str = ""
    urgency: str = ""
    ways: tuple[str, ...] = ()
    deadline: date | None = None
    existing_base: str = ""
    partner_requirements: str = ""
    rights_wish: str = ""
    field: str = ""
    industry: str = ""


@dataclass(frozen=True, kw_only=True)
class ClarityWeights:
    """Points of each component; they sum to 100. Raises ValueError otherwise, or when one is negative."""

    title: int = 6
    content: int = 16
    precision: int = 6
    indicator_targets: int = 14
    indicator_currents: int = 6
    indicator_units: int = 4
    budget: int = 10
    deadline: int = 6
    ways: int = 6
    existing_base: int = 6
    urgency: int = 4
    partner_requirements: int = 4
    rights_wish: int = 4
    field: int = 4
    industry: int = 4

    def __post_init__(self) -> None:
        points = asdict(self)
        wrong = [name for name, value in points.items() if value < 0]
        if wrong:
            raise ValueError(f"clarity weights: {wrong[0]} is negative, give 0 or more points")
        if sum(points.values()) != FULL:
            raise ValueError(f"clarity weights: the sum is {sum(points.values())}, make it {FULL}")


DEFAULT_WEIGHTS = ClarityWeights()


@dataclass(frozen=True)
class Component:
    """Points reached of one component, and the most it can give."""

    code: str
    points: int
    weight: int


@dataclass(frozen=True)
class Question:
    """A guided question (text under ``clarity.question.<code>``) and the points that a full answer adds."""

    code: str
    component: str
    gain: int


@dataclass(frozen=True)
class ClarityReport:
    """The score, where it comes from, and the questions that raise it, the most rewarding first."""

    score: int
    components: tuple[Component, ...]
    questions: tuple[Question, ...]


def clarity_report(facts: ClarityFacts, weights: ClarityWeights = DEFAULT_WEIGHTS) -> ClarityReport:
    """Score the demand and ask what is missing."""
    points = _points(facts, weights)
    most = asdict(weights)
    gains = {code: most[code] - points[code] for code in points}
    if not facts.indicators:
        # Without an indicator, one question asks for name, present value, target and unit together.
        gains["indicator_targets"] += gains.pop("indicator_currents") + gains.pop("indicator_units")
    if not _substance(facts.content):
        # A description that is not there cannot be vague yet.
        gains["content"] += gains.pop("precision")
    questions = [Question(code, code, gain) for code, gain in gains.items() if gain]
    return ClarityReport(
        score=sum(points.values()),
        components=tuple(Component(code, points[code], most[code]) for code in points),
        questions=tuple(sorted(questions, key=lambda question: (-question.gain, question.code))),
    )


def vague_sentences(content: str) -> tuple[str, ...]:
    """Sentences that promise (提升、优化、智能化、先进 …) without naming a single figure."""
    sentences = (sentence.strip() for sentence in _SENTENCE_END.split(content))
    return tuple(text for text in sentences if _VAGUE.search(text) and not _DIGIT.search(text))


def _points(facts: ClarityFacts, weights: ClarityWeights) -> dict[str, int]:
    return {code: weight * _SHARES[code](facts) // FULL for code, weight in asdict(weights).items()}


def _substance(text: str) -> int:
    """Number of letters, digits and Chinese characters; blanks and punctuation carry no meaning."""
    return sum(character.isalnum() for character in text)


def _by_length(text: str, steps: tuple[tuple[int, int], ...]) -> int:
    length = _substance(text)
    return next((share for least, share in steps if length >= least), 0)


def _given(text: str) -> int:
    return FULL if _substance(text) else 0


def _precision(facts: ClarityFacts) -> int:
    if not _substance(facts.content):
        return 0
    vague = min(len(vague_sentences(facts.content)), _VAGUE_AT_MOST)
    return FULL - FULL * vague // _VAGUE_AT_MOST


def _budget(facts: ClarityFacts) -> int:
    if facts.budget_band == BudgetBand.NEGOTIABLE:
        return FULL // 2
    return FULL if facts.budget_band else 0


def _share_of_indicators(good: Callable[[Indicator], bool]) -> Callable[[ClarityFacts], int]:
    def share(facts: ClarityFacts) -> int:
        if not facts.indicators:
            return 0
        return FULL * sum(good(indicator) for indicator in facts.indicators) // len(facts.indicators)

    return share


def _has_target(indicator: Indicator) -> bool:
    return bool(indicator.name.strip() and _DIGIT.search(indicator.target))


_SHARES: Mapping[str, Callable[[ClarityFacts], int]] = {
    "title": lambda facts: _by_length(facts.title, _TITLE_LENGTHS),
    "content": lambda facts: _by_length(facts.content, _CONTENT_LENGTHS),
    "precision": _precision,
    "indicator_targets": _share_of_indicators(_has_target),
    "indicator_currents": _share_of_indicators(lambda indicator: bool(indicator.current.strip())),
    "indicator_units": _share_of_indicators(lambda indicator: bool(indicator.unit.strip())),
    "budget": _budget,
    "deadline": lambda facts: FULL if facts.deadline else 0,
    "ways": lambda facts: FULL if facts.ways else 0,
    "existing_base": lambda facts: _given(facts.existing_base),
    "urgency": lambda facts: _given(facts.urgency),
    "partner_requirements": lambda facts: _given(facts.partner_requirements),
    "rights_wish": lambda facts: _given(facts.rights_wish),
    "field": lambda facts: _given(facts.field),
    "industry": lambda facts: _given(facts.industry),
}
