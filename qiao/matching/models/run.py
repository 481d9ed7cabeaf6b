"""Matching runs and the matches they found."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models.functions import Cast

from qiao.core.audit_chain import canonical
from qiao.core.matching import results
from qiao.foundation.models import Record

ROWS_PER_INSERT = 500
ROWS_PER_READ = 2000
_SOURCE_FIELDS = ("pk", "source_type", "source_id", "level", "match_count")
_MATCH_FIELDS = (
    "pk", "source_type", "source_id", "target_type", "target_id", "rank", "score_bp", "level", "written",
)  # fmt: skip


class Direction(models.TextChoices):
    """Which records ask and which answer."""

    DEMAND_TO_ACHIEVEMENTS = "demand_to_achievements"
    ACHIEVEMENT_TO_DEMANDS = "achievement_to_demands"
    SCENARIO_TO_ACHIEVEMENTS = "scenario_to_achievements"

    @property
    def source_type(self) -> str:
        """Kind of the asking records: demand, achievement or scenario."""
        return str(self.value).split("_", maxsplit=1)[0]

    @property
    def target_type(self) -> str:
        """Kind of the answering records: demand or achievement."""
        return str(self.value).rsplit("_", maxsplit=1)[1].removesuffix("s")


class MatchRun(Record):
    """One matching of a whole list with another; nothing of an older run is changed.

    The finished run of a zone and direction that started last is the current one. ``weights`` are the parameters of the
    score as they were used; the counts are of sources by the level of their best match. ``results_digest`` is that of
    its sources and matches when it was finished; "" for runs finished before there were digests.
    """

    direction = models.CharField(max_length=32, choices=[(str(one), str(one)) for one in Direction])
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    engine_version = models.CharField(max_length=20)
    weights = models.JSONField(default=dict)
    kept_per_source = models.PositiveSmallIntegerField()
    source_count = models.PositiveIntegerField(default=0)
    target_count = models.PositiveIntegerField(default=0)
    match_count = models.PositiveIntegerField(default=0)
    strong_count = models.PositiveIntegerField(default=0)
    fair_count = models.PositiveIntegerField(default=0)
    weak_count = models.PositiveIntegerField(default=0)
    nothing_count = models.PositiveIntegerField(default=0)
    results_digest = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["zone_code", "direction", "-started_at"], name="match_run_current")]

    def add_results(self, found: Iterable[tuple[int, list[results.Match]]]) -> None:
        """Store the matches of these sources; an empty list is kept as "nothing suitable"."""
        direction = Direction(self.direction)
        sources: list[MatchedSource] = []
        matches: list[Match] = []
        for source_id, best_first in found:
            sources.append(
                MatchedSource(
                    run=self,
                    source_type=direction.source_type,
                    source_id=source_id,
                    level=best_first[0].level if best_first else "none",
                    match_count=len(best_first),
                )
            )
            for rank, match in enumerate(best_first, start=1):
                matches.append(
                    Match(
                        run=self,
                        source_type=direction.source_type,
                        source_id=source_id,
                        target_type=direction.target_type,
                        target_id=match.target_key,
                        rank=rank,
                        score_bp=match.score_bp,
                        level=match.level,
                        reasons=reasons_of(match),
                    )
                )
        MatchedSource.objects.bulk_create(sources, batch_size=ROWS_PER_INSERT)
        Match.objects.bulk_create(matches, batch_size=ROWS_PER_INSERT)

    def digest_of_results(self) -> str:
        """SHA-256 over every source and match of the run, in the order of their keys; memory does not grow with them.

        The reasons count as the database holds them: to read hundreds of thousands of them as JSON takes half a minute.
        """
        digest = hashlib.sha256()
        sources = MatchedSource.objects.filter(run=self).order_by("pk")
        matches = Match.objects.filter(run=self).annotate(written=Cast("reasons", models.TextField())).order_by("pk")
        for rows in (sources.values_list(*_SOURCE_FIELDS), matches.values_list(*_MATCH_FIELDS)):
            for row in rows.iterator(chunk_size=ROWS_PER_READ):
                digest.update(canonical(row) + b"\n")
            digest.update(b"\n")
        return digest.hexdigest()

    def __str__(self) -> str:
        return f"{self.zone_code} {self.direction} {self.started_at:%Y-%m-%d %H:%M}"


def reasons_of(match: results.Match) -> dict[str, Any]:
    """The reasons of a match as they are stored; written out, since there are hundreds of thousands in a run."""
    return {
        "phrases": [
            {
                "text": phrase.text,
                "share_bp": phrase.share_bp,
                "in_source": [{"start": span.start, "end": span.end} for span in phrase.in_source],
                "in_target": [{"start": span.start, "end": span.end} for span in phrase.in_target],
            }
            for phrase in match.phrases
        ],
        "fields": [
            {
                "name": reason.name,
                "verdict": reason.verdict,
                "source_value": reason.source_value,
                "target_value": reason.target_value,
                "share_bp": reason.share_bp,
            }
            for reason in match.fields
        ],
        "missing": list(match.missing),
    }


class MatchedSource(models.Model):
    """That a source was matched in a run; ``level`` "none" says that nothing suitable was found."""

    run = models.ForeignKey(MatchRun, on_delete=models.CASCADE, related_name="sources")
    source_type = models.CharField(max_length=16)
    source_id = models.BigIntegerField()
    level = models.CharField(max_length=8)
    match_count = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "source_id"], name="matched_source_once")]

    def __str__(self) -> str:
        return f"{self.source_type} {self.source_id}: {self.level}"


class Match(models.Model):
    """One explained pair. ``score_bp`` is 0–10000; rank 1 is the best of its source.

    ``reasons`` holds ``phrases`` (text, share_bp, places in both full texts), ``fields`` (name, verdict, both values,
    share_bp) and ``missing`` (names of unknown facts).
    """

    run = models.ForeignKey(MatchRun, on_delete=models.CASCADE, related_name="matches")
    source_type = models.CharField(max_length=16)
    source_id = models.BigIntegerField()
    target_type = models.CharField(max_length=16)
    target_id = models.BigIntegerField()
    rank = models.PositiveSmallIntegerField()
    score_bp = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=8)
    reasons = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "source_id", "rank"], name="match_rank_once"),
            models.CheckConstraint(condition=models.Q(score_bp__lte=10_000), name="match_score_range"),
        ]
        indexes = [models.Index(fields=["run", "target_id", "-score_bp"], name="match_target")]

    def __str__(self) -> str:
        return f"{self.source_type} {self.source_id} – {self.target_type} {self.target_id}: {self.score_bp}"
