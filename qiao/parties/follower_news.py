"""Telling the followers of a case what has happened to it, each as much as he may see at that moment."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import NoReverseMatch, reverse

from qiao.core.calendar import CHINA
from qiao.core.outcomes import Denied
from qiao.foundation.models import AuditRow
from qiao.parties.acting_as import actor_of
from qiao.parties.following import FollowedKind, Sight, kind_of, told_title
from qiao.parties.models import Holding, Notice
from qiao.parties.notices import Telling, tell
from qiao.parties.selectors.follows import followers_of, holdings_of_followers

MOVED, REVISED = "followed_moved", "followed_revised"
_REVISING = ("revise", "recompile")


@dataclass(frozen=True)
class _News:
    code: str
    action: str
    state: str
    doer: int | None


def tell_followers(object_type: str, object_id: int, at: datetime) -> int:
    """Tell whoever follows the case of the act recorded on it at that instant; returns how many were told.

    Only a change of the state and a revision are told. Nobody is told who did it himself, who was told of the same act
    for another reason already, whose account is closed, or who may not see the case as it stands now.
    """
    kind, news = kind_of(object_type), _news_of(object_type, object_id, at)
    if kind is None or news is None:
        return 0
    follows = [follow for follow in followers_of(object_type, object_id) if follow.person_id != news.doer]
    known = _told_already(object_type, object_id, at, [follow.person_id for follow in follows])
    waiting = [follow for follow in follows if follow.person_id not in known]
    if not waiting:
        return 0
    found = holdings_of_followers(waiting, at.astimezone(CHINA).date())
    return sum(_tell(kind, object_id, news, found.get(follow.person_id, []), at) for follow in waiting)


def _news_of(object_type: str, object_id: int, at: datetime) -> _News | None:
    rows = AuditRow.objects.filter(object_type=object_type, object_id=object_id, at=at).order_by("-pk")
    for row in rows:
        if "state" in row.after and "state" in row.before:
            return _News(MOVED, row.action, row.after["state"], row.person_id)
        if row.action.rpartition(".")[2] in _REVISING and row.before:
            return _News(REVISED, row.action, "", row.person_id)
    return None


def _told_already(object_type: str, object_id: int, at: datetime, people: list[int]) -> set[int]:
    rows = Notice.objects.filter(subject_type=object_type, subject_id=object_id, at=at, person__in=people)
    return set(rows.values_list("person_id", flat=True))


def _tell(kind: FollowedKind, object_id: int, news: _News, holdings: list[Holding], at: datetime) -> int:
    for holding in holdings:
        sight = _seen(kind, object_id, holding, at)
        if sight is None:
            continue
        params = {"title": told_title(sight.title), "code": sight.code}
        if news.code == MOVED:
            params |= {
                "verb_code": f"verb.{news.action}",
                "state_code": f"state.{kind.lifecycle}.{news.state}",
            }
        why = {"code": "notice_line.followed", "path": _path_of_list()}
        return tell([holding], Telling(news.code, kind.object_type, object_id, params, [why]), at)
    return 0


def _seen(kind: FollowedKind, object_id: int, holding: Holding, at: datetime) -> Sight | None:
    try:
        actor = actor_of(holding, at.astimezone(CHINA).date())
    except Denied:
        return None
    return kind.look(actor, [object_id], at).get(object_id)


def _path_of_list() -> str:
    """The page of followed cases, "" where this installation has no pages."""
    try:
        return reverse("follows")
    except NoReverseMatch:
        return ""
