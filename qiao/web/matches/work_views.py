"""The matches of a record for people who work with them."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from qiao.matching.scoring import weights_from
from qiao.matching.selectors.match_pages import MatchesAtWork, matches_at_work
from qiao.web.access import signed_in
from qiao.web.acting import ActingRequest
from qiao.web.matches.grading_views import GRADE_TEXTS
from qiao.web.matches.presenting import shown_match
from qiao.web.pages import answers_outcomes, render_page


@require_safe
@signed_in
@answers_outcomes
def matches(request: ActingRequest, kind: str, record_id: int) -> HttpResponse:
    """The current matches at the depth of the actor, with what can be done about each."""
    found = matches_at_work(request.actor, kind, record_id)
    run = found.found.run
    context = {
        "kind": kind,
        "view": found.view,
        "run": run,
        "nothing_suitable": found.found.nothing_suitable,
        "rows": _rows(found),
        "may_grade": found.may_grade,
        "grades": GRADE_TEXTS,
        "score_levels": weights_from(run.weights) if run else None,
    }
    return render_page(request, "web/matches/at_work.html", context, section=f"work-{kind}s")


def _rows(found: MatchesAtWork) -> list[dict[str, object]]:
    return [
        {
            "match": shown_match(match),
            "standing": found.standings.get(match.match_id or 0),
            "may_propose": match.match_id in found.proposable,
        }
        for match in found.found.matches
    ]
