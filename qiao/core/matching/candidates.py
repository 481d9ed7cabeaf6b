"""The search index that finds the few hundred records worth scoring."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import tantivy

from qiao.core.matching.features import Keys, Numbers, pair_keys_of, word_keys
from qiao.core.matching.reading import Reading
from qiao.core.matching.statistics import FeatureStatistics
from qiao.core.matching.store_writing import Prepared
from qiao.core.matching.texts import MatchText

ANALYSER = "blanks"
WRITER_BYTES = 64_000_000
QUERY_TERMS = 30
PAIR_BOOST = 0.5


@dataclass(frozen=True)
class Hit:
    """A record found: its key, its BM25 value, its place in the store, and where the index keeps it."""

    key: int
    bm25: float
    place: int
    address: Any


@dataclass(frozen=True)
class Term:
    """A word or pair of a query: its text, its key among the features, and what its BM25 counts."""

    kind: str
    text: str
    key: int
    weight: float


def telling(reading: Reading, statistics: FeatureStatistics) -> list[Term]:
    """Return the words and pairs that tell most, with 1 + ln(f) of their frequency f in the asking text.

    A term that no record has takes its place too: without it commoner ones would come in, and on the graded pairs
    those find worse records (341 of 668 good ones among the first 200 instead of 354).
    """
    found: list[Term] = []
    for kind, distinct, often, keys in terms_of(reading):
        value = often * statistics.idf(keys)
        boost = PAIR_BOOST if kind == "pairs" else 1.0
        for place in np.argsort(-value, kind="stable")[:QUERY_TERMS].tolist():
            found.append(Term(kind, distinct[place], int(keys[place]), boost * float(often[place])))
    return found


def terms_of(reading: Reading) -> Iterator[tuple[str, list[str], Numbers, Keys]]:
    """Yield kind, texts, 1 + ln(f) and keys of the distinct words, then of the distinct pairs of a text."""
    for kind, said, hashed in (("words", reading.words, word_keys), ("pairs", reading.pairs, pair_keys_of)):
        counted = Counter(said.split())
        distinct = sorted(counted)
        often = 1.0 + np.log(np.array([counted[term] for term in distinct], dtype=np.float64))
        yield kind, distinct, often, hashed(distinct)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("key", stored=True, indexed=True, fast=True)
    builder.add_integer_field("place", fast=True)
    builder.add_text_field("words", tokenizer_name=ANALYSER, index_option="freq")
    builder.add_text_field("pairs", tokenizer_name=ANALYSER, index_option="freq")
    builder.add_bytes_field("record", stored=True)
    return builder.build()


def packed(record: MatchText) -> bytes:
    """Return a record as the index keeps it, without its stamp."""
    kept = {name: value for name, value in vars(record).items() if name != "stamp"}
    return json.dumps({**kept, "ways": sorted(record.ways)}, ensure_ascii=False).encode()


def unpacked(data: bytes) -> MatchText:
    """Return the record that `packed` has written."""
    stored = json.loads(data)
    keywords, ways = tuple(stored.pop("keywords")), frozenset(stored.pop("ways"))
    return MatchText(keywords=keywords, ways=ways, **stored)


class CandidateIndex:
    """A tantivy index over words and character pairs in a folder; one process at a time writes it."""

    def __init__(self, index: tantivy.Index) -> None:
        # tantivy keeps analysers in the process, not in the folder: they are named again on every open.
        analyser = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        index.register_tokenizer(ANALYSER, analyser)
        self._index = index
        self._searcher = index.searcher()

    @classmethod
    def create(cls, folder: Path) -> "CandidateIndex":
        """Make an empty index in an empty folder."""
        folder.mkdir(parents=True, exist_ok=True)
        return cls(tantivy.Index(_schema(), path=str(folder)))

    @classmethod
    def open(cls, folder: Path) -> "CandidateIndex":
        """Open an index."""
        return cls(tantivy.Index.open(str(folder)))

    @contextmanager
    def writing(self) -> Iterator["Entries"]:
        """Everything that is written inside becomes visible at the end, or nothing does.

        One writing thread, so that the same records in the same order give the same index.
        """
        writer = self._index.writer(heap_size=WRITER_BYTES, num_threads=1)
        try:
            yield Entries(writer)
            writer.commit()
        except BaseException:
            writer.rollback()
            raise
        finally:
            writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def top(self, reading: Reading, statistics: FeatureStatistics, limit: int = 200) -> list[Hit]:
        """Return the best records by BM25 over the most telling words and pairs of a text, best first.

        Equal values are ordered by key; all records equal to the last one are looked at before cutting,
        so the answer does not depend on the order inside the index.
        """
        query = self.query(telling(reading, statistics))
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

    def bare(self, query: tantivy.Query, limit: int) -> list[int]:
        """Return the keys of the best records for a query as tantivy orders them."""
        hits = self._searcher.search(query, limit, count=False).hits
        return [int(key or 0) for key in self._searcher.fast_field_values("key", [address for _, address in hits])]

    def read(self, addresses: Sequence[Any]) -> list[MatchText]:
        """Return the records at these addresses."""
        return [unpacked(bytes(self._searcher.doc(address)["record"][0])) for address in addresses]

    def addresses(self, keys: Sequence[int]) -> dict[int, Any]:
        """Return where the index keeps the records with these keys."""
        if not keys:
            return {}
        query = tantivy.Query.term_set_query(self._index.schema, "key", list(keys))
        found = [address for _, address in self._searcher.search(query, len(keys) + 1, count=False).hits]
        stored = self._searcher.fast_field_values("key", found)
        return {int(key or 0): address for key, address in zip(stored, found, strict=True)}

    def query(self, terms: Sequence[Term]) -> tantivy.Query | None:
        """Return the query for weighed terms, None when there are none."""
        clauses = []
        for term in terms:
            one = tantivy.Query.term_query(self._index.schema, term.kind, term.text)
            clauses.append((tantivy.Occur.Should, tantivy.Query.boost_query(one, term.weight)))
        return tantivy.Query.boolean_query(clauses) if clauses else None


class Entries:
    """Adds and removes records of an index that is being written."""

    def __init__(self, writer: Any) -> None:
        self._writer = writer

    def add(self, one: Prepared, place: int) -> None:
        """Add a record at its place in the store."""
        document = tantivy.Document()
        document.add_integer("place", place)
        document.add_integer("key", one.key)
        document.add_text("words", one.reading.words)
        document.add_text("pairs", one.reading.pairs)
        document.add_bytes("record", one.packed)
        self._writer.add_document(document)

    def remove(self, key: int) -> None:
        """Remove what the index has of a record."""
        self._writer.delete_documents_by_term("key", key)
