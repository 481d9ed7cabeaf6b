"""`qiao match score` and `qiao match benchmark`: a ranking learned from graded pairs, without a database."""

import csv
import os
import time
from collections.abc import Iterable
from pathlib import Path

import click
from django.utils.translation import gettext as _

from qiao.console.options import json_option
from qiao.console.output import as_json, note, progress, say, table
from qiao.core.matching.learning.benchmark import KNOWN_FOLDS, NEW_FOLDS, Part, benchmark
from qiao.core.matching.learning.ranking import Verdict
from qiao.core.matching.learning.storage import save
from qiao.core.matching.learning.teaching import learn
from qiao.matching.graded_files import read_grades, read_needs, read_offers, read_pairs

FILES = ("demands.csv", "achievements.csv", "labels.csv")
_existing = click.Path(exists=True, dir_okay=False, path_type=Path)
_writable = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.option("--demands", required=True, type=_existing, help="CSV: demand_id, title, text.")
@click.option("--achievements", required=True, type=_existing, help="CSV: achievement_id, title.")
@click.option("--labels", required=True, type=_existing, help="CSV: demand_id, achievement_id, level (1 to 4).")
@click.option("--pairs", required=True, type=_existing, help="CSV: demand_id, achievement_id; what is to be scored.")
@click.option("--out", required=True, type=_writable, help="CSV to write: demand_id, achievement_id, score, level.")
@click.option("--model", type=_writable, help="Also keep what was learned in this file.")
def score(demands: Path, achievements: Path, labels: Path, pairs: Path, out: Path, model: Path | None) -> None:
    """Learn from graded pairs and score other pairs of the same lists, in the order given."""
    started = time.monotonic()
    needs, offers = read_needs(demands), read_offers(achievements)
    grades = read_grades(labels, needs, offers)
    asked = read_pairs(pairs, needs, offers)
    ranking = learn(needs, offers, grades)
    _write(out, zip(asked, ranking.verdicts(needs, offers, asked), strict=True))
    if model is not None:
        save(ranking, model)
    if not grades:
        note(_("There are no grades to learn from: scores and levels come from the texts alone."))
    told = _("%(pairs)s pairs scored with %(grades)s grades in %(seconds)s s: %(path)s")
    seconds = f"{time.monotonic() - started:.0f}"
    say(told % {"pairs": len(asked), "grades": len(grades), "seconds": seconds, "path": out})


def _write(path: Path, rows: Iterable[tuple[tuple[str, str], Verdict]]) -> None:
    """Write the scores beside their place and move them there whole."""
    beside = path.with_name(f"{path.name}.part")
    with beside.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("demand_id", "achievement_id", "score", "level"))
        writer.writerows((*pair, f"{verdict.score:.6f}", verdict.level) for pair, verdict in rows)
    beside.replace(path)


@click.command("benchmark")
@click.option(
    "--folder", type=click.Path(file_okay=False, path_type=Path), help="Folder of the graded lists (default: shared)."
)
@json_option
def benchmark_command(folder: Path | None, json_output: bool) -> None:
    """Measure the learned ranking beside plain ones on graded pairs it did not learn from (some minutes)."""
    place = folder or Path(os.environ.get("QIAO_SHARED", "../shared")) / "matching"
    missing = [name for name in FILES if not (place / name).is_file()]
    if missing:
        text = _("The folder %(folder)s lacks %(files)s. Name the folder of the graded lists with --folder.")
        raise click.ClickException(text % {"folder": place, "files": ", ".join(missing)})
    needs, offers = read_needs(place / FILES[0]), read_offers(place / FILES[1])
    grades = read_grades(place / FILES[2], needs, offers)
    if not grades:
        raise click.ClickException(_("%(file)s holds no grades; there is nothing to measure.") % {"file": FILES[2]})
    with progress(_("Rankings learned"), NEW_FOLDS + KNOWN_FOLDS) as tell:
        parts = benchmark(needs, offers, grades, tell)
    if json_output:
        as_json([_as_dict(part) for part in parts])
        return
    for part in parts:
        _print(part)


def _print(part: Part) -> None:
    titles = {
        "new": _("Demands without a grade"),
        "long": _("Of these, demands with many graded pairs"),
        "known": _("Demands with some grades"),
    }
    engines = {
        "random": _("Chance"),
        "bm25_words": _("BM25 of words"),
        "bm25_characters": _("BM25 of character pairs"),
        "tfidf": _("TF-IDF of 1 to 3 characters"),
        "learned": _("Learned ranking"),
    }
    count = _("%(title)s: %(demands)s demands, %(pairs)s pairs")
    table(
        count % {"title": titles[part.name], "demands": part.demands, "pairs": part.pairs},
        [_("Engine"), "ndcg@10", "p@5", "auc", "mae_score"],
        [
            (
                *(engines[name], f"{one.ndcg:.4f}", f"{one.p5:.4f}", f"{one.auc:.4f}"),
                "" if one.grade_score is None else f"{one.grade_score:.4f}",
            )
            for name, one in part.rows
        ],
    )
    found = part.reliability
    table(
        _("Probability of a grade of 3 or 4: Brier score %(brier)s, calibration error %(error)s")
        % {"brier": f"{found.brier:.4f}", "error": f"{found.error:.4f}"},
        [_("Probability"), _("Pairs"), _("Expected"), _("Observed")],
        [
            (f"{one.low:.1f}–{one.high:.1f}", one.pairs, f"{one.expected:.3f}", f"{one.observed:.3f}")
            for one in found.bins
        ],
    )


def _as_dict(part: Part) -> dict[str, object]:
    found = part.reliability
    return {
        "part": part.name,
        "demands": part.demands,
        "pairs": part.pairs,
        "engines": [
            {"engine": name, "ndcg@10": one.ndcg, "p@5": one.p5, "auc": one.auc, "mae_score": one.grade_score}
            for name, one in part.rows
        ],
        "brier": found.brier,
        "calibration_error": found.error,
        "reliability": [vars(one) for one in found.bins],
    }
