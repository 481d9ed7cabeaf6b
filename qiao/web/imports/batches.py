"""The list of imports, and steps 3 and 4: the preview with its problems, the decision, the result."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.core.outcomes import Refused
from qiao.foundation.actions.apply_import import Take
from qiao.foundation.actions.discard_import import discard_import
from qiao.foundation.files import FileAltered
from qiao.foundation.intake.bad_rows import bad_rows_suffix, source_name, write_bad_rows
from qiao.foundation.intake.kinds import KINDS
from qiao.foundation.intake.lifecycle import ImportState
from qiao.foundation.intake.summary import problem_line
from qiao.foundation.intake.tasks import ask_to_apply, is_short, run_task
from qiao.foundation.models import ImportBatch, ImportProblem
from qiao.foundation.selectors_imports import (
    first_rows,
    import_of,
    imports_page,
    kinds_of,
    open_tasks,
    problems_page,
)
from qiao.foundation.wording import text_of
from qiao.web.access import signed_in
from qiao.web.acting import ActingRequest
from qiao.web.imports.near_rows import near_notes, other_notes
from qiao.web.imports.uploads import SECTION, require_importer, steps
from qiao.web.imports.wording import kind_name, mapped_columns, notes_of, outcome_lines, row_shown, sentence
from qiao.web.pages import answers_outcomes, render_page
from qiao.web.reading_input import AddressValues

MEDIA = {".csv": "text/csv; charset=utf-8"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@signed_in
@answers_outcomes
@require_safe
def imports(request: ActingRequest) -> HttpResponse:
    """What was brought in and what is on its way."""
    require_importer(request)
    given = AddressValues(request.GET.dict())
    kinds = {kind.key: kind_name(kind.key) for kind in kinds_of(request.actor)}
    states = {str(state): text_of(f"state.foundation.import.{state}") for state in ImportState}
    asked = {
        "q": given.search("q"), "kind": given.choice("kind", kinds), "state": given.choice("state", states),
    }  # fmt: skip
    number, page = given.page(), None
    if not given.faults:
        page = imports_page(request.actor, state=asked["state"], kind=asked["kind"], text=asked["q"], number=number)
        if number > page.pages:
            given.page_beyond(number, page.pages)
            page = None
    context = {
        "page": page,
        "asked": asked,
        "kinds": kinds.items(),
        "kind_names": kinds,
        "states": states.items(),
        "lines": [(line, kind_name(line.batch.kind)) for line in page.rows] if page else [],
        "open_tasks": [(task, kind_name(task.kind)) for task in open_tasks(request.actor)],
        "faults": given.faults,
    }
    return render_page(
        request, "web/imports/imports.html", context, section=SECTION, status=400 if given.faults else 200
    )


@signed_in
@answers_outcomes
@require_safe
def batch(request: ActingRequest, pk: int) -> HttpResponse:
    """The preview with its problems, or what became of it."""
    require_importer(request)
    found = import_of(request.actor, pk)
    given = AddressValues(request.GET.dict())
    rule, number = request.GET.get("rule", "")[:60], given.page()
    problems = problems_page(found, rule, number)
    if number > problems.pages:
        given.page_beyond(number, problems.pages)
    is_open = found.state == ImportState.PREVIEWED
    context = {
        "batch": found,
        "kind": kind_name(found.kind),
        "good": found.total - found.bad,
        "is_open": is_open,
        "problems": problems,
        "problem_lines": [_problem(problem) for problem in problems.rows],
        "rules": [(one.rule, one.count, _problem(one.first)["sentence"]) for one in problems.rules],
        "asked": {"rule": rule},
        "rows": _rows(found) if is_open else [],
        "notes": notes_of(other_notes(found.notes)),
        "near_rows": notes_of(near_notes(found.notes)),
        "mapped": mapped_columns(found.mapping, found.kind),
        "upload_id": getattr(found, "upload_id", None),
        "records_url": _records_address(found),
        "faults": given.faults,
        "steps": steps(3 if is_open else 4),
    }
    return render_page(request, "web/imports/batch.html", context, section=SECTION, status=400 if given.faults else 200)


@signed_in
@answers_outcomes
@require_safe
def bad_rows(request: ActingRequest, pk: int) -> HttpResponseBase:
    """The bad rows in the form they came in, what is wrong with each beside it."""
    require_importer(request)
    found = import_of(request.actor, pk)
    ending = bad_rows_suffix(found)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"rows{ending}"
        try:
            write_bad_rows(found, path)
        except FileAltered as altered:
            messages.error(request, outcome_lines(altered)[0].message)
            return redirect("import", pk=pk)
        answer = HttpResponse(path.read_bytes(), content_type=MEDIA.get(ending, XLSX))
    name = f"{source_name(found.file_name)}-bad-rows{ending}"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return answer


@signed_in
@answers_outcomes
@require_POST
def apply(request: ActingRequest, pk: int) -> HttpResponseBase:
    """Take the rows: at once where the list is short, else by the worker. Asked twice, it happens once."""
    require_importer(request)
    found = import_of(request.actor, pk)
    if found.state != ImportState.PREVIEWED:
        messages.info(request, _("This import is decided already: %(state)s.") % {"state": _state(found)})
        return redirect("import", pk=pk)
    take: Take = "all_or_nothing" if request.POST.get("take") == "all_or_nothing" else "good_rows"
    task = ask_to_apply(request.actor, found, take, request.now)
    if is_short(task, request.now):
        run_task(request.actor, task.pk, request.now)
    return redirect("import-upload", pk=task.pk)


@signed_in
@answers_outcomes
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: ActingRequest, pk: int) -> HttpResponseBase:
    """Ask whether the preview is to be dropped, and drop it."""
    require_importer(request)
    found = import_of(request.actor, pk)
    if request.method != "POST":
        context = {"batch": found, "kind": kind_name(found.kind), "is_open": found.state == ImportState.PREVIEWED}
        return render_page(request, "web/imports/discard.html", context, section=SECTION)
    try:
        discard_import(actor=request.actor, importbatch_id=pk, now=request.now)
        messages.success(request, _("The preview was discarded; no record was changed."))
    except Refused as refused:
        messages.error(request, outcome_lines(refused)[0].message)
    return redirect("import", pk=pk)


def _problem(problem: ImportProblem) -> dict[str, Any]:
    line = problem_line(problem)
    words = sentence(f"rule.{problem.rule}", problem.params)
    return {"sheet": line.sheet, "row": line.row, "column": line.column, "value": line.value, "sentence": words}


def _rows(found: ImportBatch) -> list[Any]:
    kind = KINDS[found.kind]
    return [row_shown(kind, row.sheet, row.number, row.outcome, row.values) for row in first_rows(found)]


def _state(found: ImportBatch) -> str:
    return text_of(f"state.foundation.import.{found.state}")


def _records_address(found: ImportBatch) -> str:
    plural = {"organisation": "organisations", "person": "people"}
    name = found.kind.split(".")[1]
    try:
        return reverse(f"work-{plural.get(name, f'{name}s')}")
    except NoReverseMatch:
        return ""
