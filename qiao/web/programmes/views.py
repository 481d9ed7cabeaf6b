"""The programme of a roadshow and the week of the technology managers, as pages and as CSV."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from qiao.core.calendar import CHINA
from qiao.core.outcomes import Invalid, Refused
from qiao.matching.programmes.roadshow import RoadshowPlan
from qiao.matching.programmes.week import WeekPlan
from qiao.matching.selectors.roadshow import RoadshowPage, roadshow_page, roadshow_plan
from qiao.matching.selectors.week import WeekPage, week_page, week_plan
from qiao.web.access import signed_in
from qiao.web.acting import ActingRequest
from qiao.web.pages import answers_outcomes, render_page
from qiao.web.programmes.asking import (
    ROADSHOW_NUMBERS,
    SESSIONS,
    WEEK_NUMBERS,
    Asked,
    faults_of,
    read_address,
    theme_names,
)
from qiao.web.programmes.exporting import file_of, roadshow_columns, week_columns
from qiao.web.programmes.wording import limit_name, points, shown_result

Page = TypeVar("Page")


@require_safe
@signed_in
@answers_outcomes
def roadshow(request: ActingRequest) -> HttpResponse:
    """The best programme for the sessions asked for, with what each limit costs."""
    asked = read_address(request.GET.dict(), ROADSHOW_NUMBERS, SESSIONS)
    plan, page = _roadshow(request, asked)
    themes = theme_names()
    context = {
        "page": page,
        "sessions": [(number, asked.values.get(name, "")) for number, name in enumerate(SESSIONS, start=1)],
        "themes": themes.items(),
        "rows": [(slot, themes[slot.theme], points(slot.score_bp)) for slot in page.slots] if page else [],
        **_limits(asked, plan, page, ROADSHOW_NUMBERS),
    }
    status = 400 if asked.faults else 200
    return render_page(request, "web/programmes/roadshow.html", context, section="work-roadshow", status=status)


@require_safe
@signed_in
@answers_outcomes
def roadshow_csv(request: ActingRequest) -> HttpResponseBase:
    """The programme as CSV."""
    asked = read_address(request.GET.dict(), ROADSHOW_NUMBERS, SESSIONS)
    _plan, page = _roadshow(request, asked)
    return roadshow(request) if page is None else file_of(roadshow_columns(), page.slots, "roadshow")


@require_safe
@signed_in
@answers_outcomes
def week(request: ActingRequest) -> HttpResponse:
    """Who takes on which waiting case this week, with what each limit costs."""
    asked = read_address(request.GET.dict(), WEEK_NUMBERS)
    plan, page = _week(request, asked)
    context = {
        "page": page,
        "rows": [(task, points(task.counts_bp)) for task in page.tasks] if page else [],
        **_limits(asked, plan, page, WEEK_NUMBERS),
    }
    status = 400 if asked.faults else 200
    return render_page(request, "web/programmes/week.html", context, section="work-week", status=status)


@require_safe
@signed_in
@answers_outcomes
def week_csv(request: ActingRequest) -> HttpResponseBase:
    """The week as CSV."""
    asked = read_address(request.GET.dict(), WEEK_NUMBERS)
    _plan, page = _week(request, asked)
    return week(request) if page is None else file_of(week_columns(), page.tasks, "week")


def _roadshow(request: ActingRequest, asked: Asked) -> tuple[RoadshowPlan, RoadshowPage | None]:
    actor, on = request.actor, request.now.astimezone(CHINA).date()
    plan = roadshow_plan(actor.zone_code, on, asked.sessions, **asked.numbers)
    return plan, _unless_faulty(asked, lambda: roadshow_page(actor, plan))


def _week(request: ActingRequest, asked: Asked) -> tuple[WeekPlan, WeekPage | None]:
    actor, on = request.actor, request.now.astimezone(CHINA).date()
    plan = week_plan(actor.zone_code, on, **asked.numbers)
    return plan, _unless_faulty(asked, lambda: week_page(actor, plan, request.now))


def _unless_faulty(asked: Asked, read: Callable[[], Page]) -> Page | None:
    """What was asked for; None when address, limits or time do not allow it, which is then in the faults."""
    try:
        page = read()
    except (Invalid, Refused) as outcome:
        asked.faults.extend(faults_of(outcome))
        return None
    return None if asked.faults else page


def _limits(
    asked: Asked, plan: RoadshowPlan | WeekPlan, page: RoadshowPage | WeekPage | None, names: tuple[str, ...]
) -> dict[str, Any]:
    """The fields of the form (the rule's number where none was typed), and the result in words."""
    return {
        "asked": asked.values,
        "faults": asked.faults,
        "numbers": [(name, limit_name(name), getattr(plan, name)) for name in names],
        "result": shown_result(page.result) if page and page.result else None,
    }
