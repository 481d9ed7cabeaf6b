"""A match as a page shows it: texts cut at the marked phrases, facts with the names of their values. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from qiao.core.matching.results import FieldReason
from qiao.core.matching.texts import Span
from qiao.matching.selectors.matches import MatchView
from qiao.web.labels import industry_name, label_of, labels_of, maturity_name, region_name


@dataclass(frozen=True)
class Segment:
    """A stretch of text, marked when it stands on both sides."""

    text: str
    marked: bool


@dataclass(frozen=True)
class ShownFact:
    """How one fact compares, with the names of both values ("" where unknown)."""

    name: str
    verdict: str
    source: str
    target: str


@dataclass(frozen=True)
class ShownMatch:
    """One match. ``phrases`` are the common phrases, weightiest first; ``missing`` names unknown facts."""

    match: MatchView
    target: Any
    phrases: tuple[str, ...]
    source_text: tuple[Segment, ...]
    target_text: tuple[Segment, ...]
    facts: tuple[ShownFact, ...]


def shown_match(match: MatchView) -> ShownMatch:
    """The match with its texts cut into segments and its facts in words."""
    shown = match.shown
    return ShownMatch(
        match=match,
        target=match.target,
        phrases=tuple(dict.fromkeys(phrase.text for phrase in shown.phrases)),
        source_text=segments(shown.source_text, (span for phrase in shown.phrases for span in phrase.in_source)),
        target_text=segments(shown.target_text, (span for phrase in shown.phrases for span in phrase.in_target)),
        # A free text has no facts but the field, so that all others are unknown: that is no news to its writer.
        facts=tuple(_fact(one) for one in match.fields if match.match_id is not None or one.verdict != "unknown"),
    )


def segments(text: str, spans: Iterable[Span]) -> tuple[Segment, ...]:
    """The text cut at the spans; overlapping and touching spans become one, nothing of the text is lost.

    Blank lines at the beginning and the end are left out.
    """
    found: list[Segment] = []
    position = 0
    for start, end in _joined(spans, len(text)):
        if start > position:
            found.append(Segment(text[position:start], marked=False))
        found.append(Segment(text[start:end], marked=True))
        position = end
    if position < len(text):
        found.append(Segment(text[position:], marked=False))
    if found and not found[0].marked:
        found[0] = Segment(found[0].text.lstrip("\n"), marked=False)
    if found and not found[-1].marked:
        found[-1] = Segment(found[-1].text.rstrip("\n"), marked=False)
    return tuple(segment for segment in found if segment.text)


def _joined(spans: Iterable[Span], length: int) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        start, end = max(0, span.start), min(length, span.end)
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        elif start < end:
            joined.append((start, end))
    return joined


def _fact(reason: FieldReason) -> ShownFact:
    return ShownFact(
        reason.name,
        reason.verdict,
        _value(reason.name, reason.source_value),
        _value(reason.name, reason.target_value),
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
