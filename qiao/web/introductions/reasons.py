"""Why achievements were declined, for those who hold them."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from qiao.matching.selectors.decline_reasons import declined_achievements, reasons_for
from qiao.web.access import signed_in
from qiao.web.acting import ActingRequest
from qiao.web.pages import answers_outcomes, render_page
from qiao.web.reading_input import AddressValues

SECTION = "work-reasons"


@require_safe
@signed_in
def achievements(request: ActingRequest) -> HttpResponse:
    """The declined achievements that the actor holds or looks after, the most declined first."""
    given = AddressValues(request.GET.dict())
    number = given.page()
    status = 400 if given.faults else 200
    found = None
    if not given.faults:
        found = declined_achievements(request.actor, number)
        if number > found.pages:
            given.page_beyond(number, found.pages)
            found, status = None, 404
    context = {"found": found, "faults": given.faults}
    return render_page(request, "web/introductions/reasons.html", context, section=SECTION, status=status)


@require_safe
@signed_in
@answers_outcomes
def achievement(request: ActingRequest, achievement_id: int) -> HttpResponse:
    """The reasons for one achievement with advice, never by whom they were given."""
    digest = reasons_for(request.actor, achievement_id, request.now)
    most = max((number for row in digest.rows for number in row.by_month), default=0)
    rows = [(row, _bars(row.by_month, most)) for row in digest.rows]
    context = {"digest": digest, "rows": rows}
    return render_page(request, "web/introductions/reasons_of.html", context, section=SECTION)


def _bars(by_month: tuple[int, ...], most: int) -> list[dict[str, int]]:
    """Bars of a chart of 12 columns, each 10 wide and at most 40 high."""
    return [
        {"x": place * 10, "y": 40 - 40 * number // most if most else 40, "height": 40 * number // most if most else 0}
        for place, number in enumerate(by_month)
    ]
