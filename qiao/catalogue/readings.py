"""Reading text as its reader does: full-width or narrow, with or without invisible characters. Pure."""

import re
import unicodedata
from collections.abc import Callable

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\ufe0f]")


class _Folds(dict[int, int]):
    """Compatibility forms of single characters (Unicode NFKC) that keep the length of the text."""

    def __missing__(self, point: int) -> int:
        form = unicodedata.normalize("NFKC", chr(point))
        self[point] = ord(form) if len(form) == 1 else point
        return self[point]


_FOLDS = _Folds()


def folded(text: str) -> str:
    """The text in compatibility forms, without invisible characters."""
    return _INVISIBLE.sub("", text).translate(_FOLDS)


def replaced(text: str, pattern: re.Pattern[str], stand_in: Callable[[re.Match[str]], str]) -> str:
    """The text with what the pattern finds in its folded form replaced; every other character stays as written."""
    plain = text.translate(_FOLDS)
    places = None
    if _INVISIBLE.search(plain):
        places = [place for place, sign in enumerate(plain) if not _INVISIBLE.match(sign)]
        plain = _INVISIBLE.sub("", plain)
    pieces, done = [], 0
    for found in pattern.finditer(plain):
        start, end = found.span()
        if start == end:
            continue
        if places:
            start, end = places[start], places[end - 1] + 1
        pieces += [text[done:start], stand_in(found)]
        done = end
    return "".join((*pieces, text[done:])) if pieces else text
