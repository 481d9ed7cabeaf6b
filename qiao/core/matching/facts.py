"""Facts of two records compared; a fact that one side does not know is neutral."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from qiao.core.matching.results import FactName, Verdict
from qiao.core.matching.texts import MatchText, Role

NEAR_LEVELS = 2
_ROLES: dict[str, Role] = {"need": "need", "offer": "offer", "": ""}


@dataclass(frozen=True)
class FactVerdict:
    """How one fact compares, with both values as text."""

    name: FactName
    verdict: Verdict
    source_value: str
    target_value: str


def compare_facts(source: MatchText, target: MatchText) -> tuple[FactVerdict, ...]:
    """Compare hi-tech field, industry, maturity, region and cooperation ways, always in this order."""
    return tuple(compare(source, target) for compare in COMPARISONS.values())


def _fact(name: FactName, source: str, target: str, verdict: Verdict) -> FactVerdict:
    return FactVerdict(name, verdict if source and target else "unknown", source, target)


def _compare_field(source: MatchText, target: MatchText) -> FactVerdict:
    return _fact("field", source.field, target.field, _equal(source.field, target.field))


def _compare_industry(source: MatchText, target: MatchText) -> FactVerdict:
    return _fact("industry", source.industry, target.industry, _industry(source.industry, target.industry))


def _compare_maturity(source: MatchText, target: MatchText) -> FactVerdict:
    return _fact("maturity", _text(source.maturity), _text(target.maturity), _maturity(source, target))


def _compare_region(source: MatchText, target: MatchText) -> FactVerdict:
    return _fact("region", source.region, target.region, _equal(source.region[:2], target.region[:2]))


def _compare_ways(source: MatchText, target: MatchText) -> FactVerdict:
    return _fact("ways", _joined(source.ways), _joined(target.ways), _overlap(source.ways, target.ways))


COMPARISONS: dict[FactName, Callable[[MatchText, MatchText], FactVerdict]] = {
    "field": _compare_field,
    "industry": _compare_industry,
    "maturity": _compare_maturity,
    "region": _compare_region,
    "ways": _compare_ways,
}
"""How each fact is compared, always in this order."""


def fact_texts(record: MatchText) -> tuple[str, ...]:
    """Return each fact as text with what its comparison looks at besides, in the order of `COMPARISONS`."""
    return (
        record.field,
        record.industry,
        f"{_text(record.maturity)}|{record.role}",
        record.region,
        _joined(record.ways),
    )


def with_fact(name: FactName, text: str) -> MatchText:
    """Return a record that has nothing but one fact, from its text by `fact_texts`."""
    blank = MatchText(0, "")
    match name:
        case "field":
            return replace(blank, field=text)
        case "industry":
            return replace(blank, industry=text)
        case "region":
            return replace(blank, region=text)
        case "ways":
            return replace(blank, ways=frozenset(filter(None, text.split(","))))
        case "maturity":
            level, _, role = text.partition("|")
            return replace(blank, maturity=int(level) if level else None, role=_ROLES[role])


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
