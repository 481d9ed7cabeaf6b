"""The matching engine: an index that finds candidates, a score for each, and reasons for what is shown."""

import shutil
import weakref
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np

from qiao.core.matching import folder as folders
from qiao.core.matching.candidates import CandidateIndex
from qiao.core.matching.facts import compare_facts
from qiao.core.matching.features import Keys, Numbers
from qiao.core.matching.folder import FORMAT, IndexUnusable, Manifest
from qiao.core.matching.phrases import ClauseBounds
from qiao.core.matching.reading import Reader, Reading
from qiao.core.matching.reasons import Explainer, Scored, field_reasons, missing_facts
from qiao.core.matching.results import Match
from qiao.core.matching.scoring import (
    Candidates,
    PairScore,
    Ranker,
    ScoringWeights,
    Vector,
    combine,
    score_pair,
    shared,
    vector_of,
)
from qiao.core.matching.statistics import FeatureStatistics
from qiao.core.matching.store import Places, RecordStore
from qiao.core.matching.texts import MatchText
from qiao.core.matching.tokens import Segmenter

__all__ = ["FORMAT", "IndexUnusable", "MatchEngine"]
CANDIDATES = 200


class MatchEngine:
    """Finds, scores and explains the records that answer a text; safe to open in many processes and threads."""

    def __init__(
        self,
        folder: Path,
        weights: ScoringWeights | None = None,
        before: "MatchEngine | None" = None,
        weighed: int | None = None,
    ) -> None:
        """Open an index for reading; what did not change since it was opened ``before`` is not read again.

        ``weighed`` asks for the statistics of that change, should newer ones have been taken since.
        Raises IndexUnusable when it is missing, incomplete or of another format.
        """
        self.weights = weights or ScoringWeights()
        self.ranker: Ranker = self.weights
        self.folder = folder
        self.manifest = Manifest.read(folder)
        self.weighed = self.manifest.weighed if weighed is None else weighed
        try:
            self.store = RecordStore(folder, self.manifest.rows)
            self.statistics: FeatureStatistics = (
                before.statistics
                if before and before.statistics_name == self.statistics_name
                else FeatureStatistics.load(folder / f"statistics-{self.weighed}.npz")
            )
            self._lengths = np.fromfile(folder / f"lengths-{self.weighed}.bin", count=self.manifest.rows)
            self.index = CandidateIndex.open(folder / "index")
        except (OSError, ValueError) as error:
            raise IndexUnusable(f"index folder {folder}: cannot be read ({error}); build it again") from error
        if weighed is None and len(self._lengths) < self.manifest.rows:
            raise IndexUnusable(f"index folder {folder}: lengths are cut short; build it again")
        same_words = before is not None and before.manifest.user_words == self.manifest.user_words
        self.reader: Reader = before.reader if before and same_words else Reader(Segmenter(self.manifest.user_words))
        self._bounds: ClauseBounds = before._bounds if before and same_words else ClauseBounds(self.reader.segmenter)

    @property
    def statistics_name(self) -> tuple[str, int]:
        """Which statistics these are: of which build, taken in which change."""
        return self.manifest.identity, self.weighed

    def weighing(self, weights: ScoringWeights | None) -> "MatchEngine":
        """Return the same index under other weights."""
        other = copy(self)
        other.weights = other.ranker = weights or ScoringWeights()
        return other

    @classmethod
    def build(
        cls,
        records: Iterable[MatchText],
        folder: Path | None = None,
        *,
        background: Iterable[MatchText] = (),
        user_words: Iterable[str] = (),
        weights: ScoringWeights | None = None,
    ) -> "MatchEngine":
        """Build an index of the records in a folder, or in one that lasts as long as the engine.

        `background` are texts that are not found but count for how common a word is; give the asking side
        (the demands when achievements are indexed). Memory does not grow with the texts. The folder is
        replaced only when the new index is complete. Raises ValueError when a key occurs twice.
        """
        words = tuple(user_words)
        counted = FeatureStatistics()
        reader = Reader(Segmenter(words))
        for text in background:
            counted.add(reader.bag_of(text).keys)
        side = folders.Background(counted)
        if folder is not None:
            folders.build(folder, records, background=side, user_words=words)
            return cls(folder, weights)
        passing = Path(mkdtemp(prefix="qiao-index-"))
        try:
            folders.build(passing / "index", records, background=side, user_words=words)
            engine = cls(passing / "index", weights)
        except BaseException:
            shutil.rmtree(passing)
            raise
        weakref.finalize(engine, shutil.rmtree, passing, ignore_errors=True)
        return engine

    @classmethod
    def open(cls, folder: Path, *, weights: ScoringWeights | None = None) -> "MatchEngine":
        """Open an index for reading; see above."""
        return cls(folder, weights)

    def __len__(self) -> int:
        return len(self.index)

    def match(self, source: MatchText, limit: int = 20, *, candidates: int = CANDIDATES) -> list[Match]:
        """Return the best explained matches of a source, best first; an empty list means nothing suitable.

        Records below the level "weak" are not proposed. Equal scores are ordered by similarity, then by key.
        """
        if limit < 1:
            raise ValueError(f"limit {limit}: must be at least 1; ask for one match or more")
        reading = self.reader.read(source)
        hits = self.index.top(reading, self.statistics, candidates)
        # A record that came after this engine was opened has no row here yet.
        hits = [hit for hit in hits if hit.place < len(self._lengths)]
        places = np.array([hit.place for hit in hits], dtype=np.int64)
        bm25 = np.array([hit.bm25 for hit in hits], dtype=np.float64)
        found = self._ranked(source, reading, places, bm25, limit)
        return self._answers(source, found, {hit.key: hit.address for hit in hits})

    def match_among(self, source: MatchText, places: Places, bm25: Numbers, limit: int) -> list[Match]:
        """Return the same for records that were found in another way, by their places in the store."""
        found = self._ranked(source, self.reader.read(source), places, bm25, limit)
        return self._answers(source, found, self.index.addresses([key for key, _, _, _ in found.best]))

    def rank(self, source: MatchText, places: Places, bm25: Numbers, limit: int) -> list[tuple[int, int]]:
        """Return keys and scores of the same, best first, without reasons."""
        return [
            (key, score)
            for key, score, _, _ in self._ranked(source, self.reader.read(source), places, bm25, limit).best
        ]

    def candidate_keys(self, source: MatchText, limit: int = CANDIDATES) -> list[int]:
        """Return the keys of the records that would be scored for a source, best first."""
        return [hit.key for hit in self.index.top(self.reader.read(source), self.statistics, limit)]

    def match_all(self, sources: Iterable[MatchText], limit: int = 20) -> Iterator[tuple[int, list[Match]]]:
        """Yield the key and the matches of each source in turn; several processes may share the sources."""
        for source in sources:
            yield source.key, self.match(source, limit)

    def pair_score(self, source: MatchText, target: MatchText) -> PairScore:
        """Return the score of any two texts under the statistics of this index; neither need be in it."""
        return score_pair((source, self._vector(source)), (target, self._vector(target)), self.weights)

    def explain(self, source: MatchText, target: MatchText) -> Match:
        """Return the match of any two texts with its reasons, whatever its level."""
        asking, found = (source, self._vector(source)), (target, self._vector(target))
        scored = Scored(target, score_pair(asking, found, self.weights), *shared(asking[1], found[1]))
        return self._explained(asking, scored, Explainer(source, self._bounds))

    def _ranked(self, source: MatchText, reading: Reading, places: Places, bm25: Numbers, limit: int) -> "_Found":
        """Score all candidates at once and keep the best that are worth proposing."""
        asking = vector_of(reading.bag, self.statistics)
        common = self.store.compare(asking, places, self._lengths[places], self.statistics)
        keys = np.asarray(self.store.rows["key"][places], dtype=np.int64)
        verdicts = self.store.verdicts(source, places)
        scores = self.ranker.scores(Candidates(keys, common.similarities, bm25, verdicts))
        order = np.lexsort((keys, -common.similarities, -scores))
        best = [
            (int(keys[place]), int(scores[place]), float(common.similarities[place]), common.of(place))
            for place in order[:limit].tolist()
            if self.weights.level(int(scores[place])) != "none"
        ]
        return _Found(asking, best)

    def _answers(self, source: MatchText, found: "_Found", addresses: Mapping[int, Any]) -> list[Match]:
        explainer = Explainer(source, self._bounds)
        # A record that was replaced since the candidates were found is left out until the next question.
        best = [one for one in found.best if one[0] in addresses]
        targets = self.index.read([addresses[one[0]] for one in best])
        answers = []
        for (_, score_bp, similarity, common), target in zip(best, targets, strict=True):
            score = replace(combine(similarity, compare_facts(source, target), self.weights), score_bp=score_bp)
            answers.append(self._explained((source, found.asking), Scored(target, score, *common), explainer))
        return answers

    def _explained(self, source: tuple[MatchText, Vector], scored: Scored, explainer: Explainer) -> Match:
        def rescore(changed: MatchText) -> int:
            return score_pair(source, (changed, self._vector(changed)), self.weights).score_bp

        score = scored.score
        return Match(
            source_key=source[0].key,
            target_key=scored.target.key,
            score_bp=score.score_bp,
            level=self.weights.level(score.score_bp),
            phrases=explainer.phrases(scored, rescore),
            fields=field_reasons(score),
            missing=missing_facts(source[0], scored.target, score),
        )

    def _vector(self, record: MatchText) -> Vector:
        return vector_of(self.reader.bag_of(record), self.statistics)


@dataclass(frozen=True)
class _Found:
    """The vector of a source, and of the best records: key, score, similarity, and what they share with it."""

    asking: Vector
    best: list[tuple[int, int, float, tuple[Keys, Numbers]]]
