"""Facts of two records compared; a fact that one side does not know is neutral."""

from dataclasses import dataclass

from qiao.core.matching.results import FactName, Verdict
from qiao.core.matching.texts import MatchText

NEAR_LEVELS = 2


@dataclass(frozen=True)
class FactVerdict:
    """How one fact compares, with both values as text."""

    name: FactName
    verdict: Verdict
    source_value: str
    target_value: str


def known_facts(record: MatchText) -> tuple[FactName, ...]:
    """Return the names of the facts that a record states."""
    return tuple(fact.name for fact in compare_facts(record, record) if fact.source_value)


def compare_facts(source: MatchText, target: MatchText) -> tuple[FactVerdict, ...]:
    """Compare hi-tech field, industry, maturity, region and cooperation ways, always in this order."""
    return (
        _fact("field", source.field, target.field, _equal(source.field, target.field)),
        _fact("industry", source.industry, target.industry, _industry(source.industry, target.industry)),
        _fact("maturity", _text(source.maturity), _text(target.maturity), _maturity(source, target)),
        _fact("region", source.region, target.region, _equal(source.region[:2], target.region[:2])),
        _fact("ways", _joined(source.ways), _joined(target.ways), _overlap(source.ways, target.ways)),
    )


def _fact(name: FactName, source: str, target: str, verdict: Verdict) -> FactVerdict:
    return FactVerdict(name, verdict if source and target else "unknown", source, target)


def _text(level: int | None) -> str:
    return "" if level is None else str(level)


def _joined(ways: frozenset[str]) -> str:
    return ",".join(sorted(ways))


def _equal(source: str, target: str) -> Verdict:
    return "agrees" if source == target else "differs"


def _overlap(source: frozenset[str], target: frozenset[str]) -> Verdict:
    return "agrees" if source & target else "differs"


def _industry(source: str, target: str) -> Verdict:
    """Compare GB/T 4754 codes: the same group (3 digits) agrees, the same division (2 digits) is near.

    A code known to two digits only can at best be near.
    """
    if len(source) >= 3 and source[:3] == target[:3]:
        return "agrees"
    return "near" if source[:2] == target[:2] else "differs"


def _maturity(source: MatchText, target: MatchText) -> Verdict:
    """Compare what an offer has with what a need expects; more than expected is no fault.

    Two records of the same or of unknown role agree within one level.
    """
    if source.maturity is None or target.maturity is None:
        return "unknown"
    short = abs(source.maturity - target.maturity) - 1
    if {source.role, target.role} == {"need", "offer"}:
        need, offer = (source, target) if source.role == "need" else (target, source)
        short = (need.maturity or 0) - (offer.maturity or 0)
    if short <= 0:
        return "agrees"
    return "near" if short <= NEAR_LEVELS else "differs"
