"""Reads of matching runs."""

from django.db.models import Count

from qiao.matching.models import Direction, MatchedSource, MatchRun
from qiao.matching.selectors.records import matchable


def current_run(zone_code: str, direction: str) -> MatchRun | None:
    """The finished run that started last, or None when there is none."""
    runs = MatchRun.objects.filter(zone_code=zone_code, direction=direction, finished_at__isnull=False)
    return runs.order_by("-started_at", "-pk").first()


def current_run_ids(zone_code: str) -> dict[str, int]:
    """The current run of each direction that has one."""
    finished = MatchRun.objects.filter(zone_code=zone_code, finished_at__isnull=False)
    return dict(finished.order_by("started_at", "pk").values_list("direction", "pk"))


def run_counts(run: MatchRun) -> dict[str, int]:
    """Sources by the level of their best match, matches kept, and the size of the other list."""
    rows = MatchedSource.objects.filter(run=run).order_by().values("level").annotate(number=Count("pk"))
    by_level = {row["level"]: row["number"] for row in rows}
    return {
        "source_count": sum(by_level.values()),
        "target_count": matchable(run.zone_code, Direction(run.direction).target_type).count(),
        "match_count": run.matches.count(),
        "strong_count": by_level.get("strong", 0),
        "fair_count": by_level.get("fair", 0),
        "weak_count": by_level.get("weak", 0),
        "nothing_count": by_level.get("none", 0),
    }
