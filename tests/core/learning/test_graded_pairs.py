"""The learned ranking on real pairs graded by experts; they lie outside the project."""

import csv
import os
from pathlib import Path

import pytest

from qiao.core.matching.learning.baselines import bm25_words, tfidf
from qiao.core.matching.learning.measuring import figures, folds_by
from qiao.core.matching.learning.records import Grade, Need, Offer
from qiao.core.matching.learning.teaching import learn

ROOT = Path(__file__).resolve().parents[3]
FOLDER = Path(os.environ.get("QIAO_SHARED", ROOT.parent / "shared")) / "matching"


def read(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.skipif(not (FOLDER / "labels.csv").is_file(), reason=f"no graded pairs in {FOLDER} (QIAO_SHARED)")
def test_on_demands_it_never_saw_it_beats_plain_measures_by_a_margin() -> None:
    """Half of the graded demands are learned from, the other half judged; those of one title stay together."""
    grades = [Grade(row["demand_id"], row["achievement_id"], int(row["level"])) for row in read("labels.csv")]
    needs = [Need(row["demand_id"], row["title"], row["text"]) for row in read("demands.csv")]
    offers = [Offer(row["achievement_id"], row["title"]) for row in read("achievements.csv")]
    title = {need.key: need.title for need in needs}
    folds = folds_by([title[grade.need] for grade in grades], 2, 1)
    taught = [grade for grade, fold in zip(grades, folds, strict=True) if fold == 0]
    judged = [grade for grade, fold in zip(grades, folds, strict=True) if fold == 1]
    pairs = [(grade.need, grade.offer) for grade in judged]
    found = [verdict.score for verdict in learn(needs, offers, taught).verdicts(needs, offers, pairs)]
    asked = {need.key: f"{need.title}\n{need.text}" for need in needs}
    offered = {offer.key: offer.title for offer in offers}
    keys, levels = [grade.need for grade in judged], [grade.level for grade in judged]
    ours = figures(keys, levels, found)
    for plain in (bm25_words(pairs, asked, offered), tfidf(pairs, asked, offered)):
        other = figures(keys, levels, plain)
        assert ours.auc > other.auc + 0.03
        assert ours.ndcg > other.ndcg + 0.01
