"""Which achievements go into a supply list, in which order. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qiao.core import assignment
from qiao.core.assignment import Candidate, Conflict, Group
from qiao.core.taxonomy import GapLevel
from qiao.matching.supply.limits import ListLimits, limits_of

_GAP_ORDER = {str(gap): place for place, gap in enumerate((GapLevel.HIGH, GapLevel.MEDIUM, GapLevel.LOW))}
LAST = len(_GAP_ORDER)


@dataclass(frozen=True)
class Answer:
    """That an achievement answers a demand, how well, and by which shared words."""

    demand_id: int
    code: str
    score_bp: int
    level: str
    phrases: tuple[str, ...]
    agreeing: tuple[str, ...]
    text: str

    def as_json(self) -> dict[str, Any]:
        """The form that an item keeps; the text of the demand stays with the demand."""
        return {
            "demand_id": self.demand_id,
            "code": self.code,
            "score_bp": self.score_bp,
            "level": self.level,
            "phrases": list(self.phrases),
            "agreeing": list(self.agreeing),
        }


@dataclass(frozen=True)
class Offered:
    """What the choice looks at in an achievement; ``text`` is all that is publicly said of it."""

    achievement_id: int
    organisation_id: int | None
    field: str
    maturity: int | None
    ways: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Conditions:
    """Criteria and exclusions of the commission."""

    minimum_maturity: int | None
    ways: tuple[str, ...]
    fields: tuple[str, ...]
    excluded_organisations: frozenset[int]
    excluded_achievements: frozenset[int]
    excluded_words: tuple[str, ...]


@dataclass(frozen=True)
class Chosen:
    """One item of the list: the achievement, the demands it answers, its link and that link's gap.

    The first demand is the one for which it is listed, the others follow by score. The link is that of the demand that
    it answers best.
    """

    offered: Offered
    answers: tuple[Answer, ...]
    link: str
    gap: str

    @property
    def score_bp(self) -> int:
        """The score of the answer for which it is listed."""
        return self.answers[0].score_bp


def admitted(offered: Offered, conditions: Conditions) -> bool:
    """Whether an achievement meets every criterion and no exclusion."""
    if conditions.minimum_maturity is not None and (offered.maturity or 0) < conditions.minimum_maturity:
        return False
    if conditions.ways and not set(conditions.ways) & set(offered.ways):
        return False
    if conditions.fields and offered.field not in conditions.fields:
        return False
    if offered.organisation_id in conditions.excluded_organisations:
        return False
    if offered.achievement_id in conditions.excluded_achievements:
        return False
    return not any(word in offered.text for word in conditions.excluded_words if word.strip())


@dataclass(frozen=True)
class Choice:
    """The items of a list in their order, the limits they were chosen under, and the prices of these limits."""

    items: tuple[Chosen, ...]
    limits: ListLimits
    answer: assignment.Answer


def choose(
    found: Iterable[tuple[Offered, Sequence[Answer]]],
    conditions: Conditions,
    links: Sequence[Mapping[str, Any]],
    limits: ListLimits,
) -> Choice | Conflict:
    """The list with the largest total under the limits, or the limits that contradict each other.

    A pair of demand and achievement counts its score and the step of the gap of its link; ties go to links with the
    larger gap, then to the score, to the number of demands answered, to the key, which is the order of the items too.
    """
    offers = sorted(_offers(found, conditions, links), key=_order)
    by_key = {str(offer.offered.achievement_id): offer for offer in offers}
    candidates = [one for place, offer in enumerate(offers) for one in _candidates(offer, place, limits)]
    answer = assignment.answer(candidates, limits_of(limits))
    if isinstance(answer, Conflict):
        return answer
    items = (_listed_for(by_key[one.offer], int(one.need)) for one in answer.assignment.chosen)
    return Choice(tuple(sorted(items, key=_order)), limits, answer)


def _offers(
    found: Iterable[tuple[Offered, Sequence[Answer]]], conditions: Conditions, links: Sequence[Mapping[str, Any]]
) -> Iterator[Chosen]:
    for offered, answers in found:
        if answers and admitted(offered, conditions):
            best_first = tuple(sorted(answers, key=lambda answer: (-answer.score_bp, answer.demand_id)))
            yield Chosen(offered, best_first, *link_of(best_first[0].text, links))


def _candidates(offer: Chosen, place: int, limits: ListLimits) -> Iterator[Candidate]:
    steps = LAST - _GAP_ORDER.get(offer.gap, LAST)
    groups: set[Group] = {("field", offer.offered.field)} if offer.offered.field else set()
    if offer.offered.organisation_id is not None:
        groups.add(("organisation", str(offer.offered.organisation_id)))
    for answer in offer.answers:
        counts = answer.score_bp + steps * limits.limits.gap_step_bp
        key = str(offer.offered.achievement_id)
        yield Candidate(str(answer.demand_id), key, counts, frozenset(groups), precedence=place)


def _listed_for(offer: Chosen, demand_id: int) -> Chosen:
    first = [answer for answer in offer.answers if answer.demand_id == demand_id]
    rest = [answer for answer in offer.answers if answer.demand_id != demand_id]
    return Chosen(offer.offered, (*first, *rest), offer.link, offer.gap)


def link_of(text: str, links: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    """Name and gap of the first link one of whose words (or whose name) stands in the text of the demand."""
    for link in links:
        if any(word in text for word in (link["name"], *link["words"]) if word.strip()):
            return link["name"], link["gap"]
    return "", ""


def _order(item: Chosen) -> tuple[int, int, int, int]:
    gap = _GAP_ORDER.get(item.gap, LAST)
    return gap, -item.score_bp, -len(item.answers), item.offered.achievement_id
