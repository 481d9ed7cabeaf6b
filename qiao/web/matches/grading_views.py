"""Grading matches: beside a match, and one pair after the other in the queue of the day."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from qiao.core.calendar import CHINA
from qiao.core.outcomes import Invalid, Refused
from qiao.foundation.wording import Text, text_of
from qiao.matching.actions.grade_match import Grading, grade_match
from qiao.matching.selectors.grading_day import grading_day
from qiao.matching.selectors.matches import matched_pair
from qiao.web.access import own_address, signed_in
from qiao.web.acting import ActingRequest
from qiao.web.matches.presenting import shown_match
from qiao.web.pages import answers_outcomes, render_page

_MOST_DIGITS = 18
GRADE_TEXTS: Mapping[int, Text] = {
    1: gettext_lazy("Unrelated"),
    2: gettext_lazy("Same field only"),
    3: gettext_lazy("Suitable in part"),
    4: gettext_lazy("Strongly suitable"),
}
"""The scale, weakest first."""


@require_safe
@signed_in
@answers_outcomes
def queue(request: ActingRequest) -> HttpResponse:
    """The next pair to grade, without its score; ``after`` names a pair that was skipped."""
    after = _number(request.GET.get("after", ""))
    day = grading_day(request.actor, request.now.astimezone(CHINA).date(), after=after)
    context: dict[str, object] = {"day": day, "grades": GRADE_TEXTS, "pair": None}
    if day.next_match is not None:
        own, match = matched_pair(request.actor, day.next_match)
        context |= {"own": own, "pair": shown_match(match)}
    return render_page(request, "web/matches/grading.html", context, section="work-grading")


@require_POST
@signed_in
@answers_outcomes
def grade(request: ActingRequest) -> HttpResponseBase:
    """Take a grade, then go on where it was given."""
    back = own_address(request, request.POST.get("next", ""), reverse("work-grading"))
    grading = Grading(
        grade=_number(request.POST.get("grade", "")) or 0,
        match_id=_number(request.POST.get("match", "")) or 0,
        note=request.POST.get("note", ""),
        score_shown=request.POST.get("blind") != "1",
    )
    try:
        grade_match(actor=request.actor, grading=grading, now=request.now)
    except Refused as refused:
        messages.warning(request, text_of(f"refusal.{refused.code}", refused.params))
    except Invalid as invalid:
        for problem in invalid.problems:
            name = _("Grade") if problem.field == "grade" else _("Note")
            messages.error(request, f"{name}: {text_of(f'rule.{problem.rule}', problem.params)}")
    else:
        messages.success(request, _("Your grade is kept: %(grade)s.") % {"grade": GRADE_TEXTS[grading.grade]})
    return HttpResponseRedirect(back)


def _number(text: str) -> int | None:
    """A key out of an address or a form; None for whatever is no plain number that a database could hold."""
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= _MOST_DIGITS else None
