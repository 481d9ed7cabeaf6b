"""The search index that finds the few hundred records worth scoring."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import tantivy

from qiao.core.matching.features import Keys, pair_keys_of, units, word_keys
from qiao.core.matching.statistics import FeatureStatistics
from qiao.core.matching.texts import MatchText, parts
from qiao.core.matching.tokens import Segmenter, fold, is_latin
from qiao.core.matching.words import word_weight

ANALYSER = "blanks"
WRITER_BYTES = 64_000_000
QUERY_TERMS = 48
PAIR_BOOST = 0.5


@dataclass(frozen=True)
class Hit:
    """A record found: its key, its BM25 value, its place in the order of filling, and where the index keeps it."""

    key: int
    bm25: float
    place: int
    address: Any


def searchable_words(record: MatchText, segmenter: Segmenter) -> list[str]:
    """Return the words and Latin units of a record, each as often as its place in the record counts."""
    found: list[str] = []
    for part in parts(record):
        folded = fold(part.text)
        latin = [unit for unit in units(folded) if is_latin(unit[0]) and len(unit) > 1]
        words = [word for word in segmenter.words(folded) if not word.isascii()] + latin
        found += [word for word in words if word_weight(word) > 0] * int(part.weight)
    return found


def searchable_pairs(record: MatchText) -> list[str]:
    """Return the pairs of neighbouring Chinese characters of a record."""
    found: list[str] = []
    for part in parts(record):
        chain = units(fold(part.text))
        pairs = (
            a + b
            for a, b in pairwise(chain)
            if len(a) == len(b) == 1 and a.isalnum() and b.isalnum() and not (a.isascii() and b.isascii())
        )
        found += list(pairs) * int(part.weight)
    return found


def _telling(
    terms: list[str], keys: Callable[[list[str]], Keys], statistics: FeatureStatistics
) -> Iterator[tuple[str, float]]:
    """Yield the terms that tell most, with 1 + ln(f) of their frequency f in the asking text."""
    counted = Counter(terms)
    if not counted:
        return
    distinct = sorted(counted)
    often = 1.0 + np.log(np.array([counted[term] for term in distinct], dtype=np.float64))
    value = often * statistics.idf(keys(distinct))
    for place in np.argsort(-value, kind="stable")[:QUERY_TERMS].tolist():
        yield distinct[place], float(often[place])


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("key", stored=True, indexed=True, fast=True)
    builder.add_integer_field("place", fast=True)
    builder.add_text_field("words", tokenizer_name=ANALYSER, index_option="freq")
    builder.add_text_field("pairs", tokenizer_name=ANALYSER, index_option="freq")
    builder.add_bytes_field("record", stored=True)
    return builder.build()


def _packed(record: MatchText) -> bytes:
    return json.dumps({**vars(record), "ways": sorted(record.ways)}, ensure_ascii=False).encode()


def _unpacked(data: bytes) -> MatchText:
    stored = json.loads(data)
    keywords, ways = tuple(stored.pop("keywords")), frozenset(stored.pop("ways"))
    return MatchText(keywords=keywords, ways=ways, **stored)


class CandidateIndex:
    """A tantivy index over words and character pairs, on disk or in memory; one process writes it."""

    def __init__(self, index: tantivy.Index, segmenter: Segmenter) -> None:
        # tantivy keeps analysers in the process, not in the folder: they are named again on every open.
        analyser = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        index.register_tokenizer(ANALYSER, analyser)
        self._index = index
        self._segmenter = segmenter
        self._searcher = index.searcher()

    @classmethod
    def create(cls, folder: Path | None, segmenter: Segmenter) -> "CandidateIndex":
        """Make an empty index in an empty folder, or in memory when there is no folder."""
        if folder is None:
            return cls(tantivy.Index(_schema()), segmenter)
        folder.mkdir(parents=True, exist_ok=True)
        return cls(tantivy.Index(_schema(), path=str(folder)), segmenter)

    @classmethod
    def open(cls, folder: Path, segmenter: Segmenter) -> "CandidateIndex":
        """Open an index for reading."""
        return cls(tantivy.Index.open(str(folder)), segmenter)

    def fill(self, records: Iterable[MatchText]) -> None:
        """Write all records and commit once; memory is bounded by the writer's buffer.

        One writing thread, so that the same records in the same order give the same index.
        """
        writer = self._index.writer(heap_size=WRITER_BYTES, num_threads=1)
        try:
            for place, record in enumerate(records):
                writer.add_document(self._document(place, record))
            writer.commit()
        except BaseException:
            writer.rollback()
            raise
        finally:
            writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def _document(self, place: int, record: MatchText) -> tantivy.Document:
        document = tantivy.Document()
        document.add_integer("place", place)
        document.add_integer("key", record.key)
        document.add_text("words", " ".join(searchable_words(record, self._segmenter)))
        document.add_text("pairs", " ".join(searchable_pairs(record)))
        document.add_bytes("record", _packed(record))
        return document

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def top(self, text: MatchText, statistics: FeatureStatistics, limit: int = 200) -> list[Hit]:
        """Return the best records by BM25 over the most telling words and pairs of a text, best first.

        Equal values are ordered by key; all records equal to the last one are looked at before cutting,
        so the answer does not depend on the order inside the index.
        """
        query = self._query(text, statistics)
        if query is None or not len(self):
            return []
        asked = limit + 1
        found = self._searcher.search(query, asked, count=False).hits
        while len(found) == asked and found[-1][0] == found[limit - 1][0]:
            asked *= 4
            found = self._searcher.search(query, asked, count=False).hits
        addresses = [address for _, address in found]
        keys = self._searcher.fast_field_values("key", addresses)
        places = self._searcher.fast_field_values("place", addresses)
        hits = [
            Hit(int(key or 0), float(value), int(place or 0), address)
            for key, place, (value, address) in zip(keys, places, found, strict=True)
        ]
        return sorted(hits, key=lambda hit: (-hit.bm25, hit.key))[:limit]

    def read(self, hit: Hit) -> MatchText:
        """Return the record behind a hit."""
        return _unpacked(bytes(self._searcher.doc(hit.address)["record"][0]))

    def _query(self, text: MatchText, statistics: FeatureStatistics) -> tantivy.Query | None:
        words = searchable_words(text, self._segmenter)
        pairs = searchable_pairs(text)
        clauses: list[tuple[tantivy.Occur, tantivy.Query]] = []
        for name, terms, keys, boost in (
            ("words", words, word_keys, 1.0),
            ("pairs", pairs, pair_keys_of, PAIR_BOOST),
        ):
            for term, weight in _telling(terms, keys, statistics):
                one = tantivy.Query.term_query(self._index.schema, name, term)
                clauses.append((tantivy.Occur.Should, tantivy.Query.boost_query(one, boost * weight)))
        return tantivy.Query.boolean_query(clauses) if clauses else None
