"""A match as a page shows it: texts cut at the marked phrases, facts with the names of their values. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from qiao.core.matching.results import FieldReason, Phrase
from qiao.core.matching.texts import Span
from qiao.matching.selectors.matches import MatchView
from qiao.web.labels import industry_name, label_of, labels_of, maturity_name, region_name

_FULL = 10_000


@dataclass(frozen=True)
class Foot:
    """The number of a phrase that ends here; ``first`` is true where it stands for the first time in this text."""

    number: int
    first: bool


@dataclass(frozen=True)
class Segment:
    """A stretch of text; ``numbers`` are the phrases that it belongs to, none when it is not marked."""

    text: str
    numbers: tuple[int, ...] = ()
    feet: tuple[Foot, ...] = ()


@dataclass(frozen=True)
class ShownPhrase:
    """A phrase of both texts: its number, its share of the score in per cent, its width among all phrases (0–100)."""

    number: int
    text: str
    share: int
    width: int


@dataclass(frozen=True)
class ShownFact:
    """How one fact compares, with the names of both values ("" where unknown) and its share in per cent, signed."""

    name: str
    verdict: str
    source: str
    target: str
    share: int


@dataclass(frozen=True)
class Lack:
    """What one side does not say: ``side`` is source or target, ``name`` a fact or ``body``."""

    side: str
    name: str


@dataclass(frozen=True)
class ShownMatch:
    """One match; phrases come weightiest first and bear the numbers with which both texts are marked.

    ``new`` and ``gained`` (points of 0–100) compare with an earlier text of the same person.
    """

    match: MatchView
    target: Any
    phrases: tuple[ShownPhrase, ...]
    source_text: tuple[Segment, ...]
    target_text: tuple[Segment, ...]
    agreeing: tuple[ShownFact, ...]
    differing: tuple[ShownFact, ...]
    lacking: tuple[Lack, ...]
    new: bool = False
    gained: int = 0

    @property
    def facts(self) -> tuple[ShownFact, ...]:
        """Every fact that both sides state."""
        return self.agreeing + self.differing


def shown_match(match: MatchView, *, new: bool = False, gained: int = 0) -> ShownMatch:
    """The match with its texts cut into segments and its facts in words."""
    shown = match.shown
    facts = tuple(_fact(one) for one in match.fields if one.verdict != "unknown")
    return ShownMatch(
        match=match,
        target=match.target,
        phrases=_phrases(shown.phrases),
        source_text=segments(shown.source_text, [phrase.in_source for phrase in shown.phrases]),
        target_text=segments(shown.target_text, [phrase.in_target for phrase in shown.phrases]),
        agreeing=tuple(fact for fact in facts if fact.verdict != "differs"),
        differing=tuple(fact for fact in facts if fact.verdict == "differs"),
        # A free text is asked for what it lacks beside the matches, not at each of them.
        lacking=tuple(
            Lack(*name.split(".", 1)) for name in match.missing if match.match_id or name.startswith("target.")
        ),
        new=new,
        gained=gained,
    )


def segments(text: str, phrases: Sequence[Sequence[Span]]) -> tuple[Segment, ...]:
    """The text cut wherever a phrase begins or ends; the first phrase bears number 1.

    Nothing of the text is lost but blank lines at its beginning and its end. Where phrases overlap, a stretch bears
    the numbers of all of them, so that the stretches of one number, put together, are exactly the phrase.
    """
    places = [(number, span) for number, spans in enumerate(phrases, start=1) for span in _within(spans, len(text))]
    inner = text.strip("\n")
    start = text.find(inner)
    cuts = {start, start + len(inner), *(edge for _, span in places for edge in (span.start, span.end))}
    edges = sorted(edge for edge in cuts if start <= edge <= start + len(inner))
    found, met = [], set[int]()
    for left, right in pairwise(edges):
        here = [(number, span) for number, span in places if span.start <= left and right <= span.end]
        ending = dict.fromkeys(number for number, span in here if span.end == right)
        feet = tuple(Foot(number, number not in met) for number in ending)
        met.update(ending)
        found.append(Segment(text[left:right], tuple(dict.fromkeys(number for number, _ in here)), feet))
    return tuple(found)


def _within(spans: Sequence[Span], length: int) -> list[Span]:
    return [span for span in spans if 0 <= span.start < span.end <= length]


def _phrases(phrases: Sequence[Phrase]) -> tuple[ShownPhrase, ...]:
    most = max((phrase.share_bp for phrase in phrases), default=0) or 1
    return tuple(
        ShownPhrase(number, phrase.text, phrase.share_bp // 100, max(2, 100 * phrase.share_bp // most))
        for number, phrase in enumerate(phrases, start=1)
    )


def _fact(reason: FieldReason) -> ShownFact:
    return ShownFact(
        reason.name,
        reason.verdict,
        _value(reason.name, reason.source_value),
        _value(reason.name, reason.target_value),
        # Cut towards zero, so that nothing weighs more than it does.
        int(100 * reason.share_bp / _FULL),
    )


def _value(name: str, value: str) -> str:
    if not value:
        return ""
    if name == "field":
        return label_of(value, "field")
    if name == "industry":
        return industry_name(value)
    if name == "region":
        return region_name(value)
    if name == "maturity":
        return maturity_name(int(value))
    return labels_of(value.split(","), "way")
