"""The result that every identifier check returns, and the cleaning done before any check."""

import unicodedata
from dataclasses import dataclass

# Word processors replace the hyphen of a code by one of these when a user types or pastes it.
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"))


@dataclass(frozen=True, slots=True)
class CodeCheck:
    """Outcome of checking one identifier.

    `value` is the normal form of the text, also when the check failed. `problem` is a stable rule code
    that forbids use of the identifier, `warning` one that only asks for attention; both are explained in
    `qiao.core.codes.rules.RULES`.
    """

    value: str
    problem: str | None = None
    warning: str | None = None

    @property
    def ok(self) -> bool:
        """True when nothing forbids the use of the identifier; it may still carry a warning."""
        return self.problem is None


def compact(text: str) -> str:
    """Return the text with full-width forms folded, every blank removed and Latin letters in upper case.

    Folding that changes the number of characters is not done: one sign that unfolds into several (for
    example a circled or Roman number) is not what the document shows, so the pattern must reject it.
    """
    bare = "".join(text.split()).translate(_DASHES)
    folded = unicodedata.normalize("NFKC", bare).upper()
    return folded if len(folded) == len(bare) else bare
