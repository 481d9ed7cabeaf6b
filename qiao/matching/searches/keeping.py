"""What people do with their saved searches. Not use cases: see `qiao.matching.models.saved_search` for the reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.db import transaction

from qiao.core.access import Actor, Role
from qiao.core.calendar import CHINA
from qiao.core.notice_times import Way, mail_due_at
from qiao.core.outcomes import Denied, Invalid, Missing, Problem
from qiao.foundation.rules import rule_value
from qiao.matching.models import SavedSearch
from qiao.matching.notice_rules import MOST_SEARCHES, UNDO_DAYS
from qiao.matching.searches.fitting import FILTERS
from qiao.matching.searches.watching import take_baseline
from qiao.parties.models import Person
from qiao.parties.notices import digest_hour

FREQUENCIES = (Way.AT_ONCE, Way.DAILY, Way.WEEKLY, Way.INSIDE)
LONGEST_NAME = 100
LONGEST_WORDS = 2000
AT_ONCE_EVERY = timedelta(minutes=10)
LEAD = timedelta(minutes=10)
"""So long before the daily mails go out the searches are run, so that their results stand in the same mail."""
_SALT = "qiao.matching.search.stop"


@dataclass(frozen=True)
class SearchDraft:
    """A search as somebody wants to keep it; ``words`` is empty for a list search."""

    name: str
    kind: str
    frequency: str
    filters: Mapping[str, Any] = field(default_factory=dict)
    query: str = ""
    words: str = ""


def may_save(actor: Actor) -> bool:
    """Whether somebody acting so can keep searches: everybody who works with cases, under a holding."""
    return None not in (actor.person_id, actor.holding_id) and actor.role is not Role.PLATFORM_ADMIN


@transaction.atomic
def save_search(actor: Actor, draft: SearchDraft, now: datetime) -> SavedSearch:
    """Keep a search; what it finds already is known and will not be told.

    Raises Denied for somebody without a holding, Invalid for a faulty draft or when the person keeps too many.
    """
    if actor.person_id is None or actor.holding_id is None or not may_save(actor):
        raise Denied("no_right", action="matching.search", role=str(actor.role))
    _check(draft)
    # Two windows of one person at once must not go over the limit.
    Person.objects.select_for_update().get(pk=actor.person_id)
    most = int(rule_value(MOST_SEARCHES, actor.zone_code, now.astimezone(CHINA).date()))
    if SavedSearch.objects.filter(person=actor.person_id, deleted_at=None).count() >= most:
        raise Invalid(Problem("name", "searches_too_many", draft.name, {"most": most}))
    search = SavedSearch(
        person_id=actor.person_id,
        holding_id=actor.holding_id,
        zone_code=actor.zone_code,
        created_at=now,
        seen_at=now,
        last_run_at=now,
        **_values(draft, actor.zone_code, now),
    )
    search.save(force_insert=True)
    take_baseline(search, actor, now)
    return search


@transaction.atomic
def edit_search(actor: Actor, search_id: int, draft: SearchDraft, now: datetime) -> SavedSearch:
    """Change name, frequency or what is looked for; other filters begin anew. Raises Missing and Invalid."""
    search = own_search(actor, search_id)
    _check(draft)
    other = (dict(draft.filters), draft.words) != (search.filters, search.words)
    for name, value in _values(draft, search.zone_code, now).items():
        setattr(search, name, value)
    search.save()
    if other:
        search.hits.all().delete()
        SavedSearch.objects.filter(pk=search.pk).update(seen_at=now)
        take_baseline(search, actor, now)
    return search


def pause_search(actor: Actor, search_id: int, now: datetime) -> SavedSearch:
    """Stop running it until it is resumed. Raises Missing."""
    search = own_search(actor, search_id)
    SavedSearch.objects.filter(pk=search.pk).update(paused_at=now, next_run_at=None)
    return search


def resume_search(actor: Actor, search_id: int, now: datetime) -> SavedSearch:
    """Run it again; what came meanwhile is told with the next run. Raises Missing."""
    search = own_search(actor, search_id)
    next_run = next_run_at(search.frequency, search.zone_code, now)
    SavedSearch.objects.filter(pk=search.pk).update(paused_at=None, next_run_at=next_run)
    return search


def mark_seen(actor: Actor, search_id: int, now: datetime) -> SavedSearch:
    """Note that the person has looked at the results: nothing is new any more. Raises Missing."""
    search = own_search(actor, search_id)
    SavedSearch.objects.filter(pk=search.pk).update(seen_at=now)
    return search


def delete_search(actor: Actor, search_id: int, now: datetime) -> SavedSearch:
    """Take it out of the list; it can be restored for the days of the rule. Raises Missing."""
    search = own_search(actor, search_id)
    SavedSearch.objects.filter(pk=search.pk).update(deleted_at=now, next_run_at=None)
    return search


def restore_search(actor: Actor, search_id: int, now: datetime) -> SavedSearch:
    """Put a deleted one back, running as before. Raises Missing when it is gone for good."""
    search = SavedSearch.objects.filter(person=actor.person_id, pk=search_id).exclude(deleted_at=None).first()
    if search is None:
        raise Missing("no_such_object", object_type="matching.savedsearch", object_id=search_id)
    next_run = None if search.paused_at else next_run_at(search.frequency, search.zone_code, now)
    SavedSearch.objects.filter(pk=search.pk).update(deleted_at=None, next_run_at=next_run)
    return search


def forget_deleted(now: datetime) -> None:
    """Delete for good what can no longer be restored."""
    days = int(rule_value(UNDO_DAYS, "", now.astimezone(CHINA).date()))
    SavedSearch.objects.filter(deleted_at__lt=now - timedelta(days=days)).delete()


def own_search(actor: Actor, search_id: int) -> SavedSearch:
    """A search of the person under the holding that acts. Raises Missing for every other one."""
    rows = SavedSearch.objects.filter(person=actor.person_id, holding=actor.holding_id, deleted_at=None)
    search = rows.filter(pk=search_id).first() if actor.person_id is not None else None
    if search is None:
        raise Missing("no_such_object", object_type="matching.savedsearch", object_id=search_id)
    return search


def stop_token(search_id: int) -> str:
    """What the link in a mail carries: it can stop the mails of this search and nothing else."""
    return signing.dumps(search_id, salt=_SALT)


def search_of_token(token: str) -> SavedSearch:
    """The search of a link. Raises Missing for a forged link or a search that is gone."""
    try:
        key = signing.loads(token, salt=_SALT)
    except signing.BadSignature as error:
        raise Missing("no_such_object", object_type="matching.savedsearch") from error
    search = SavedSearch.objects.filter(pk=key, deleted_at=None).first()
    if search is None:
        raise Missing("no_such_object", object_type="matching.savedsearch", object_id=key)
    return search


def stop_mails(token: str, now: datetime) -> SavedSearch:
    """End the mails of the search; its results stay in the platform. Raises Missing."""
    search = search_of_token(token)
    next_run = None if search.paused_at else next_run_at(Way.INSIDE, search.zone_code, now)
    SavedSearch.objects.filter(pk=search.pk).update(frequency=Way.INSIDE, next_run_at=next_run)
    return search


def next_run_at(frequency: str, zone_code: str, now: datetime) -> datetime:
    """When a search of this frequency is run next; without mail it is run once a day to count what is new."""
    if frequency == Way.AT_ONCE:
        return now + AT_ONCE_EVERY
    way = Way.WEEKLY if frequency == Way.WEEKLY else Way.DAILY
    due = mail_due_at(way, now + LEAD + timedelta(seconds=1), digest_hour(zone_code, now))
    return (due or now) - LEAD


def _values(draft: SearchDraft, zone_code: str, now: datetime) -> dict[str, Any]:
    return {
        "name": draft.name.strip(),
        "kind": draft.kind,
        "filters": dict(draft.filters),
        "query": draft.query,
        "words": draft.words.strip(),
        "frequency": draft.frequency,
        "next_run_at": next_run_at(draft.frequency, zone_code, now),
    }


def _check(draft: SearchDraft) -> None:
    problems = []
    if not draft.name.strip():
        problems.append(Problem("name", "required"))
    if len(draft.name.strip()) > LONGEST_NAME:
        problems.append(Problem("name", "words_too_many", draft.name[:60], {"most": LONGEST_NAME}))
    for name, value, choices in (("kind", draft.kind, tuple(FILTERS)), ("frequency", draft.frequency, FREQUENCIES)):
        if value not in choices:
            problems.append(Problem(name, "unknown_choice", value[:60], {"choices": ", ".join(choices)}))
    if len(draft.words) > LONGEST_WORDS:
        problems.append(Problem("words", "words_too_many", draft.words[:60], {"most": LONGEST_WORDS}))
    if problems:
        raise Invalid(*problems)
