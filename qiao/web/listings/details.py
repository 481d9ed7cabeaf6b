"""The page of one record."""

from typing import Any

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qiao.catalogue.selectors.cases import is_case_of
from qiao.core.access import Actor
from qiao.foundation.registry import POLICY
from qiao.matching.access import PROPOSE
from qiao.matching.scoring import weights_from
from qiao.web.acting import ActingRequest
from qiao.web.charts.levels import scale
from qiao.web.front.meta import address_if_there, blocks_of, page_meta, site_base
from qiao.web.front.structured import record_described
from qiao.web.funnel.viewing import count_view
from qiao.web.listings.kinds import KINDS, ListingKind
from qiao.web.listings.selectors import ShownRecord, shown_record
from qiao.web.matches.presenting import shown_match
from qiao.web.pages import answers_outcomes, render_page

_ABOUT = {"demand": "content", "achievement": "summary", "scenario": "problem"}
_ASKING = "/work/introductions/new/"


@require_safe
@answers_outcomes
def record(request: ActingRequest, section: str, code: str) -> HttpResponse:
    """One record as the reader may see it, with its current matches, their reasons, and what is related."""
    kind = KINDS[section]
    shown = shown_record(kind, request.actor, code, request.now)
    count_view(request, kind.key, shown.view["id"])
    context = {
        "kind": kind,
        "view": shown.view,
        "related": shown.related,
        "days_left": shown.days_left,
        "scale": scale(shown.view[kind.maturity]) if kind.maturity else (),
        "work_url": _work_address(request.actor, kind, shown.view),
        "ask_url": _asking_address(request.actor, kind, shown.view),
        "meta": _meta(request, kind, shown),
        "actor": request.actor,
        **_matches(shown),
    }
    return render_page(request, f"web/{kind.key}.html", context, section=kind.section)


def _matches(shown: ShownRecord) -> dict[str, Any]:
    return {
        "run": shown.found.run,
        "nothing_suitable": shown.found.nothing_suitable,
        "matches": [shown_match(match) for match in shown.found.matches],
        "score_levels": weights_from(shown.found.run.weights) if shown.found.run else None,
    }


def _work_address(actor: Actor, kind: ListingKind, view: dict[str, Any]) -> str:
    """Where somebody inside, or with a verb on the record, works on it; "" for everybody else."""
    if actor.person_id is None or (view["depth"] != "inside" and not is_case_of(actor, kind.key, view["id"])):
        return ""
    try:
        return reverse(f"work-{kind.key}", args=[view["id"]])
    except NoReverseMatch:
        return ""


def _asking_address(actor: Actor, kind: ListingKind, view: dict[str, Any]) -> str:
    """Where an introduction is asked for; "" inside, and for roles that no grant lets ask (visitors sign in first)."""
    if actor.person_id is not None and not any(actor.role in grant.roles for grant in POLICY.grants(PROPOSE)):
        return ""
    address = address_if_there(_ASKING)
    return f"{address}?{kind.key}={view['id']}" if address and view["depth"] != "inside" else ""


def _meta(request: ActingRequest, kind: ListingKind, shown: ShownRecord) -> Any:
    path = reverse(kind.key, args=[shown.view["code"]])
    about = shown.view[_ABOUT[kind.key]] or shown.view["title"]
    described = record_described(shown.view, f"{site_base(request)}{path}", about)
    steps = ((_("Home"), "/"), (str(kind.title), reverse(kind.section)), (shown.view["code"], path))
    blocks = blocks_of(site_base(request), steps, described)
    return page_meta(request, path, about, kind="article", blocks=blocks)
