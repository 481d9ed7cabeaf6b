"""Characters that a file format or a font cannot carry, replaced visibly and reported."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

# U+FFFD is the Unicode replacement character; 〓 is the printers' mark for a character missing from the case.
REPLACEMENT = "\ufffd"
MISSING_GLYPH = "〓"
_BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True)
class RenderWarning:
    """Something a reader of the file must know; ``code`` is worded by the screens, ``detail`` is data.

    Codes: ``characters_substituted``, ``cell_truncated``, ``not_archival``.
    """

    code: str
    detail: str


class CharacterFilter:
    """Replaces what ``carries`` refuses by ``mark`` and remembers each refused character in order."""

    def __init__(self, carries: Callable[[str], bool], mark: str = REPLACEMENT) -> None:
        self._carries = carries
        self._mark = mark
        self._refused: dict[str, None] = {}

    def __call__(self, text: str) -> str:
        """The text as it can be written; line ends become "\\n"."""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if all(map(self._passes, text)):
            return text
        return "".join(char if self._passes(char) else self._replacement(char) for char in text)

    def refused(self) -> tuple[str, ...]:
        """The refused characters as code points ("U+20BB7"), each once, in order of appearance."""
        return tuple(f"U+{ord(char):04X}" for char in self._refused)

    def warnings(self) -> tuple[RenderWarning, ...]:
        """One warning that lists every refused character, or none."""
        return (RenderWarning("characters_substituted", " ".join(self.refused())),) if self._refused else ()

    def _passes(self, char: str) -> bool:
        return char == "\n" or self._carries(char)

    def _replacement(self, char: str) -> str:
        self._refused.setdefault(char)
        # Joiners and variation selectors have no shape: a mark for them would invent a character.
        invisible = unicodedata.category(char) == "Cf" or 0xFE00 <= ord(char) <= 0xFE0F
        return "" if invisible else self._mark


def is_xml_text(char: str) -> bool:
    """Whether XML 1.0 (§2.2) may carry the character and it cannot reorder its neighbours on screen."""
    code = ord(char)
    if code < 0x20:
        return char in "\t\n"
    if 0x7F <= code <= 0x9F or char in _BIDI_CONTROLS:
        return False
    return code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000


def xml_filter() -> CharacterFilter:
    """A filter for the XML formats: Word, Excel and Atom; CSV uses it for the same readers."""
    return CharacterFilter(is_xml_text)


def font_filter(codepoints: frozenset[int]) -> CharacterFilter:
    """A filter for the PDF: only what the embedded fonts can draw passes."""
    return CharacterFilter(lambda char: is_xml_text(char) and (ord(char) in codepoints or char == " "), MISSING_GLYPH)
