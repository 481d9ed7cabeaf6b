"""Records of any number, recombined from the texts of the demonstration with a seed."""

import csv
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from qiao.core.matching.tokens import default_segmenter, fold

DATA = Path(__file__).resolve().parent.parent.parent / "demo" / "data"
SEED = 20260101
REPLACED = 0.35
INVENTED = 40_000
_CLAUSE = re.compile(r"[^，。；：！？\n]{4,40}")
_TEXTS = {
    "achievements_a.csv": ("简介", "技术优势", "应用范围"),
    "achievements_b.csv": ("简介", "技术优势", "应用范围"),
    "demands.csv": ("需求内容",),
}


@dataclass(frozen=True)
class Written:
    """A record: title, text, and its facts."""

    title: str
    text: str
    field: str
    industry: str
    region: str
    maturity: int


class Corpus:
    """Sentences of the demonstration cut into clauses and put together anew.

    In every third place a word gives way to another one: drawn, the commoner the more often, from the words of the
    demonstration and from 40,000 invented ones of two or three of its characters, so that the vocabulary grows with
    the records as it does in real lists.
    """

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)
        self._clauses, self._titles, words = _read()
        dice = random.Random(SEED)
        characters = sorted({char for word in words for char in word if "一" <= char <= "鿿"})
        invented = ["".join(dice.choices(characters, k=dice.choice((2, 3)))) for _ in range(INVENTED)]
        dice.shuffle(words)
        self._words = words + invented
        self._shares = list(accumulate(1.0 / (rank + 10) for rank in range(len(self._words))))

    def records(self, count: int) -> Iterator[Written]:
        """Yield that many records of 8 to 16 clauses, about 200 characters each."""
        dice = self._dice
        for _ in range(count):
            clauses = dice.choices(self._clauses, k=dice.randint(8, 16))
            drawn = iter(dice.choices(self._words, cum_weights=self._shares, k=60))
            said = [self._changed(clause, drawn) for clause in clauses]
            title = self._changed(dice.choice(self._titles), drawn)
            text = "，".join(said) + "。"
            region = dice.choice(("310000", "320000", "330000", "340000"))
            yield Written(
                title, text, dice.choice("12345678"), str(dice.randint(1310, 4390)), region, dice.randint(3, 9)
            )

    def _changed(self, clause: tuple[str, ...], drawn: Iterator[str]) -> str:
        roll = self._dice.random
        return "".join([next(drawn, word) if len(word) > 1 and roll() < REPLACED else word for word in clause])


def _read() -> tuple[list[tuple[str, ...]], list[tuple[str, ...]], list[str]]:
    import rjieba

    cut = rjieba.Jieba().cut
    texts, titles = [], []
    for name, columns in _TEXTS.items():
        with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                texts += [row[column] for column in columns]
                titles.append(row.get("成果名称") or row["需求名称"])
    clauses = sorted({clause for text in texts for clause in _CLAUSE.findall(text)})
    words = sorted({word for text in texts for word in default_segmenter().words(fold(text))})
    return [tuple(cut(clause)) for clause in clauses], [tuple(cut(title)) for title in titles], words
