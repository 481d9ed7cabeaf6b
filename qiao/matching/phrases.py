"""Finding the stored phrases of a match again in the texts as one viewer sees them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qiao.core.matching.results import Phrase
from qiao.core.matching.texts import MatchText, Span, full_text
from qiao.core.matching.tokens import canonical


@dataclass(frozen=True)
class ShownPhrases:
    """Phrases with places that hold in ``source_text`` and ``target_text``."""

    source_text: str
    target_text: str
    phrases: tuple[Phrase, ...]


def shown_phrases(stored: Sequence[Mapping[str, Any]], source: MatchText, target: MatchText) -> ShownPhrases:
    """The phrases whose words stand in both texts as shown.

    An insider sees a longer text than the masked one that was matched, so places are looked up anew where the stored
    ones do not hold; a phrase that is nowhere in a shown text is left out, so nothing hidden is ever quoted.
    """
    source_text, target_text = full_text(source), full_text(target)
    found = []
    for phrase in stored:
        text = str(phrase["text"])
        in_source = _places(phrase["in_source"], text, source_text)
        in_target = _places(phrase["in_target"], text, target_text)
        if in_source and in_target:
            found.append(Phrase(text, int(phrase["share_bp"]), in_source, in_target))
    return ShownPhrases(source_text, target_text, tuple(found))


def _places(stored: Sequence[Mapping[str, int]], text: str, shown: str) -> tuple[Span, ...]:
    spans = tuple(Span(span["start"], span["end"]) for span in stored)
    wanted = canonical(text)
    if all(canonical(shown[span.start : span.end]) == wanted for span in spans):
        return spans
    return tuple(_occurrences(text, shown))


def _occurrences(text: str, shown: str) -> list[Span]:
    spans, start = [], shown.find(text)
    while text and start >= 0:
        spans.append(Span(start, start + len(text)))
        start = shown.find(text, start + len(text))
    return spans
