"""Pairs as rows of numbers: what is compared, and what the kernel looks at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from qiao.core.matching.learning.hubs import BY_MEANING, BY_TERMS, hubs, thinned
from qiao.core.matching.learning.language import Language
from qiao.core.matching.learning.lexical import Places, lexical
from qiao.core.matching.learning.meaning import meaning
from qiao.core.matching.learning.records import Need, Offer
from qiao.core.matching.learning.sides import Needs, Offers, needs_of, offers_of
from qiao.core.matching.learning.surroundings import surroundings
from qiao.core.matching.learning.terms import Counts, Kind, Numbers

# The ranking without any grade: comparisons that each do well alone, each divided by its usual spread.
UNGRADED = {
    "one.cosine.all": 0.09,
    "one.cosine.title": 0.14,
    "word.cosine.all": 0.08,
    "two.cosine.all": 0.036,
    "word.near.title": 0.23,
}

# Pairs compared at a time, so that memory stays small.
CHUNK = 20_000


@dataclass(frozen=True)
class Asked:
    """The demands known when the ranking was learned, against which titles are held; see `hubs`."""

    rows: dict[tuple[Kind, str], Counts]
    vectors: dict[tuple[Kind, str], Numbers]

    @classmethod
    def of(cls, needs: Needs) -> "Asked":
        """Keep what is needed of the demands."""
        kept = thinned(len(needs.keys))
        return cls(
            {key: needs.rows[key][kept] for key in BY_TERMS}, {key: needs.vectors[key][kept] for key in BY_MEANING}
        )


@dataclass(frozen=True)
class Texts:
    """Both lists in the terms of one language; titles that read the same are one row."""

    needs: Needs
    offers: Offers
    need_place: dict[str, int]
    title_place: dict[str, int]
    title_row: dict[str, int]

    @classmethod
    def of(cls, language: Language, needs: Sequence[Need], offers: Sequence[Offer]) -> "Texts":
        """Count both lists; of two records under one key the later one is taken."""
        by_key = {need.key: need for need in needs}
        asked = [by_key[key] for key in sorted(by_key)]
        titles = sorted({offer.title for offer in offers})
        row = {title: place for place, title in enumerate(titles)}
        return cls(
            needs_of(asked, language),
            offers_of([Offer(title, title) for title in titles], language),
            {need.key: place for place, need in enumerate(asked)},
            {offer.key: row[offer.title] for offer in offers},
            row,
        )

    def places(self, pairs: Iterable[tuple[str, str]]) -> tuple[Places, Places]:
        """Return the rows of the demands and titles of pairs of keys; raises KeyError for an unknown key."""
        found = [(self.need_place[need], self.title_place[offer]) for need, offer in pairs]
        both = np.array(found, dtype=np.int64).reshape(-1, 2)
        return both[:, 0], both[:, 1]

    def owners(self, known: Mapping[str, int]) -> tuple[Places, dict[str, int]]:
        """Return a number for each demand, equal for demands of the same words, and the numbers by fingerprint."""
        numbers = dict(known)
        for key, words in zip(self.needs.keys, self.needs.texts, strict=True):
            numbers.setdefault(_fingerprint(key, words), len(numbers))
        found = [
            numbers[_fingerprint(key, words)] for key, words in zip(self.needs.keys, self.needs.texts, strict=True)
        ]
        return np.array(found, dtype=np.int64), numbers


def _fingerprint(key: str, words: str) -> str:
    """Name a demand by its words; one without any by its key."""
    return sha256((words or f"\0{key}").encode()).hexdigest()[:24]


def compared(
    language: Language, asked: Asked, texts: Texts, pairs: tuple[Places, Places]
) -> tuple[tuple[str, ...], Numbers]:
    """Return the names of the comparisons and one row of them per pair (demand i, title j)."""
    near = hubs((asked.rows, asked.vectors), texts.offers.rows, texts.offers.vectors)
    found: list[Numbers] = []
    names: tuple[str, ...] = ()
    for start in range(0, max(len(pairs[0]), 1), CHUNK):
        i, j = pairs[0][start : start + CHUNK], pairs[1][start : start + CHUNK]
        columns = dict(lexical(language, texts.needs, texts.offers, i, j))
        columns.update(meaning(language, texts.needs, texts.offers, i, j))
        for name, hub in near.items():
            columns[f"hub.{name}"] = hub[j]
            columns[f"beyond.{name}"] = columns[name] - hub[j]
        names = tuple(columns)
        found.append(np.column_stack(list(columns.values())))
    return names, np.concatenate(found)


def closeness(names: Sequence[str], rows: Numbers) -> Numbers:
    """Return how close pairs are without any grade: the sum of a few comparisons on one scale."""
    total = sum(rows[:, names.index(name)] / spread for name, spread in UNGRADED.items())
    return np.asarray(total, dtype=np.float64)


def among(texts: Texts, pairs: tuple[Places, Places], close: Numbers, lists: tuple[Places, Places, Numbers]) -> Numbers:
    """Return the surroundings of pairs, `lists` naming the demands, titles and closeness of all proposals."""
    need, title, near = lists
    proposed: dict[int, tuple[Places, Numbers]] = {}
    for one in np.unique(pairs[0]).tolist():
        inside = np.flatnonzero(need == one)
        titles, first = np.unique(title[inside], return_index=True)
        proposed[one] = (titles, near[inside][first])
    return surroundings(texts.offers, proposed, *pairs, close)
