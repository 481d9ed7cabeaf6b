"""Which results of a saved search are new: the records found are kept, and compared at each run."""

from datetime import datetime, timedelta

from qiao.core.access import Actor
from qiao.core.calendar import CHINA
from qiao.foundation.rules import rule_value
from qiao.matching.models import SavedSearch, SearchHit
from qiao.matching.notice_rules import WATCHED
from qiao.matching.searches.fitting import Fit, fits_now

OVERLAP = timedelta(minutes=10)


def take_baseline(search: SavedSearch, actor: Actor, now: datetime) -> None:
    """Note what fits now as known, so that only what comes later is told."""
    found = fits_now(search, actor, now, _watched(search, now))
    SearchHit.objects.bulk_create(
        [SearchHit(search=search, record_id=fit.record_id, found_at=now) for fit in found.rows if found.whole],
        ignore_conflicts=True,
        batch_size=500,
    )
    SavedSearch.objects.filter(pk=search.pk).update(whole=found.whole, last_run_at=now)


def run_search(search: SavedSearch, actor: Actor, now: datetime) -> list[int]:
    """Compare what fits now with what was known; returns the keys of the new records, in the order of the result.

    New is a record that was not known, one that had ceased to fit, and one that was published or renewed since it was
    last told. Of a search with more results than can be watched one by one, only new publications are noticed.
    """
    found = fits_now(search, actor, now, _watched(search, now))
    known = {hit.record_id: hit for hit in search.hits.all()}
    new = [fit for fit in found.rows if _is_new(fit, known.get(fit.record_id), search)]
    keys = {fit.record_id for fit in new}
    _store(search, found.rows if found.whole else tuple(new), keys, known, now)
    if found.whole and not search.words:
        gone = set(known) - {fit.record_id for fit in found.rows}
        search.hits.filter(record_id__in=gone).update(fits=False)
    SavedSearch.objects.filter(pk=search.pk).update(whole=found.whole, last_run_at=now, last_error="")
    return [fit.record_id for fit in found.rows if fit.record_id in keys]


def _is_new(fit: Fit, hit: SearchHit | None, search: SavedSearch) -> bool:
    if hit is None:
        return search.whole or (fit.open_since is not None and fit.open_since > _since(search))
    return not hit.fits or (fit.open_since is not None and fit.open_since > hit.found_at)


def _since(search: SavedSearch) -> datetime:
    """A little before the last run: what was being published while it ran must not be missed, nor told twice."""
    return max(search.created_at, search.last_run_at - OVERLAP)


def _store(
    search: SavedSearch, rows: tuple[Fit, ...], new: set[int], known: dict[int, SearchHit], now: datetime
) -> None:
    """Known without being new is dated before the last look, so that it is not counted as new."""
    fresh = [fit.record_id for fit in rows if fit.record_id not in known]
    SearchHit.objects.bulk_create(
        [SearchHit(search=search, record_id=key, found_at=now if key in new else search.created_at) for key in fresh],
        ignore_conflicts=True,
        batch_size=500,
    )
    search.hits.filter(record_id__in=new & set(known)).update(fits=True, found_at=now)


def _watched(search: SavedSearch, now: datetime) -> int:
    return int(rule_value(WATCHED, search.zone_code, now.astimezone(CHINA).date()))
