"""The learned ranking beside plain measures, on graded pairs it did not learn from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qiao.core.matching.learning.baselines import bm25_characters, bm25_words, by_chance, tfidf
from qiao.core.matching.learning.calibration import Reliability, reliability
from qiao.core.matching.learning.language import Language
from qiao.core.matching.learning.measuring import Figures, figures, folds_by, grade_score, mean_of
from qiao.core.matching.learning.ranking import Verdict
from qiao.core.matching.learning.records import Grade, Need, Offer, in_order
from qiao.core.matching.learning.teaching import learn

LEARNED = "learned"
NEW_FOLDS, KNOWN_FOLDS = 5, 3
# Demands with fewer graded pairs are easy whatever the order; this many and more are measured apart.
LONG = 30
_SEED = 2019


@dataclass(frozen=True)
class Part:
    """One way of leaving pairs out: the figures of each engine, and the reliability of the learned one."""

    name: str
    demands: int
    pairs: int
    rows: tuple[tuple[str, Figures], ...]
    reliability: Reliability


def benchmark(
    needs: Sequence[Need], offers: Sequence[Offer], grades: Sequence[Grade], told: Callable[[int], None]
) -> tuple[Part, ...]:
    """Measure on demands without any grade (`new`; `long` are those with many pairs) and with some (`known`).

    Demands of the same title are left out together. `told` hears the number of rankings learned so far.
    """
    ordered = in_order(grades)
    language = Language.of(needs, offers)
    titles = {need.key: need.title.strip() or need.key for need in needs}
    new = folds_by([titles[grade.need] for grade in ordered], NEW_FOLDS, _SEED)
    known = folds_by([f"{grade.need} {grade.offer}" for grade in ordered], KNOWN_FOLDS, _SEED)
    scores = _plain(needs, offers, ordered)
    done = 0

    def held_out(folds: list[int]) -> list[Verdict]:
        nonlocal done
        found: dict[int, Verdict] = {}
        for fold in sorted(set(folds)):
            inside = [place for place, one in enumerate(folds) if one == fold]
            ranking = learn(needs, offers, [ordered[p] for p, one in enumerate(folds) if one != fold], language)
            asked = [(ordered[place].need, ordered[place].offer) for place in inside]
            found |= dict(zip(inside, ranking.verdicts(needs, offers, asked), strict=True))
            told(done := done + 1)
        return [found[place] for place in range(len(folds))]

    fresh, again = held_out(new), held_out(known)
    sizes: dict[str, int] = {}
    for grade in ordered:
        sizes[grade.need] = sizes.get(grade.need, 0) + 1
    everything = list(range(len(ordered)))
    long = [place for place in everything if sizes[ordered[place].need] >= LONG]
    return (
        _part("new", ordered, [everything], scores, fresh),
        _part("long", ordered, [long], scores, fresh),
        _part("known", ordered, [[p for p in everything if known[p] == k] for k in sorted(set(known))], scores, again),
    )


def _plain(needs: Sequence[Need], offers: Sequence[Offer], grades: Sequence[Grade]) -> dict[str, list[float]]:
    pairs = [(grade.need, grade.offer) for grade in grades]
    asked = {need.key: f"{need.title}\n{need.text}" for need in needs}
    offered = {offer.key: offer.title for offer in offers}
    return {
        "random": by_chance(pairs),
        "bm25_words": bm25_words(pairs, asked, offered),
        "bm25_characters": bm25_characters(pairs, asked, offered),
        "tfidf": tfidf(pairs, asked, offered),
    }


def _part(
    name: str, grades: Sequence[Grade], folds: list[list[int]], plain: dict[str, list[float]], found: list[Verdict]
) -> Part:
    used = [place for fold in folds for place in fold]
    levels = [grades[place].level for place in used]
    scores = {**plain, LEARNED: [verdict.score for verdict in found]}
    rows = []
    for engine, values in scores.items():
        measured = mean_of(
            [
                figures([grades[p].need for p in fold], [grades[p].level for p in fold], [values[p] for p in fold])
                for fold in folds
                if fold
            ]
        )
        rows.append((engine, measured))
    mark = grade_score(levels, [found[place].level for place in used])
    rows[-1] = (LEARNED, replace(rows[-1][1], grade_score=mark))
    chances = [found[place].probability or 0.0 for place in used]
    demands = len({grades[place].need for place in used})
    return Part(name, demands, len(used), tuple(rows), reliability(chances, levels))
