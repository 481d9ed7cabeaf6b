"""Lists of cases: search, filters, order, pages, export; the same address gives the same list again."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.http import FileResponse, HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.utils.timezone import localdate
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from qiao.catalogue.selectors.cases import CasePage, cases_page, every_case
from qiao.catalogue.selectors.editing import may_draft
from qiao.core.access import Actor
from qiao.foundation.tabular.writing import write_xlsx
from qiao.foundation.wording import text_of
from qiao.web.access import signed_in
from qiao.web.acting import ActingRequest
from qiao.web.desk.asking import Asked, asked_of, roles_of, sorts, states_of
from qiao.web.desk.exporting import case_cells, case_headings, csv_of
from qiao.web.desk.kinds import KINDS, CaseKind, address_if_there
from qiao.web.desk.saving import save_url
from qiao.web.desk.verb_forms import form_for
from qiao.web.kept_pages import kept
from qiao.web.labels import choices_of
from qiao.web.pages import answers_outcomes, render_page
from qiao.web.reading_input import AddressValues

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@signed_in
@answers_outcomes
@kept
def cases(request: ActingRequest, section: str) -> HttpResponse:
    """One page of a case list; the part below the filters alone when a script asks for it."""
    kind = KINDS[section]
    given = AddressValues(request.GET.dict())
    asked = asked_of(kind, given)
    page: CasePage | None = None
    status = 400 if given.faults else 200
    if not given.faults:
        page = cases_page(kind.key, request.actor, asked.filters, asked.sort, asked.page, request.now)
        if asked.page > page.pages:
            given.page_beyond(asked.page, page.pages)
            page, status = None, 404
    context = _context(request.actor, kind, asked, page) | {"faults": given.faults}
    fragment = request.headers.get("HX-Request") and not request.headers.get("HX-History-Restore-Request")
    template = "web/desk/_cases.html" if fragment else "web/desk/cases.html"
    return render_page(request, template, context, section=f"work-{section}", status=status)


@require_safe
@signed_in
@answers_outcomes
def export(request: ActingRequest, section: str, ending: str) -> HttpResponseBase:
    """The whole filtered list as CSV or Excel."""
    kind = KINDS[section]
    given = AddressValues(request.GET.dict())
    asked = asked_of(kind, given)
    if given.faults:
        return cases(request, section)
    rows = every_case(kind.key, request.actor, asked.filters, asked.sort, request.now)
    cells = (case_cells(kind, row) for row in rows)
    name = f"{section}-{localdate(request.now).isoformat()}.{ending}"
    if ending == "csv":
        lines = _in_language(csv_of(case_headings(kind), cells), get_language() or "")
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
    return xlsx_answer(name, str(kind.title), case_headings(kind), cells)


def xlsx_answer(name: str, title: str, headings: list[str], cells: Iterator[list[str]]) -> FileResponse:
    """A sheet as a download; the file is gone once it was sent."""
    kept = tempfile.NamedTemporaryFile(suffix=".xlsx")  # noqa: SIM115 -- closed by the answer
    write_xlsx(Path(kept.name), [(title, headings, cells)])
    kept.seek(0)
    return FileResponse(kept, as_attachment=True, filename=name, content_type=_XLSX)


def _context(actor: Actor, kind: CaseKind, asked: Asked, page: CasePage | None) -> dict[str, Any]:
    rows = page.rows if page else ()
    key = kind.lifecycle.key
    offered = [verb for verb in kind.verbs if any(verb in row.verbs for row in rows)]
    return {
        "kind": kind,
        "asked": asked.values,
        "filtered": asked.is_filtered,
        "query": _query(asked),
        "page": page,
        "lines": [
            {"row": row, "next": [text_of(f"verb.{key}.{verb}") for verb in row.onward],
             "clock": f"{key}.{row.clock.verb}" if row.clock else "", "url": kind.address(row.view["id"])}
            for row in rows
        ],
        "states": states_of(kind),
        "fields": choices_of("field"),
        "roles": roles_of(kind),
        "sorts": sorts(),
        "sort": asked.sort,
        "bulk": [(verb, text_of(f"verb.{key}.{verb}")) for verb in offered if form_for(f"{key}.{verb}").for_many],
        "save_url": save_url(actor, kind, asked),
        "new_url": address_if_there(f"{kind.key}-new") if may_draft(actor, kind.key) else "",
    }  # fmt: skip


def _query(asked: Asked) -> str:
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in asked.values.items() if value})
    return query.urlencode()


def _in_language(lines: Iterator[bytes], language: str) -> Iterator[bytes]:
    # The lines are made while the answer is sent, when the language of the request is no longer active.
    while True:
        with override(language):
            line = next(lines, None)
        if line is None:
            return
        yield line
