"""Which achievements go into a supply list, in which order. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qiao.core.taxonomy import GapLevel

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
    """One item of the list: the achievement, the demands it answers (best first), its link and that link's gap."""

    offered: Offered
    answers: tuple[Answer, ...]
    link: str
    gap: str

    @property
    def score_bp(self) -> int:
        """The score of the best answer."""
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


def choose(
    found: Iterable[tuple[Offered, Sequence[Answer]]],
    conditions: Conditions,
    links: Sequence[Mapping[str, Any]],
    most: int,
) -> list[Chosen]:
    """The items: links with the larger gap first, then by score, by number of demands answered, by key."""
    chosen = []
    for offered, answers in found:
        if answers and admitted(offered, conditions):
            best_first = tuple(sorted(answers, key=lambda answer: (-answer.score_bp, answer.demand_id)))
            link, gap = link_of(best_first[0].text, links)
            chosen.append(Chosen(offered, best_first, link, gap))
    chosen.sort(key=_order)
    return chosen[:most]


def link_of(text: str, links: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    """Name and gap of the first link one of whose words (or whose name) stands in the text of the demand."""
    for link in links:
        if any(word in text for word in (link["name"], *link["words"]) if word.strip()):
            return link["name"], link["gap"]
    return "", ""


def _order(item: Chosen) -> tuple[int, int, int, int]:
    gap = _GAP_ORDER.get(item.gap, LAST)
    return gap, -item.score_bp, -len(item.answers), item.offered.achievement_id
