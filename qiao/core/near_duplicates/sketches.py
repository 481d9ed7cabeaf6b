"""The few keys by which records that may be near duplicates are found among very many."""

import numpy as np

from qiao.core.near_duplicates.plain_text import ComparedText, plain_text
from qiao.core.near_duplicates.shingles import numbers_of, shingles, spread

CHARACTERS = 6
"""Length of the stretches that are keys: shorter ones stand in too many texts."""
FEWEST, MOST, SIGNS_PER_KEY = 8, 24, 24
NOTHING = 0
"""The key of a text with nothing to compare; it is never looked for."""
_SIGN_BIT = 1 << 63


def sketch_of(text: ComparedText) -> tuple[int, ...]:
    """The keys of a text, smallest first, as signed numbers of 64 bits (what databases keep).

    One for the whole text and one for its title, so that a copy is found whatever else is common; and of all its
    stretches those with the smallest numbers, 8 to 24 by the length of the text. Which these are depends on the text
    alone, so two texts that share much share some of them: with the part J of all their stretches in common, none of
    k keys agrees with a probability of about (1 − J)**k (Broder, *On the resemblance and containment of documents*,
    1997).
    """
    plain = plain_text(text)
    if not plain.total:
        return (NOTHING,)
    keys = np.unique(spread(shingles(plain, CHARACTERS).keys))
    most = min(MOST, max(FEWEST, len(plain.signs) // SIGNS_PER_KEY))
    whole = numbers_of(plain, [(0, len(plain.signs)), (0, plain.in_title)])
    kept = np.unique(np.concatenate([keys[:most], whole[whole != NOTHING]]))
    return tuple(int(key) - (int(key) & _SIGN_BIT) * 2 for key in kept)
