"""The learned ranking: what it is made of and what it says of a pair; `learning.teaching` makes one."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qiao.core.matching.learning.calibration import Calibration
from qiao.core.matching.learning.kernel import Points, likeness
from qiao.core.matching.learning.language import Language
from qiao.core.matching.learning.lexical import Places
from qiao.core.matching.learning.pairs import Asked, Texts, among, closeness, compared
from qiao.core.matching.learning.records import FITS, LEVELS, Need, Offer
from qiao.core.matching.learning.regression import Fit
from qiao.core.matching.learning.terms import Numbers

Pair = tuple[str, str]
# Without a grade: closeness above which a pair is called weak, fairly strong, strong. Read off the open graded
# pairs, so that each level is given as often as the experts gave it.
UNGRADED_STEPS = (1.9, 10.3, 15.7)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the ranking says of a pair.

    `score` ranks (higher is better), `probability` is that of a grade of 3 or 4, `expected` the mean grade to be
    expected (1 to 4), `level` the grade at least as likely to be exceeded as missed (the median, 1 to 4).
    Without grades to learn from, probability and expected are None.
    """

    score: float
    level: int
    probability: float | None = None
    expected: float | None = None


@dataclass(frozen=True)
class Scale:
    """Mean and spread by which columns are standardised."""

    mean: Numbers
    spread: Numbers

    @classmethod
    def of(cls, rows: Numbers) -> "Scale":
        """Measure the columns; what is not known (NaN) is left out, a constant column is left as it is."""
        known = ~np.isnan(rows)
        count = np.maximum(known.sum(axis=0), 1)
        mean = np.where(known, rows, 0.0).sum(axis=0) / count
        spread = np.sqrt((np.where(known, rows - mean, 0.0) ** 2).sum(axis=0) / count)
        return cls(mean, np.where(spread > 1e-9, spread, 1.0))

    def applied(self, rows: Numbers) -> Numbers:
        """Return the standardised columns; the unknown is put at the mean, the extreme at six spreads."""
        found: Numbers = np.nan_to_num(np.clip((rows - self.mean) / self.spread, -6.0, 6.0))
        return found


@dataclass(frozen=True)
class Judge:
    """One regression with the calibration of its answers; `own` when it uses grades of the same demand."""

    fit: Fit
    calibration: Calibration
    own: bool


@dataclass(frozen=True)
class Learned:
    """What the grades taught: the graded pairs, their scales, and one judge for new and one for graded demands."""

    points: Points
    plain: Scale
    around: Scale
    fresh: Judge
    known: Judge
    owners: dict[str, int]
    graded: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Ranking:
    """The language of both lists and, if there were grades, what they taught."""

    language: Language
    asked: Asked
    learned: Learned | None

    def verdicts(self, needs: Sequence[Need], offers: Sequence[Offer], pairs: Sequence[Pair]) -> list[Verdict]:
        """Judge pairs of keys, in their order; raises KeyError for a key that is in neither list.

        The pairs of one demand are judged beside each other (see `surroundings`): all candidates of a demand
        belong in one call.
        """
        if not pairs:
            return []
        wanted, offered = {need for need, _ in pairs}, {offer for _, offer in pairs}
        graded = {title for _, title in self.learned.graded} if self.learned else set()
        titles = [offer for offer in offers if offer.key in offered]
        titles += [Offer(f"\0{title}", title) for title in sorted(graded)]
        texts = Texts.of(self.language, [need for need in needs if need.key in wanted], titles)
        i, j = texts.places(pairs)
        if self.learned is None:
            close = closeness(*compared(self.language, self.asked, texts, (i, j)))
            return [Verdict(float(one), 1 + sum(one > step for step in UNGRADED_STEPS)) for one in close]
        return self._learned(self.learned, texts, i, j)

    def _learned(self, learned: Learned, texts: Texts, i: Places, j: Places) -> list[Verdict]:
        owners, _ = texts.owners(learned.owners)
        proposed = [
            (need, texts.title_row[title])
            for owner, title in learned.graded
            for need in np.flatnonzero(owners == owner).tolist()
        ]
        before = np.array(proposed, dtype=np.int64).reshape(-1, 2)
        needs, titles = np.concatenate([i, before[:, 0]]), np.concatenate([j, before[:, 1]])
        names, rows = compared(self.language, self.asked, texts, (needs, titles))
        close = closeness(names, rows)
        around = among(texts, (i, j), close[: len(i)], (needs, titles, close))
        points = points_of(
            texts, owners, (i, j), (learned.plain.applied(rows[: len(i)]), learned.around.applied(around))
        )
        graded = np.isin(owners[i], learned.points.owners)
        chances = np.empty((len(i), len(LEVELS) - 1))
        for judge in (learned.fresh, learned.known):
            chosen = np.flatnonzero(graded == judge.own)
            for part, inside in points.part(chosen).chunks():
                answers = judge.fit.answers(likeness(inside, learned.points, own=judge.own))
                chances[chosen[part]] = judge.calibration.probabilities(answers)
        return [_verdict(chance) for chance in chances]


def points_of(texts: Texts, owners: Places, pairs: tuple[Places, Places], rows: tuple[Numbers, Numbers]) -> Points:
    """Return pairs as the kernel sees them; `rows` are the standardised comparisons and surroundings."""
    needs, offers = texts.needs, texts.offers
    plain, around = rows
    return Points(
        plain,
        around,
        *pairs,
        owners,
        needs.vectors["word", "all"],
        offers.vectors["word"],
        offers.vectors["one"],
        offers.rows["word"],
        offers.rows["one"],
    )


def _verdict(chance: Numbers) -> Verdict:
    expected = 1.0 + float(chance.sum())
    return Verdict(expected, 1 + int((chance > 0.5).sum()), float(chance[FITS - 2]), expected)
