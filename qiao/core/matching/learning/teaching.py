"""Learning the ranking from texts and grades."""

from collections.abc import Sequence

import numpy as np

from qiao.core.matching.learning.calibration import Calibration
from qiao.core.matching.learning.kernel import Points, likeness
from qiao.core.matching.learning.language import Language
from qiao.core.matching.learning.lexical import Places
from qiao.core.matching.learning.pairs import Asked, Texts, among, closeness, compared
from qiao.core.matching.learning.ranking import Judge, Learned, Ranking, Scale, points_of
from qiao.core.matching.learning.records import LEVELS, Grade, Need, Offer, in_order
from qiao.core.matching.learning.regression import fitted
from qiao.core.matching.learning.terms import Numbers

NOISE = 1.5
# The table of likeness grows with the square of the grades: 8,000 take 0.5 GB. More are thinned evenly.
MOST_GRADES = 8000


def learn(
    needs: Sequence[Need], offers: Sequence[Offer], grades: Sequence[Grade], language: Language | None = None
) -> Ranking:
    """Learn the language from all texts and the ranking from the grades; a grade of an unknown key raises KeyError.

    The order of needs, offers and grades does not matter. `language` spares learning it again from the same texts.
    """
    language = language or Language.of(needs, offers)
    ordered = in_order(grades)
    if len(ordered) > MOST_GRADES:
        ordered = [ordered[place] for place in np.linspace(0, len(ordered) - 1, MOST_GRADES).astype(int)]
    graded = {grade.offer for grade in ordered}
    texts = Texts.of(language, needs, [offer for offer in offers if offer.key in graded])
    asked = Asked.of(texts.needs)
    if not ordered:
        return Ranking(language, asked, None)
    pairs = texts.places((grade.need, grade.offer) for grade in ordered)
    levels = np.array([grade.level for grade in ordered], dtype=np.float64)
    return Ranking(language, asked, _taught(texts, pairs, levels, compared(language, asked, texts, pairs)))


def _taught(
    texts: Texts, pairs: tuple[Places, Places], levels: Numbers, found: tuple[tuple[str, ...], Numbers]
) -> Learned:
    names, rows = found
    close = closeness(names, rows)
    around = among(texts, pairs, close, (*pairs, close))
    plain_scale, around_scale = Scale.of(rows), Scale.of(around)
    owners, numbers = texts.owners({})
    scaled = plain_scale.applied(rows), around_scale.applied(around)
    points = points_of(texts, owners, pairs, scaled).part(np.arange(len(levels)))
    belongs = owners[pairs[0]]
    by_need = [np.flatnonzero(belongs == owner) for owner in np.unique(belongs)]
    by_pair = [np.array([place]) for place in range(len(levels))]
    titles = sorted(texts.title_row)
    return Learned(
        points,
        plain_scale,
        around_scale,
        _judge(points, levels, by_need, own=False),
        _judge(points, levels, by_pair, own=True),
        numbers,
        tuple(sorted({(owner, titles[row]) for owner, row in zip(belongs.tolist(), pairs[1].tolist(), strict=True)})),
    )


def _judge(points: Points, levels: Numbers, held_out: Sequence[Places], *, own: bool) -> Judge:
    """Fit one regression and calibrate it on what it answers for pairs left out of it."""
    targets = np.column_stack([(levels >= level).astype(np.float64) for level in LEVELS[1:]])
    fit, answers = fitted(likeness(points, points, own=own), targets, NOISE, held_out)
    return Judge(fit, Calibration.of(answers, levels), own)
