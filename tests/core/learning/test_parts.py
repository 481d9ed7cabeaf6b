"""The parts of the learned ranking against arithmetic, and its file."""

import json
from pathlib import Path

import numpy as np
import pytest

from qiao.core.matching.learning.baselines import bm25_characters, bm25_words, tfidf
from qiao.core.matching.learning.calibration import Calibration, reliability
from qiao.core.matching.learning.measuring import figures, folds_by, grade_score
from qiao.core.matching.learning.regression import fitted
from qiao.core.matching.learning.storage import UnreadableRanking, load, save
from qiao.core.matching.learning.teaching import learn
from qiao.core.matching.learning.terms import offer_terms, pieces_of
from tests.core.learning.lists import grades, needs, offers


def test_figures_by_hand() -> None:
    # One demand, grades 4, 1, 2 in the order found: dcg 7 + 0 + 1/2, ideal 7 + 1/log2(3) + 0; both pairs won.
    found = figures(["D"] * 3, [4, 1, 2], [0.9, 0.5, 0.1])
    assert found.ndcg == pytest.approx(7.5 / (7 + 1 / np.log2(3)))
    assert found.auc == 1.0
    assert found.p5 == pytest.approx(0.2)
    assert figures(["D"] * 2, [3, 1], [0.5, 0.5]).auc == 0.5
    assert grade_score([1, 4], [2.0, 4.0]) == pytest.approx(1 / 1.5)


def test_held_out_answers_are_those_of_a_fit_without_the_group() -> None:
    dice = np.random.default_rng(1)
    rows, targets = dice.normal(size=(12, 3)), dice.normal(size=(12, 2))
    targets -= targets.mean(axis=0)
    table = rows @ rows.T
    group = np.array([2, 3, 7])
    _, answers = fitted(table.copy(), targets, 0.7, [group])
    rest = np.setdiff1d(np.arange(12), group)
    weights = np.linalg.solve(table[np.ix_(rest, rest)] + 0.7 * np.eye(9), targets[rest])
    assert answers[group] == pytest.approx(table[np.ix_(group, rest)] @ weights)


def test_calibrated_probabilities_meet_the_shares_and_never_rise() -> None:
    dice = np.random.default_rng(2)
    truth = dice.uniform(size=4000)
    steps = (dice.uniform(size=4000) < truth, dice.uniform(size=4000) < truth / 2)
    levels = 1.0 + np.asarray(steps, dtype=np.float64).sum(axis=0)
    answers = np.column_stack([truth, truth / 2, truth / 4])
    found = Calibration.of(answers, levels).probabilities(answers)
    assert (np.diff(found, axis=1) <= 0).all()
    assert found[:, 1].mean() == pytest.approx((levels >= 3).mean(), abs=0.01)
    assert reliability(found[:, 1], levels).error < 0.03


def test_reliability_by_hand() -> None:
    found = reliability([0.15, 0.05, 0.95], [1, 4, 4])
    assert [(one.pairs, one.observed) for one in found.bins] == [(1, 1.0), (1, 0.0), (1, 1.0)]
    assert found.brier == pytest.approx((0.15**2 + 0.95**2 + 0.05**2) / 3)
    assert found.error == pytest.approx((0.95 + 0.15 + 0.05) / 3)
    assert reliability([1.0], [3]).bins[0].high == 1.0


def test_groups_stay_together_in_folds_whatever_the_order() -> None:
    groups = ["a", "b", "a", "c", "d", "e"]
    found = folds_by(groups, 2, 1)
    assert found[0] == found[2]
    assert folds_by(groups[::-1], 2, 1) == found[::-1]
    assert set(found) == {0, 1}


def test_titles_of_words_set_apart_and_running_titles_give_words() -> None:
    assert pieces_of("鱼病 检测 试剂") == ["鱼病", "检测", "试剂"]
    assert {"检测", "试剂"} <= set(pieces_of("一种池塘鱼病快速检测试剂"))
    assert "病检" in offer_terms("鱼病 检测", "two")


@pytest.mark.parametrize("measure", [bm25_words, bm25_characters, tfidf])
def test_plain_measures_prefer_the_title_of_the_same_words(measure: object) -> None:
    asked = {"D": "池塘鱼病快速检测试剂"}
    offered = {"A": "鱼病 检测 试剂", "B": "绿茶 保鲜", "C": "检测 仪器"}
    found = measure([("D", key) for key in "ABC"], asked, offered)  # type: ignore[operator]
    assert found[0] > found[2] > found[1] == 0.0


@pytest.mark.parametrize("taught", [True, False], ids=["graded", "texts alone"])
def test_a_kept_ranking_says_the_same(tmp_path: Path, taught: bool) -> None:
    ranking = learn(needs(), offers(), grades() if taught else [])
    save(ranking, tmp_path / "ranking.npz")
    asked = [(need.key, offer.key) for need in needs()[:3] for offer in offers()[:12]]
    assert load(tmp_path / "ranking.npz").verdicts(needs(), offers(), asked) == ranking.verdicts(
        needs(), offers(), asked
    )


def test_a_kept_ranking_holds_no_text_of_a_demand(tmp_path: Path) -> None:
    save(learn(needs(), offers(), grades()), tmp_path / "ranking.npz")
    with np.load(tmp_path / "ranking.npz", allow_pickle=False) as file:
        notes = file["notes"].tobytes().decode()
    assert needs()[0].text not in notes


def test_another_file_or_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ranking.npz"
    path.write_bytes(b"PK nothing")
    with pytest.raises(UnreadableRanking, match="learn the ranking anew"):
        load(path)
    notes = json.dumps({"format": "qiao learned ranking", "version": 999}).encode()
    np.savez(path, notes=np.frombuffer(notes, dtype=np.uint8))
    with pytest.raises(UnreadableRanking, match="version 999"):
        load(path)
    np.save(tmp_path / "objects.npy", np.array([{"a": 1}], dtype=object))
    with pytest.raises(UnreadableRanking):
        load(tmp_path / "objects.npy")
