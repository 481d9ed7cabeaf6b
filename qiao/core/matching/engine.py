"""The matching engine: an index that finds candidates, a score for each, and reasons for what is shown."""

import json
import shutil
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from pathlib import Path

from qiao.core.matching.candidates import CandidateIndex, Hit
from qiao.core.matching.features import bag_of
from qiao.core.matching.reasons import Explainer, contributions, field_reasons, missing_facts
from qiao.core.matching.results import Match
from qiao.core.matching.scoring import PairScore, ScoringWeights, Vector, score_pair, vector_of
from qiao.core.matching.statistics import FeatureStatistics
from qiao.core.matching.texts import MatchText
from qiao.core.matching.tokens import Segmenter

FORMAT = 1
CANDIDATES = 200
KEPT_VECTORS = 4096


class IndexUnusable(Exception):
    """The folder holds no complete index of this format; it must be built again."""


class MatchEngine:
    """Finds, scores and explains the records that answer a text; safe to open in many processes."""

    def __init__(
        self,
        index: CandidateIndex,
        statistics: FeatureStatistics,
        segmenter: Segmenter,
        weights: ScoringWeights | None = None,
    ) -> None:
        self.weights = weights or ScoringWeights()
        self.statistics = statistics
        self._index = index
        self._segmenter = segmenter
        self._kept: OrderedDict[int, tuple[MatchText, Vector]] = OrderedDict()

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
        """Build an index of the records in a folder, or in memory when there is no folder.

        `background` are texts that are not found but count for how common a word is; give the asking side
        (the demands when achievements are indexed). Memory does not grow with the texts. The folder is
        replaced only when the new index is complete. Raises ValueError when a key occurs twice.
        """
        segmenter = Segmenter(user_words)
        statistics = FeatureStatistics()
        target = None if folder is None else _fresh(folder)
        index = CandidateIndex.create(None if target is None else target / "index", segmenter)
        index.fill(_counted(records, statistics, segmenter))
        for text in background:
            statistics.add(bag_of(text, segmenter).keys)
        if folder is None or target is None:
            return cls(index, statistics, segmenter, weights)
        statistics.save(target / "statistics.npz")
        manifest = {"format": FORMAT, "records": len(index), "user_words": segmenter.user_words}
        (target / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        target.replace(folder)
        return cls.open(folder, weights=weights)

    @classmethod
    def open(cls, folder: Path, *, weights: ScoringWeights | None = None) -> "MatchEngine":
        """Open an index for reading.

        Raises IndexUnusable when it is missing, incomplete or of another format.
        """
        try:
            manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise IndexUnusable(f"index folder {folder}: no complete index; build it again") from error
        if manifest.get("format") != FORMAT:
            found = manifest.get("format")
            raise IndexUnusable(f"index folder {folder}: format {found}, needed {FORMAT}; build it again")
        segmenter = Segmenter(manifest["user_words"])
        try:
            index = CandidateIndex.open(folder / "index", segmenter)
            statistics = FeatureStatistics.load(folder / "statistics.npz")
        except (OSError, ValueError) as error:
            raise IndexUnusable(f"index folder {folder}: cannot be read ({error}); build it again") from error
        return cls(index, statistics, segmenter, weights)

    def __len__(self) -> int:
        return len(self._index)

    def match(self, source: MatchText, limit: int = 20, *, candidates: int = CANDIDATES) -> list[Match]:
        """Return the best explained matches of a source, best first; an empty list means nothing suitable.

        Records below the level "weak" are not proposed. Equal scores are ordered by similarity, then by key.
        """
        if limit < 1:
            raise ValueError(f"limit {limit}: must be at least 1; ask for one match or more")
        asking = self._vector(source)
        scored = []
        for hit in self._index.top(source, self.statistics, candidates):
            found = self._read(hit)
            score = score_pair((source, asking), found, self.weights)
            if self.weights.level(score.score_bp) != "none":
                scored.append((score, found))
        scored.sort(key=lambda one: (-one[0].score_bp, -one[0].similarity, one[1][0].key))
        explainer = Explainer(source, self._segmenter)
        return [self._explained((source, asking), found, score, explainer) for score, found in scored[:limit]]

    def candidate_keys(self, source: MatchText, limit: int = CANDIDATES) -> list[int]:
        """Return the keys of the records that would be scored for a source, best first."""
        return [hit.key for hit in self._index.top(source, self.statistics, limit)]

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
        score = score_pair(asking, found, self.weights)
        return self._explained(asking, found, score, Explainer(source, self._segmenter))

    def _explained(
        self,
        source: tuple[MatchText, Vector],
        target: tuple[MatchText, Vector],
        score: PairScore,
        explainer: Explainer,
    ) -> Match:
        def rescore(changed: MatchText) -> int:
            return score_pair(source, (changed, self._vector(changed)), self.weights).score_bp

        added = contributions(source[1], target[1])
        return Match(
            source_key=source[0].key,
            target_key=target[0].key,
            score_bp=score.score_bp,
            level=self.weights.level(score.score_bp),
            phrases=explainer.phrases(target[0], score, added, rescore),
            fields=field_reasons(score),
            missing=missing_facts(source[0], target[0], score),
        )

    def _vector(self, record: MatchText) -> Vector:
        return vector_of(bag_of(record, self._segmenter), self.statistics)

    def _read(self, hit: Hit) -> tuple[MatchText, Vector]:
        """Return a record with its vector; the last few thousand are kept for the next source."""
        kept = self._kept.get(hit.key)
        if kept is not None:
            self._kept.move_to_end(hit.key)
            return kept
        record = self._index.read(hit)
        self._kept[hit.key] = record, self._vector(record)
        if len(self._kept) > KEPT_VECTORS:
            self._kept.popitem(last=False)
        return self._kept[hit.key]


def _fresh(folder: Path) -> Path:
    """Return an empty folder beside the wanted one, to be renamed when it is complete."""
    target = folder.with_name(f"{folder.name}.building")
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    return target


def _counted(records: Iterable[MatchText], statistics: FeatureStatistics, segmenter: Segmenter) -> Iterator[MatchText]:
    seen: set[int] = set()
    for record in records:
        if record.key in seen:
            raise ValueError(f"key {record.key}: given twice; every record needs its own key")
        seen.add(record.key)
        statistics.add(bag_of(record, segmenter).keys)
        yield record
