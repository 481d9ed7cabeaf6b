"""Running saved searches when their turn comes, and telling people what is new, each record with the reason."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import NoReverseMatch, reverse

from qiao.core.access import Actor
from qiao.core.calendar import CHINA
from qiao.core.notice_times import Way
from qiao.core.outcomes import Denied
from qiao.foundation.rules import rule_value
from qiao.matching.models import SavedSearch
from qiao.matching.notice_rules import MOST_HITS
from qiao.matching.searches.fitting import filters_of, matches_of, views_of
from qiao.matching.searches.keeping import LEAD, next_run_at, stop_token
from qiao.matching.searches.reasons import Line, reasons_for, reasons_of_match
from qiao.matching.searches.watching import run_search
from qiao.parties.acting_as import actor_of
from qiao.parties.notices import Telling, tell

MOST_AT_ONCE = 500
_RETRY = timedelta(minutes=30)


def run_due_searches(now: datetime) -> int:
    """Run every search whose turn it is; returns how many people were told something. One failure stops no other."""
    rows = SavedSearch.objects.filter(next_run_at__lte=now, deleted_at=None, paused_at=None)
    told = 0
    for pk, due in list(rows.order_by("next_run_at", "pk").values_list("pk", "next_run_at")[:MOST_AT_ONCE]):
        if due is None:
            continue
        try:
            told += _run(pk, due, now)
        except Exception as error:  # kept with the search and tried again, the others go on
            problem = f"{type(error).__name__}: {error}"[:300]
            SavedSearch.objects.filter(pk=pk, next_run_at=due).update(last_error=problem, next_run_at=now + _RETRY)
    return told


@transaction.atomic
def _run(pk: int, due: datetime, now: datetime) -> int:
    search = SavedSearch.objects.select_related("holding__person__user", "holding__organisation").get(pk=pk)
    later = next_run_at(search.frequency, search.zone_code, now)
    # One statement decides which of two workers runs it; the other finds the row changed.
    if not SavedSearch.objects.filter(pk=pk, next_run_at=due).update(next_run_at=later):
        return 0
    actor = actor_for(search, now)
    if actor is None:
        # The role has ended: nothing is watched for it any more. Should it begin again, the person resumes.
        SavedSearch.objects.filter(pk=pk).update(next_run_at=None, paused_at=now)
        return 0
    new = run_search(search, actor, now)
    if not new:
        return 0
    return tell([search.holding], alert(search, actor, new, now, late=now >= due + LEAD), now)


def actor_for(search: SavedSearch, now: datetime) -> Actor | None:
    """The person under the holding of the search, with the rights of today; None once the holding has ended."""
    person = search.holding.person
    user = getattr(person, "user", None)
    if search.holding.person_id != search.person_id or (user is not None and not user.is_active):
        return None
    try:
        return actor_of(search.holding, now.astimezone(CHINA).date())
    except Denied:
        return None


def alert(search: SavedSearch, actor: Actor, new: list[int], now: datetime, *, late: bool) -> Telling:
    """What is told: each new record with the reasons, up to the number of the rule; the rest is counted.

    A search that was run in its time is mailed with the daily or weekly mail, a late one at once.
    """
    most = int(rule_value(MOST_HITS, search.zone_code, now.astimezone(CHINA).date()))
    lines = hit_lines(search, actor, new[:most], now)
    page = path_of("saved-search", search.pk)
    if len(new) > most:
        lines.append({"code": "search_hit.more", "params": {"count": len(new) - most}, "path": page})
    way = Way(search.frequency)
    params = {"name": search.name, "count": len(new)}
    if way is not Way.INSIDE:
        params["stop_path"] = path_of("search-stop", stop_token(search.pk))
    return Telling(
        "search_hits",
        "matching.savedsearch",
        search.pk,
        params,
        lines,
        occasion=f"search:{search.pk}:{now.isoformat()}",
        way=Way.AT_ONCE if late and way in (Way.DAILY, Way.WEEKLY) else way,
    )


def hit_lines(search: SavedSearch, actor: Actor, keys: list[int], now: datetime) -> list[Line]:
    """Title and reasons of these records, as the actor may see them now; what is hidden by now is left out."""
    lines: list[Line] = []
    if search.words:
        matches = {match.target["id"]: match for match in matches_of(search, actor, now)}
        for key in keys:
            if key in matches:
                lines += [_head(matches[key].target), *reasons_of_match(matches[key])]
        return lines
    views, filters = views_of(search, actor, keys), filters_of(search)
    for key in keys:
        if key in views:
            lines += [_head(views[key]), *reasons_for(views[key], filters)]
    return lines


def path_of(name: str, *arguments: Any) -> str:
    """The path of a page, "" where this installation has no such page."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


def _head(view: Mapping[str, Any]) -> Line:
    params = {"title": view["title"], "code": view["code"]}
    path = path_of(view["record"], view["code"]) if view["code"] else ""
    return {"code": "search_hit.title", "params": params, "path": path}
