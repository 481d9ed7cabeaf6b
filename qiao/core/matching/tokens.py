"""Chinese and Latin text cut into words that keep their place in the original."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import rjieba

from qiao.core.matching.words import FUNCTION_WORDS

# A Latin word or a number with its unit or decimals is one unit, every other letter is one by itself;
# any other visible character, and a line end, breaks the chain of neighbours. Blanks are transparent:
# many lists print words apart.
UNIT = re.compile(r"[a-z0-9]+(?:\.[0-9][a-z0-9]*)?|[^\W_]|\S|\n")
_BLANK = re.compile(r"[^\S\n]")
_VISIBLE = re.compile(r"\S|\n")


@dataclass(frozen=True, slots=True)
class Token:
    """A folded word and the stretch of the original text it was cut from."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=65536)
def _fold_character(char: str) -> str:
    """Fold one character; one that would become several is kept unless they are Latin (㎡ becomes m2)."""
    folded = unicodedata.normalize("NFKC", char).lower()
    return folded if len(folded) == 1 or (folded.isascii() and folded.isalnum()) else char


def fold(text: str) -> str:
    """Return the text in NFKC and lower case, character by character, so that places can be kept."""
    if text.isascii():
        return text.lower()
    return "".join(map(_fold_character, text))


def is_latin(char: str) -> bool:
    """Return whether a folded character can be part of a longer unit."""
    return char.isascii() and char.isalnum()


@dataclass(frozen=True)
class Folded:
    """A folded text in which each character knows the character of the original it came from."""

    text: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "Folded":
        """Fold a text and keep the places."""
        short = fold(text)
        if len(short) == len(text):
            return cls(short, tuple(range(len(text))))
        pieces = [(char, _fold_character(char)) for char in text]
        places = tuple(place for place, (_, piece) in enumerate(pieces) for _ in piece)
        return cls("".join(piece for _, piece in pieces), places)

    def origin(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the stretch of the original, or None when it would cut through one character of it."""
        first, last = self.places[start], self.places[end - 1]
        if start > 0 and self.places[start - 1] == first:
            return None
        if end < len(self.places) and self.places[end] == last:
            return None
        return first, last + 1

    def compact(self) -> "Folded":
        """Return the text without blanks; one stays between two Latin words, and line ends stay."""
        if _BLANK.search(self.text) is None:
            return self
        kept = [place for place in range(len(self.text)) if self._stays(place)]
        text = "".join(self.text[place] for place in kept)
        return Folded(text, tuple(self.places[place] for place in kept))

    def _stays(self, place: int) -> bool:
        char = self.text[place]
        if char == "\n" or not char.isspace():
            return True
        if place == 0 or not is_latin(self.text[place - 1]):
            return False
        following = _VISIBLE.search(self.text, place)
        return following is not None and is_latin(following.group())


def canonical(text: str) -> str:
    """Return the spelling by which two stretches of text are the same phrase."""
    return Folded.of(text).compact().text


class Segmenter:
    """Cuts text with the dictionary of jieba plus the words of the user (product names, materials)."""

    def __init__(self, user_words: Iterable[str] = ()) -> None:
        self.user_words = tuple(sorted({fold(word).strip() for word in user_words} - {""}))
        self._jieba = rjieba.Jieba()
        for word in self.user_words:
            self._jieba.add_word(word, None, None)

    def words(self, folded: str) -> list[str]:
        """Return the words of two or more characters in an already folded text, in search mode."""
        return [word for word in self._jieba.cut_for_search(folded) if len(word) > 1 and word.isalnum()]

    def tokenise(self, text: str) -> list[Token]:
        """Return the tokens of a text in order of place: words, the words inside long words, Latin units.

        A chain of single characters and of words that the dictionary does not know also gives its character
        pairs, so that a new term still finds itself.
        """
        folded = Folded.of(text)
        found = set(self.spans(folded.text))
        tokens = [
            Token(folded.text[start:end], *origin)
            for start, end in found
            if (origin := folded.origin(start, end)) is not None
        ]
        return sorted(tokens, key=lambda token: (token.start, token.end))

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the stretches of a folded text that are tokens, some twice."""
        for unit in UNIT.finditer(text):
            if is_latin(unit.group()[0]):
                yield unit.span()
        for word, start, end in self._jieba.tokenize(text, "search"):
            if word.isalnum() and not word.isascii():
                yield start, end
        unknown_from: int | None = None
        for word, start, _ in [*self._jieba.tokenize(text), ("", len(text), len(text))]:
            if self._unknown(word):
                unknown_from = start if unknown_from is None else unknown_from
                continue
            if unknown_from is not None:
                yield from ((place, place + 2) for place in range(unknown_from, start - 1))
            unknown_from = None

    def _unknown(self, word: str) -> bool:
        """Return whether a piece is a telling single character or not in the dictionary."""
        if not word.isalnum() or word.isascii() or word in FUNCTION_WORDS:
            return False
        return len(word) == 1 or not self._jieba.has_word(word)


@lru_cache(maxsize=1)
def default_segmenter() -> Segmenter:
    """Return the segmenter without user words, loaded once."""
    return Segmenter()


def tokenise(text: str) -> list[Token]:
    """Cut a text with the default dictionary; see `Segmenter.tokenise`."""
    return default_segmenter().tokenise(text)
