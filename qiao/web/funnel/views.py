"""The funnel, the rows behind each of its figures, and the records that sleep."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import translation
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from qiao.core.calendar import CHINA
from qiao.core.funnel import CLAIMED, COLLECTED, FunnelStage
from qiao.foundation.wording import text_of
from qiao.reports.funnel.asking import RowsAsked
from qiao.reports.funnel.selectors_counts import funnel_counts
from qiao.reports.funnel.selectors_rows import all_funnel_rows, funnel_rows
from qiao.reports.funnel.selectors_sleeping import sleeping_page
from qiao.web.acting import ActingRequest
from qiao.web.funnel.asking import Asked, choices, read_address
from qiao.web.funnel.exporting import funnel_lines
from qiao.web.funnel.presenting import (
    definitions_stamp,
    keeps_pairs_secret,
    percent,
    picture_height,
    shown_record,
    shown_rows,
    shown_stages,
    stage_name,
    unit_of,
)
from qiao.web.pages import render_page

SECTION = "funnel"


@require_safe
def funnel(request: ActingRequest) -> HttpResponse:
    """Every stage in figures with its definition and denominators. A faulty address gives a message instead (400)."""
    asked = read_address(request)
    context = _context(request, asked)
    if not asked.given.faults:
        counts = funnel_counts(asked.reader, asked.question, request.now)
        stages = shown_stages(counts, asked)
        context |= {
            "stages": stages,
            "height": picture_height(stages),
            "sleeping": counts.sleeping,
            "sleeping_share": percent(counts.sleeping.bp),
            "contract_fen": counts.contract_fen,
        }
    return _answer(request, "funnel", context, asked)


@require_safe
def rows(request: ActingRequest, stage: str) -> HttpResponse:
    """The rows behind one figure, or the claims that do not count towards it."""
    asked = read_address(request)
    wanted = _wanted(stage, asked)
    context = _context(request, asked) | _about(wanted, asked)
    if not asked.given.faults:
        page = funnel_rows(asked.reader, asked.question, wanted, asked.page)
        if asked.page > page.pages:
            asked.given.page_beyond(asked.page, page.pages)
        else:
            context |= {"page": page, "rows": shown_rows(page.rows)}
    return _answer(request, "rows", context, asked)


@require_safe
def export(request: ActingRequest, stage: str) -> HttpResponseBase:
    """The rows behind one figure as CSV."""
    asked = read_address(request)
    wanted = _wanted(stage, asked)
    if asked.given.faults:
        return rows(request, stage)
    lines = funnel_lines(all_funnel_rows(asked.reader, asked.question, wanted))
    answer = StreamingHttpResponse(_in_language(lines, get_language() or ""), content_type="text/csv; charset=utf-8")
    name = f"funnel-{stage}{'' if wanted.counted else '-not-counted'}-{asked.question.period.text}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
def sleeping(request: ActingRequest) -> HttpResponse:
    """Published records of which nothing was heard for a while, and whose turn it is."""
    asked = read_address(request)
    context = _context(request, asked)
    if not asked.given.faults:
        page = sleeping_page(asked.reader, asked.question, request.now, asked.page)
        if asked.page > page.pages:
            asked.given.page_beyond(asked.page, page.pages)
        else:
            rows = [(row, shown_record(row.record), text_of(f"funnel.acts.{row.acts}")) for row in page.rows]
            context |= {"page": page, "rows": rows}
    return _answer(request, "sleeping", context, asked)


def _wanted(stage: str, asked: Asked) -> RowsAsked:
    collected = stage in COLLECTED and (asked.counted or stage in CLAIMED)
    if not collected:
        raise Http404("no_such_stage")
    return RowsAsked(FunnelStage(stage), asked.counted)


def _about(wanted: RowsAsked, asked: Asked) -> dict[str, Any]:
    return {
        "stage": str(wanted.stage),
        "stage_title": stage_name(wanted.stage),
        "means": text_of(f"funnel.{wanted.stage}.means"),
        "unit": unit_of(wanted.stage, asked.question, counted=wanted.counted),
        "counted": wanted.counted,
        "paging": {**asked.values, "counted": "" if wanted.counted else "no"},
    }


def _context(request: ActingRequest, asked: Asked) -> dict[str, Any]:
    return {
        "asked": asked.values,
        "period": asked.question.period,
        "until": asked.question.until,
        "today": request.now.astimezone(CHINA).date(),
        "by_cohort": asked.values["view"] == "",
        "keeps_pairs_secret": keeps_pairs_secret(asked),
        "faults": asked.given.faults,
        "page": None,
        "stages": None,
        **definitions_stamp(),
        **choices(asked, request.now),
    }


def _answer(request: ActingRequest, template: str, context: dict[str, Any], asked: Asked) -> HttpResponse:
    context["faults"] = asked.given.faults
    status = 400 if asked.given.faults else 200
    return render_page(request, f"web/funnel/{template}.html", context, section=SECTION, status=status)


def _in_language(lines: Iterator[bytes], language: str) -> Iterator[bytes]:
    # The lines are made while the answer is sent, when the language of the request is no longer active.
    while True:
        with translation.override(language):
            line = next(lines, None)
        if line is None:
            return
        yield line
