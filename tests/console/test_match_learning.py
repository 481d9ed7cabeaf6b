"""`qiao match score` and `qiao match benchmark` on files, without a database."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from django.utils import translation

from qiao.core.matching.learning.storage import load
from tests.console.office import as_json, done, qiao
from tests.core.learning.lists import grades, needs, offers

HEADERS = {
    "demands": ("demand_id", "title", "text"),
    "achievements": ("achievement_id", "title"),
    "labels": ("demand_id", "achievement_id", "level"),
    "pairs": ("demand_id", "achievement_id"),
}
ASKED = [("D3b", "A30"), ("D0a", "A10"), ("D3b", "A00")]


def write(path: Path, rows: Sequence[Sequence[object]], encoding: str = "utf-8") -> None:
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream).writerows(rows)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The words asserted here are those of the code; the Chinese ones are checked with all others."""
    with translation.override("en"):
        yield


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """The four files, in a folder of their own."""
    rows: dict[str, Sequence[Sequence[object]]] = {
        "demands": [(need.key, need.title, need.text) for need in needs()],
        "achievements": [(offer.key, offer.title) for offer in offers()],
        "labels": [(grade.need, grade.offer, grade.level) for grade in grades()],
        "pairs": ASKED,
    }
    for name, header in HEADERS.items():
        write(tmp_path / f"{name}.csv", [header, *rows[name]])
    return tmp_path


def call(folder: Path, *more: str) -> list[str]:
    given = [part for name in HEADERS for part in (f"--{name}", str(folder / f"{name}.csv"))]
    return ["match", "score", *given, "--out", str(folder / "out.csv"), *more]


def scores(folder: Path) -> list[dict[str, str]]:
    with (folder / "out.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_pair_gets_a_score_and_a_level_in_the_order_given(files: Path) -> None:
    assert "3 pairs scored with 160 grades" in done(*call(files))
    found = scores(files)
    assert [(row["demand_id"], row["achievement_id"]) for row in found] == ASKED
    assert float(found[0]["score"]) > float(found[2]["score"])
    assert {row["level"] for row in found} <= {"1", "2", "3", "4"}


def test_the_same_files_give_the_same_bytes_in_whatever_order_the_grades_are(files: Path) -> None:
    done(*call(files))
    first = (files / "out.csv").read_bytes()
    done(*call(files))
    assert (files / "out.csv").read_bytes() == first
    rows = [(grade.need, grade.offer, grade.level) for grade in grades()]
    write(files / "labels.csv", [HEADERS["labels"], *rows[::-1]])
    done(*call(files))
    assert (files / "out.csv").read_bytes() == first


def test_without_grades_it_says_that_the_texts_alone_decided(files: Path) -> None:
    write(files / "labels.csv", [HEADERS["labels"]])
    result = qiao(*call(files))
    assert result.exit_code == 0
    assert "no grades to learn from" in result.stderr
    found = scores(files)
    assert float(found[0]["score"]) > float(found[2]["score"])


def test_no_pairs_give_a_file_with_its_header_alone(files: Path) -> None:
    write(files / "pairs.csv", [HEADERS["pairs"]])
    done(*call(files))
    assert (files / "out.csv").read_text() == "demand_id,achievement_id,score,level\n"


def test_what_was_learned_can_be_kept(files: Path) -> None:
    done(*call(files, "--model", str(files / "ranking.npz")))
    found = load(files / "ranking.npz").verdicts(needs(), offers(), ASKED)
    assert [f"{verdict.score:.6f}" for verdict in found] == [row["score"] for row in scores(files)]


def test_a_file_of_a_chinese_office_program_is_read(files: Path) -> None:
    done(*call(files))
    first = (files / "out.csv").read_bytes()
    text = (files / "demands.csv").read_text(encoding="utf-8")
    (files / "demands.csv").write_text(text, encoding="gb18030", newline="")
    done(*call(files))
    assert (files / "out.csv").read_bytes() == first


def test_a_very_long_demand_and_a_nameless_achievement_are_scored(files: Path) -> None:
    rows = [(need.key, need.title, need.text * 6_000) for need in needs()[:1]]
    write(files / "demands.csv", [HEADERS["demands"], *rows, *((n.key, n.title, n.text) for n in needs()[1:])])
    titles = [(offer.key, "" if offer.key == "A10" else offer.title) for offer in offers()]
    write(files / "achievements.csv", [HEADERS["achievements"], *titles])
    assert len(rows[0][2]) > 131_072
    done(*call(files))
    assert len(scores(files)) == 3


WRONG = {
    "unknown demand": ("labels", [("D99", "A00", 1)], ("labels.csv, 2, demand_id: 'D99'", "--demands has no such")),
    "unknown achievement": ("pairs", [("D0a", "A99")], ("pairs.csv, 2, achievement_id: 'A99'", "--achievements has")),
    "grade of five": ("labels", [("D0a", "A00", 1), ("D0a", "A01", 5)], ("labels.csv, 3, level: '5'", "1, 2, 3 or 4")),
    "no grade": ("labels", [("D0a", "A00")], ("labels.csv, 2, level", "1, 2, 3 or 4")),
    "number twice": ("achievements", [("A1", "x"), ("A1", "y")], ("achievements.csv, 3, achievement_id: 'A1'", "one")),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=list(WRONG))
def test_a_wrong_row_is_named_with_file_value_and_remedy(
    files: Path, case: tuple[str, list[tuple[object, ...]], tuple[str, ...]]
) -> None:
    name, rows, words = case
    write(files / f"{name}.csv", [HEADERS[name], *rows])
    result = qiao(*call(files))
    assert (result.exit_code, result.stdout) == (1, "")
    for word in words:
        assert word in result.stderr
    assert not (files / "out.csv").exists()


def test_a_file_without_a_column_or_a_header_or_text_is_refused(files: Path) -> None:
    write(files / "labels.csv", [("demand_id", "achievement", "level")])
    answer = qiao(*call(files)).stderr
    assert "labels.csv: 'achievement_id'" in answer
    assert "demand_id, achievement, level" in answer
    (files / "labels.csv").write_bytes(b"")
    assert "demand_id, achievement_id, level" in qiao(*call(files)).stderr
    (files / "labels.csv").write_bytes(b"\x00\x01\x02PK")
    result = qiao(*call(files))
    assert result.exit_code == 1
    assert result.stderr


def test_many_wrong_rows_are_counted(files: Path) -> None:
    write(files / "pairs.csv", [HEADERS["pairs"], *((f"X{number}", "A00") for number in range(30))])
    assert "20 more faults" in qiao(*call(files)).stderr


def test_the_benchmark_prints_every_engine_beside_the_learned_one(files: Path) -> None:
    shown = done("match", "benchmark", "--folder", str(files))
    for words in ("BM25 of words", "BM25 of character pairs", "TF-IDF", "Chance", "Learned ranking", "Brier score"):
        assert words in shown
    parts = {part["part"]: part for part in as_json("match", "benchmark", "--folder", str(files))}
    auc = {row["engine"]: row["auc"] for row in parts["new"]["engines"]}
    assert auc["learned"] > auc["random"]
    assert sum(one["pairs"] for one in parts["known"]["reliability"]) == len(grades())


def test_the_benchmark_says_which_files_are_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QIAO_SHARED", str(tmp_path))
    result = qiao("match", "benchmark")
    assert result.exit_code == 1
    for words in (str(tmp_path), "demands.csv, achievements.csv, labels.csv", "--folder"):
        assert words in result.stderr
