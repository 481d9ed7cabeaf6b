"""Supply lists: what is in each, what its limits cost, and what was left out and why."""

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qiao.matching.selectors.commissions import PAGE_SIZE, commissions_page
from qiao.matching.selectors.supply_sheets import SupplyEntry, supply_sheet
from qiao.web.access import signed_in
from qiao.web.acting import ActingRequest
from qiao.web.pages import answers_outcomes, render_page
from qiao.web.programmes.exporting import file_of, supply_columns
from qiao.web.programmes.wording import limit_name, points, shown_result
from qiao.web.reading_input import AddressValues

SECTION = "work-commissions"


@require_safe
@signed_in
def commissions(request: ActingRequest) -> HttpResponse:
    """The commissions that the actor may know of, the newest first."""
    given = AddressValues(request.GET.dict())
    number = given.page()
    found = commissions_page(request.actor, page=number)
    pages = max(1, -(-found.total // PAGE_SIZE))
    status = 400 if given.faults else 200
    if number > pages:
        given.page_beyond(number, pages)
        status = 404
    context = {"found": None if given.faults else found, "pages": pages, "faults": given.faults}
    return render_page(request, "web/programmes/supply_lists.html", context, section=SECTION, status=status)


@require_safe
@signed_in
@answers_outcomes
def commission(request: ActingRequest, commission_id: int) -> HttpResponse:
    """The entries of one list with the reason of each, the price of each limit, and what was left out."""
    sheet = supply_sheet(request.actor, commission_id)
    context = {
        "sheet": sheet,
        "rows": [(entry, points(entry.score_bp), _reasons(entry)) for entry in sheet.entries],
        "result": shown_result(sheet.result) if sheet.result else None,
        "gap_step": points(sheet.gap_step_bp) if sheet.gap_step_bp else "",
    }
    return render_page(request, "web/programmes/supply.html", context, section=SECTION)


@require_safe
@signed_in
@answers_outcomes
def commission_csv(request: ActingRequest, commission_id: int) -> HttpResponseBase:
    """The entries as CSV."""
    sheet = supply_sheet(request.actor, commission_id)
    return file_of(supply_columns(), sheet.entries, f"supply-list-{commission_id}")


def _reasons(entry: SupplyEntry) -> list[str]:
    return [_("Needed for the limit: %(limit)s") % {"limit": limit_name(key)} for key in entry.because]
