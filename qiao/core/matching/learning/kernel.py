"""How alike two pairs are, as far as a grade of one tells about the other.

Pairs are alike when their comparisons are (a straight-line and a bell-shaped part), when demands and titles are
alike in meaning at once, and, more than anything, when they belong to one demand and their titles are alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from qiao.core.matching.learning.lexical import Places
from qiao.core.matching.learning.terms import Counts, Numbers

# Shares of the parts, chosen by grouped cross-validation on the open graded pairs (docs/guide/matching_engine.md).
STRAIGHT, AROUND, BELL, MEANING, WORDS, SAME_NEED = 0.05, 0.15, 0.15, 0.1, 0.05, 0.5
OWN_MEANING, OWN_LETTERS, OWN_CHARACTERS = 0.7, 0.4, 0.4
# Width of the bell in standard deviations of a comparison, and how much more the surroundings count in it.
WIDTH, AROUND_WEIGHT = 1.6, 2.0
CHUNK = 1000


@dataclass(frozen=True)
class Points:
    """Pairs as the kernel sees them; `i` and `j` name the rows of the demands and titles they are made of.

    `plain` are the standardised comparisons, `around` the standardised surroundings, `owners` numbers that are
    equal for demands of the same words.
    """

    plain: Numbers
    around: Numbers
    i: Places
    j: Places
    owners: Places
    need_meaning: Numbers
    title_meaning: Numbers
    title_characters: Numbers
    title_words: Counts
    title_letters: Counts

    def __len__(self) -> int:
        return len(self.i)

    def part(self, rows: Places) -> "Points":
        """Return some of the pairs with only the demands and titles they need."""
        needs, i = np.unique(self.i[rows], return_inverse=True)
        titles, j = np.unique(self.j[rows], return_inverse=True)
        return Points(
            self.plain[rows],
            self.around[rows],
            i,
            j,
            self.owners[needs],
            self.need_meaning[needs],
            self.title_meaning[titles],
            self.title_characters[titles],
            self.title_words[titles],
            self.title_letters[titles],
        )

    def chunks(self) -> Iterator[tuple[Places, "Points"]]:
        """Yield the pairs in stretches that keep memory small."""
        for start in range(0, len(self), CHUNK):
            rows = np.arange(start, min(start + CHUNK, len(self)))
            yield rows, self.part(rows)


def general(left: Points, right: Points) -> Numbers:
    """Return the likeness of each left with each right pair, whatever demands they belong to."""
    plain, around = left.plain @ right.plain.T, left.around @ right.around.T
    stretch = AROUND_WEIGHT**2
    width = left.plain.shape[1] + left.around.shape[1]
    lengths = [(one.plain**2).sum(axis=1) + stretch * (one.around**2).sum(axis=1) for one in (left, right)]
    apart = np.maximum(lengths[0][:, None] + lengths[1][None] - 2.0 * (plain + stretch * around), 0.0) / width
    found = BELL * np.exp(-apart / (2.0 * WIDTH**2))
    found += STRAIGHT / left.plain.shape[1] * plain + AROUND / left.around.shape[1] * around
    titles = _grid(left.title_meaning @ right.title_meaning.T, left.j, right.j)
    found += MEANING * _grid(left.need_meaning @ right.need_meaning.T, left.i, right.i) * titles
    found += WORDS * _grid((left.title_words @ right.title_words.T).toarray(), left.j, right.j)
    found += SAME_NEED * (left.owners[left.i][:, None] == right.owners[right.i][None])
    return np.asarray(found, dtype=np.float64)


def _grid(table: Numbers, rows: Places, columns: Places) -> Numbers:
    return np.asarray(table[rows][:, columns], dtype=np.float64)


def add_own(found: Numbers, left: Points, right: Points) -> None:
    """Add to a table of likeness what pairs of one demand tell about each other."""
    ours, theirs = left.owners[left.i], right.owners[right.i]
    for owner in np.intersect1d(ours, theirs).tolist():
        rows, columns = np.flatnonzero(ours == owner), np.flatnonzero(theirs == owner)
        a, b = left.j[rows], right.j[columns]
        near = OWN_MEANING * left.title_meaning[a] @ right.title_meaning[b].T
        near += OWN_CHARACTERS * left.title_characters[a] @ right.title_characters[b].T
        near += OWN_LETTERS * (left.title_letters[a] @ right.title_letters[b].T).toarray()
        found[np.ix_(rows, columns)] += near


def likeness(left: Points, right: Points, *, own: bool) -> Numbers:
    """Return the whole table; `own` adds what grades of the same demand tell."""
    found = np.empty((len(left), len(right)))
    for rows, part in left.chunks():
        table = general(part, right)
        if own:
            add_own(table, part, right)
        found[rows] = table
    return found
