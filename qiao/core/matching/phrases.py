"""Phrases that stand in both texts, found from word boundary to word boundary."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice, takewhile
from operator import add

from qiao.core.matching.reading import CLAUSE, KEPT_CLAUSES
from qiao.core.matching.texts import MatchText, Span, parts
from qiao.core.matching.tokens import UNIT, Folded, Segmenter, fold, is_latin
from qiao.core.matching.words import FUNCTION_WORDS

MOST_PLACES = 20
_JOINING = frozenset(" .-/+")


@dataclass(frozen=True)
class Common:
    """A phrase of both texts in canonical spelling, with its places in both full texts."""

    canonical: str
    in_source: tuple[Span, ...]
    in_target: tuple[Span, ...]


@dataclass(frozen=True)
class _Piece:
    """A part of a record in canonical spelling, with the places where a phrase may begin and end."""

    folded: Folded
    offset: int
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def pairs(self) -> Iterator[str]:
        """Yield each two neighbouring characters: a quick test of what the piece can contain."""
        text = self.folded.text
        return (text[place : place + 2] for place in range(len(text) - 1))

    def span(self, start: int, end: int) -> Span | None:
        origin = self.folded.origin(start, end)
        return None if origin is None else Span(origin[0] + self.offset, origin[1] + self.offset)

    def places_of(self, phrase: str) -> Iterator[Span]:
        """Yield where a phrase stands; a Latin edge must not cut through a longer Latin word."""
        text, found = self.folded.text, -1
        while (found := text.find(phrase, found + 1)) >= 0:
            end = found + len(phrase)
            cut_left = found > 0 and is_latin(text[found - 1]) and is_latin(phrase[0])
            cut_right = end < len(text) and is_latin(text[end]) and is_latin(phrase[-1])
            span = self.span(found, end)
            if span is not None and not cut_left and not cut_right:
                yield span


Pieces = list[_Piece]


class ClauseBounds:
    """Cuts clauses at words; the last many thousand are remembered, for records say the same in the same words.

    No phrase crosses the mark at the end of a clause, so each clause can be looked at by itself.
    """

    def __init__(self, segmenter: Segmenter) -> None:
        self.segmenter = segmenter
        self._cut = lru_cache(maxsize=KEPT_CLAUSES)(partial(_cut, segmenter))

    def pieces(self, record: MatchText, pairs: frozenset[str]) -> Pieces:
        """Return the clauses of a record that hold one of these pairs of neighbouring characters."""
        found = []
        for part in parts(record):
            for clause in CLAUSE.finditer(part.text):
                if _holds_pair(clause.group(), pairs):
                    folded, starts, ends = self._cut(clause.group())
                    found.append(_Piece(folded, part.offset + clause.start(), starts, ends))
        return found


def _holds_pair(clause: str, pairs: frozenset[str]) -> bool:
    folded = fold(clause)
    if not pairs.isdisjoint(map(add, folded, folded[1:])):
        return True
    close = "".join(folded.split())
    return len(close) < len(folded) and not pairs.isdisjoint(map(add, close, close[1:]))


def _cut(segmenter: Segmenter, clause: str) -> tuple[Folded, tuple[int, ...], tuple[int, ...]]:
    folded = Folded.of(clause).compact()
    starts, ends = _word_bounds(clause, folded, segmenter)
    return folded, tuple(sorted(starts)), tuple(sorted(ends))


class CommonText:
    """Finds the phrases that a source shares with any target; the source is prepared once."""

    def __init__(self, source: MatchText, bounds: ClauseBounds) -> None:
        self._bounds = bounds
        self._source = _pieces_by_units(source)
        self._pairs = frozenset(pair for piece in self._source for pair in piece.pairs())
        self._places: dict[str, tuple[Span, ...]] = {}
        self._possible: dict[str, bool] = {}

    def phrases(self, target: MatchText) -> list[Common]:
        """Return the longest common phrases of two characters or more, in order of place in the target."""
        return self._collect(self._bounds.pieces(target, self._pairs), shortest=2)

    def units(self, target: MatchText) -> list[Common]:
        """Return all that both texts share, down to single characters, in order of place in the target."""
        return self._collect(_pieces_by_units(target), shortest=1)

    def _collect(self, pieces: Pieces, shortest: int) -> list[Common]:
        found: dict[str, list[Span]] = {}
        places: dict[str, tuple[Span, ...]] = {}
        for piece in pieces:
            for start, end in self._runs(piece, shortest):
                phrase = piece.folded.text[start:end]
                span = piece.span(start, end)
                if span is not None:
                    places[phrase] = self._in_source(phrase)
                    found.setdefault(phrase, []).append(span)
        return [Common(phrase, places[phrase], tuple(spans)) for phrase, spans in found.items()]

    def _in_source(self, phrase: str) -> tuple[Span, ...]:
        """Return where a phrase stands in the source, looked up once for all targets that have it."""
        if phrase not in self._places:
            spans = (span for piece in self._source for span in piece.places_of(phrase))
            self._places[phrase] = tuple(islice(spans, MOST_PLACES))
        return self._places[phrase]

    def _runs(self, piece: _Piece, shortest: int) -> Iterator[tuple[int, int]]:
        """Yield stretches that the source has too: from each start the longest, without overlap."""
        text, free = piece.folded.text, 0
        for start in piece.starts:
            if start < free or (shortest > 1 and text[start : start + 2] not in self._pairs):
                continue
            for end in reversed(self._possible_ends(piece, start)):
                if end - start >= shortest and self._in_source(text[start:end]):
                    yield start, end
                    free = end
                    break

    def _possible_ends(self, piece: _Piece, start: int) -> list[int]:
        later = piece.ends[bisect_left(piece.ends, start + 1) :]
        return list(takewhile(lambda end: self._can_be(piece.folded.text[start:end]), later))

    def _can_be(self, phrase: str) -> bool:
        if phrase not in self._possible:
            self._possible[phrase] = self._stands(phrase)
        return self._possible[phrase]

    def _stands(self, phrase: str) -> bool:
        if len(phrase) > 1 and phrase[:2] not in self._pairs:
            return False
        if not all(char.isalnum() or char in _JOINING for char in phrase):
            return False
        return any(phrase in piece.folded.text for piece in self._source)


def _pieces_by_units(record: MatchText) -> Pieces:
    """Return the parts of a record, to be cut between any two units."""
    found = []
    for part in parts(record):
        folded = Folded.of(part.text).compact()
        starts, ends = _unit_bounds(folded)
        found.append(_Piece(folded, part.offset, tuple(sorted(starts)), tuple(sorted(ends))))
    return found


def _unit_bounds(folded: Folded) -> tuple[set[int], set[int]]:
    spans = [unit.span() for unit in UNIT.finditer(folded.text) if unit.group()[0].isalnum()]
    return {start for start, _ in spans}, {end for _, end in spans}


def _word_bounds(text: str, folded: Folded, segmenter: Segmenter) -> tuple[set[int], set[int]]:
    """Return where phrases may begin and end: at words, but not at function words."""
    starts, ends = set(), set()
    if len(folded.text) == len(text):
        spans = {span for span in segmenter.spans(folded.text) if folded.text[slice(*span)] not in FUNCTION_WORDS}
        return {start for start, _ in spans}, {end for _, end in spans}
    for token in segmenter.tokenise(text):
        if token.text not in FUNCTION_WORDS:
            starts.add(bisect_left(folded.places, token.start))
            ends.add(bisect_left(folded.places, token.end))
    return starts, ends
