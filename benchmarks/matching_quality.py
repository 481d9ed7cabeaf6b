"""Quality of the matching engine on demands and achievements graded by experts.

usage: python benchmarks/matching_quality.py [FOLDER]

FOLDER holds demands.csv, achievements.csv and labels.csv of the 2019 contest on the relevance of achievements
to demands; by default `matching` under QIAO_SHARED or `../shared`. Every engine scores the same graded pairs;
the figures are means over demands, so no demand helps another. Nothing is trained on the grades; the
calibration points and thresholds in `ScoringWeights` were read off the last table that is printed here.
"""

import csv
import math
import os
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path

from qiao.core.matching.engine import MatchEngine
from qiao.core.matching.scoring import PairScore
from qiao.core.matching.texts import MatchText
from qiao.core.matching.tokens import default_segmenter, fold

Label = tuple[str, str, int]
Scores = list[float]
Texts = dict[str, str]
ROOT = Path(__file__).resolve().parent.parent
DEFAULT = Path(os.environ.get("QIAO_SHARED", ROOT.parent / "shared")) / "matching"


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def figures(labels: list[Label], scores: Scores) -> dict[str, float]:
    """Return ndcg@10 (gain 2^(grade-1)-1), p@5 and auc (grades 3–4 above 1–2)."""
    by_demand: dict[str, list[tuple[float, str, int]]] = defaultdict(list)
    for (demand, achievement, grade), score in zip(labels, scores, strict=True):
        by_demand[demand].append((-score, achievement, grade))
    gains, firsts, wins, pairs = [], [], 0.0, 0
    for rows in by_demand.values():
        grades = [grade for _, _, grade in sorted(rows)]
        best = discounted(sorted(grades, reverse=True))
        if best:
            gains.append(discounted(grades) / best)
        if max(grades) >= 3:
            firsts.append(sum(grade >= 3 for grade in grades[:5]) / 5)
        good = [score for score, _, grade in rows if grade >= 3]
        bad = [score for score, _, grade in rows if grade <= 2]
        wins += sum(1.0 if g < b else 0.5 if g == b else 0.0 for g in good for b in bad)
        pairs += len(good) * len(bad)
    return {"ndcg@10": mean(gains), "p@5": mean(firsts), "auc": wins / pairs}


def discounted(grades: list[int]) -> float:
    """Return the discounted cumulative gain of the first ten grades."""
    return sum((2.0 ** (grade - 1) - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:10]))


def mean(values: list[float]) -> float:
    """Return the arithmetic mean."""
    return sum(values) / len(values)


def words(text: str) -> list[str]:
    """Return the words of a text."""
    return default_segmenter().words(fold(text))


def characters(text: str, lengths: Iterable[int]) -> list[str]:
    """Return the character sequences of the letters and digits of a text."""
    letters = "".join(char for char in fold(text) if char.isalnum())
    return [letters[i : i + n] for n in lengths for i in range(len(letters) - n + 1)]


def bm25(labels: list[Label], demands: Texts, titles: Texts, cut: Callable[[str], list[str]]) -> Scores:
    """Score by BM25 (k1 1.2, b 0.75) of the achievement titles."""
    found = {key: Counter(cut(title)) for key, title in titles.items()}
    seen = Counter(term for terms in found.values() for term in terms)
    length = mean([float(terms.total()) for terms in found.values()])
    asked = {key: set(cut(text)) for key, text in demands.items()}
    scores = []
    for demand, achievement, _ in labels:
        terms = found[achievement]
        shape = 1.2 * (0.25 + 0.75 * terms.total() / length)
        scores.append(
            sum(
                math.log(1 + (len(found) - seen[term] + 0.5) / (seen[term] + 0.5)) * n * 2.2 / (n + shape)
                for term, n in sorted(terms.items())
                if term in asked[demand]
            )
        )
    return scores


def tfidf(labels: list[Label], demands: Texts, titles: Texts) -> Scores:
    """Score by the cosine of damped TF-IDF vectors of 1–3 characters."""
    bags = {key: Counter(characters(text, (1, 2, 3))) for key, text in {**demands, **titles}.items()}
    seen = Counter(term for terms in bags.values() for term in terms)

    def vector(key: str) -> dict[str, float]:
        terms = bags[key].items()
        weights = {t: (1 + math.log(n)) * (1 + math.log((len(bags) + 1) / (seen[t] + 1))) for t, n in terms}
        length = math.sqrt(sum(weight**2 for weight in weights.values())) or 1.0
        return {term: weight / length for term, weight in weights.items()}

    vectors = {key: vector(key) for key in {key for label in labels for key in label[:2]}}
    return [
        sum(weight * vectors[demand].get(term, 0.0) for term, weight in vectors[achievement].items())
        for demand, achievement, _ in labels
    ]


def ours(labels: list[Label], needs: dict[str, MatchText], offers: dict[str, MatchText]) -> list[PairScore]:
    """Score by the engine, as it is used: achievements indexed, demands as background."""
    engine = MatchEngine.build(offers.values(), background=needs.values())
    show_reach(engine, labels, needs, offers)
    return [engine.pair_score(needs[demand], offers[achievement]) for demand, achievement, _ in labels]


def show_reach(
    engine: MatchEngine, labels: list[Label], needs: dict[str, MatchText], offers: dict[str, MatchText]
) -> None:
    """Print how many grade 3–4 pairs are among the candidates, and how many demands get no answer."""
    good = [(demand, offers[achievement].key) for demand, achievement, grade in labels if grade >= 3]
    found = {demand: set(engine.candidate_keys(needs[demand])) for demand in sorted({d for d, _ in good})}
    reached = sum(key in found[demand] for demand, key in good)
    best = [next((match.level for match in engine.match(need, 1)), "none") for need in needs.values()]
    print(f"grade 3-4 pairs among 200 candidates: {reached} of {len(good)}; best level of all demands:", end=" ")
    print(", ".join(f"{level} {best.count(level)}" for level in ("strong", "fair", "weak", "none")))


def show_calibration(labels: list[Label], scored: list[PairScore]) -> None:
    """Print the share of grades 3–4 by similarity."""
    edges = (0, 200, 400, 600, 800, 1000, 1500, 2000, 10001)
    print("\nsimilarity_bp   pairs  graded 3-4  mean score_bp")
    for low, high in pairwise(edges):
        inside = [i for i, one in enumerate(scored) if low <= one.similarity * 10_000 < high]
        if inside:
            good = sum(labels[i][2] >= 3 for i in inside) / len(inside)
            score = mean([float(scored[i].score_bp) for i in inside])
            print(f"{low:5}-{high:5}  {len(inside):7}  {good:10.3f}  {score:13.0f}")


def main() -> int:
    """Print one line per engine, then the calibration table."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    if not (folder / "labels.csv").is_file():
        print(f"skipped: no graded pairs in {folder}; give the folder that holds labels.csv")
        return 0
    demand_rows, achievement_rows = read(folder / "demands.csv"), read(folder / "achievements.csv")
    labels = [(r["demand_id"], r["achievement_id"], int(r["level"])) for r in read(folder / "labels.csv")]
    demands = {row["demand_id"]: f"{row['title']}\n{row['text']}" for row in demand_rows}
    titles = {row["achievement_id"]: row["title"] for row in achievement_rows}
    needs = {r["demand_id"]: MatchText(i, r["title"], r["text"]) for i, r in enumerate(demand_rows)}
    offers = {r["achievement_id"]: MatchText(i, r["title"]) for i, r in enumerate(achievement_rows)}
    dice = random.Random(2019)
    scored: list[PairScore] = []

    def engine() -> Scores:
        scored.extend(ours(labels, needs, offers))
        return [one.similarity for one in scored]

    rows: tuple[tuple[str, Callable[[], Scores]], ...] = (
        ("random", lambda: [dice.random() for _ in labels]),
        ("BM25, words", lambda: bm25(labels, demands, titles, words)),
        ("BM25, character pairs", lambda: bm25(labels, demands, titles, lambda t: characters(t, (2,)))),
        ("TF-IDF, characters 1-3", lambda: tfidf(labels, demands, titles)),
        ("qiao.core.matching", engine),
    )
    graded = len({label[0] for label in labels})
    print(f"{graded} graded demands, {len(labels)} pairs, {len(titles)} achievements")
    for name, run in rows:
        started = time.perf_counter()
        result = figures(labels, run())
        took = time.perf_counter() - started
        print(f"{name:24}", *(f"{key} {value:.4f}" for key, value in result.items()), f"{took:6.1f} s")
    show_calibration(labels, scored)
    return 0


if __name__ == "__main__":
    sys.exit(main())
