"""The matching engine: an index that finds candidates, a score for each, and reasons for what is shown."""

import json
import shutil
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from heapq import heappush, heappushpop
from pathlib import Path

import numpy as np

from qiao.core.matching.bagstore import BagStore, BagWriter
from qiao.core.matching.candidates import CandidateIndex, Hit
from qiao.core.matching.facts import compare_facts, known_facts
from qiao.core.matching.features import BagMaker
from qiao.core.matching.phrases import Pieces, pieces_of
from qiao.core.matching.reasons import Explainer, Scored, field_reasons, missing_facts
from qiao.core.matching.results import Match
from qiao.core.matching.scoring import PairScore, ScoringWeights, Vector, combine, score_pair, shared, vector_of
from qiao.core.matching.statistics import FeatureStatistics
from qiao.core.matching.texts import MatchText, full_text
from qiao.core.matching.tokens import Segmenter

FORMAT = 2
CANDIDATES = 200
KEPT_CHARACTERS = 500_000


class IndexUnusable(Exception):
    """The folder holds no complete index of this format; it must be built again."""


class MatchEngine:
    """Finds, scores and explains the records that answer a text; safe to open in many processes."""

    def __init__(
        self,
        index: CandidateIndex,
        bags: BagStore,
        statistics: FeatureStatistics,
        segmenter: Segmenter,
        weights: ScoringWeights | None = None,
    ) -> None:
        self.weights = weights or ScoringWeights()
        self.statistics = statistics
        self._index = index
        self._bags = bags
        self._segmenter = segmenter
        self._maker = BagMaker(segmenter)
        self._targets = _Targets(index, segmenter)

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
        maker, writer = BagMaker(segmenter), BagWriter(target)
        try:
            index.fill(_counted(records, statistics, maker, writer))
            for text in background:
                statistics.add(maker.bag_of(text).keys)
        except BaseException:
            writer.discard()
            raise
        bags = writer.finish(statistics)
        if folder is None or target is None:
            return cls(index, bags, statistics, segmenter, weights)
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
            bags = BagStore.open(folder)
            statistics = FeatureStatistics.load(folder / "statistics.npz")
        except (OSError, ValueError) as error:
            raise IndexUnusable(f"index folder {folder}: cannot be read ({error}); build it again") from error
        return cls(index, bags, statistics, segmenter, weights)

    def __len__(self) -> int:
        return len(self._index)

    def match(self, source: MatchText, limit: int = 20, *, candidates: int = CANDIDATES) -> list[Match]:
        """Return the best explained matches of a source, best first; an empty list means nothing suitable.

        Records below the level "weak" are not proposed. Equal scores are ordered by similarity, then by key.
        """
        if limit < 1:
            raise ValueError(f"limit {limit}: must be at least 1; ask for one match or more")
        asking = self._vector(source)
        scored = self._scored((source, asking), self._index.top(source, self.statistics, candidates), limit)
        scored.sort(key=lambda one: (-one[0].score.score_bp, -one[0].score.similarity, one[0].target.key))
        explainer = Explainer(source, self._segmenter)
        return [
            self._explained((source, asking), one, self._targets.pieces(hit), explainer) for one, hit in scored[:limit]
        ]

    def _scored(self, source: tuple[MatchText, Vector], hits: list[Hit], limit: int) -> list[tuple[Scored, Hit]]:
        """Score the records that can be among the best; the others are known to be worse by their texts alone."""
        common = self._bags.compare(source[1], [hit.place for hit in hits], self.statistics)
        reach = self.weights.reach_bp(common.estimates, known_facts(source[0])).tolist()
        scored: list[tuple[Scored, Hit]] = []
        best: list[int] = []
        enough = self.weights.weak_bp
        for place in np.argsort(-common.estimates, kind="stable").tolist():
            if reach[place] < enough:
                break
            target = self._targets.record(hits[place])
            keys, values = common.of(place)
            facts = compare_facts(source[0], target)
            score = combine(min(1.0, float(values.sum())), facts, self.weights)
            if self.weights.level(score.score_bp) == "none":
                continue
            scored.append((Scored(target, score, keys, values), hits[place]))
            if len(best) < limit:
                heappush(best, score.score_bp)
            else:
                heappushpop(best, score.score_bp)
            if len(best) == limit:
                enough = max(enough, best[0])
        return scored

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
        scored = Scored(target, score_pair(asking, found, self.weights), *shared(asking[1], found[1]))
        return self._explained(asking, scored, pieces_of(target, self._segmenter), Explainer(source, self._segmenter))

    def _explained(
        self, source: tuple[MatchText, Vector], scored: Scored, pieces: Pieces, explainer: Explainer
    ) -> Match:
        def rescore(changed: MatchText) -> int:
            return score_pair(source, (changed, self._vector(changed)), self.weights).score_bp

        score = scored.score
        return Match(
            source_key=source[0].key,
            target_key=scored.target.key,
            score_bp=score.score_bp,
            level=self.weights.level(score.score_bp),
            phrases=explainer.phrases(scored, pieces, rescore),
            fields=field_reasons(score),
            missing=missing_facts(source[0], scored.target, score),
        )

    def _vector(self, record: MatchText) -> Vector:
        return vector_of(self._maker.bag_of(record), self.statistics)


class _Targets:
    """The records found last, with the pieces they are cut into; as many as a number of characters allows."""

    def __init__(self, index: CandidateIndex, segmenter: Segmenter) -> None:
        self._index = index
        self._segmenter = segmenter
        self._records: OrderedDict[int, MatchText] = OrderedDict()
        self._pieces: dict[int, Pieces] = {}
        self._characters = 0

    def record(self, hit: Hit) -> MatchText:
        """Return the record behind a hit."""
        kept = self._records.get(hit.place)
        if kept is not None:
            self._records.move_to_end(hit.place)
            return kept
        record = self._index.read(hit)
        self._records[hit.place] = record
        self._characters += len(full_text(record))
        while self._characters > KEPT_CHARACTERS and len(self._records) > 1:
            place, dropped = self._records.popitem(last=False)
            self._pieces.pop(place, None)
            self._characters -= len(full_text(dropped))
        return record

    def pieces(self, hit: Hit) -> Pieces:
        """Return the pieces that a record is cut into to find common phrases."""
        if hit.place not in self._pieces:
            pieces = pieces_of(self.record(hit), self._segmenter)
            self._pieces[hit.place] = pieces
        return self._pieces[hit.place]


def _fresh(folder: Path) -> Path:
    """Return an empty folder beside the wanted one, to be renamed when it is complete."""
    target = folder.with_name(f"{folder.name}.building")
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    return target


def _counted(
    records: Iterable[MatchText], statistics: FeatureStatistics, maker: BagMaker, writer: BagWriter
) -> Iterator[MatchText]:
    seen: set[int] = set()
    for record in records:
        if record.key in seen:
            raise ValueError(f"key {record.key}: given twice; every record needs its own key")
        seen.add(record.key)
        bag = maker.bag_of(record)
        statistics.add(bag.keys)
        writer.add(bag)
        yield record
