"""Verifying that the matches of finished runs are those that were found."""

from collections.abc import Iterator

from django.db import DatabaseError

from qiao.foundation.audit_verification import Finding
from qiao.matching.models import MatchRun


def verify_match_results() -> Iterator[Finding]:
    """Every finished run whose sources or matches are not those of its digest.

    Runs that were interrupted are never the current one and have no digest, nor do runs of earlier versions.
    """
    keys = MatchRun.objects.filter(finished_at__isnull=False).exclude(results_digest="").order_by("pk")
    for key in list(keys.values_list("pk", flat=True)):
        try:
            run = MatchRun.objects.get(pk=key)
            if run.digest_of_results() != run.results_digest:
                yield Finding("match_results_altered", key, str(run))
        except (ValueError, TypeError, AttributeError, DatabaseError):
            yield Finding("match_results_altered", key)
