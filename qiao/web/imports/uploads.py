"""Steps 1 and 2 of the wizard: the file, and what its columns mean; then how far the work is."""

import secrets
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qiao.core.outcomes import Denied, Invalid, Missing, Refused
from qiao.foundation.actions.preview_import import ImportRequest
from qiao.foundation.intake.bad_rows import source_name
from qiao.foundation.intake.progress import told_progress
from qiao.foundation.intake.tasks import Upload, ask_for_preview, is_short, run_task, take_upload
from qiao.foundation.intake.template import write_template
from qiao.foundation.models import ImportTask
from qiao.foundation.selectors_imports import kinds_of, known_sources, may_import, task_of
from qiao.web.access import signed_in
from qiao.web.acting import ActingRequest
from qiao.web.form_passes import FIELD, new_pass
from qiao.web.imports import columns
from qiao.web.imports.forms import UploadForm
from qiao.web.imports.wording import fault_lines, kind_name, outcome_lines
from qiao.web.kept_input import forget_kept, kept_values
from qiao.web.pages import answers_outcomes, render_page

SECTION = "work-imports"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# After that the page says that nobody seems to be working.
PATIENT_SECONDS = 30


def require_importer(request: ActingRequest) -> None:
    """Raises Denied for roles that import nothing."""
    if not may_import(request.actor):
        raise Denied("no_right", action="foundation.import.preview", role=str(request.actor.role))


@signed_in
@answers_outcomes
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActingRequest) -> HttpResponseBase:
    """Step 1: kind, source and file. A file that is refused is named with its fault; the other entries stay."""
    require_importer(request)
    if request.method != "POST":
        given = {name: _kept(request, name) or request.GET.get(name, "") for name in ("kind", "source")}
        form = UploadForm(initial={**given, "token": secrets.token_urlsafe(16)}, actor=request.actor)
        return _upload_page(request, form)
    form = UploadForm(request.POST, request.FILES, actor=request.actor)
    task = _taken(request, form) if form.is_valid() else None
    if task is None:
        return _upload_page(request, form, status=422)
    forget_kept(request, request.path)
    return redirect("import-upload", pk=task.pk)


@signed_in
@answers_outcomes
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: ActingRequest, pk: int) -> HttpResponseBase:
    """Step 2, the columns; while the list is worked through, how far that is; then on to the preview."""
    require_importer(request)
    task = task_of(request.actor, pk)
    if request.method == "POST" and task.work == ImportTask.PREVIEW:
        return _columns_posted(request, task)
    if task.stage in (ImportTask.WAITING, ImportTask.RUNNING):
        return _progress_page(request, task)
    if task.work == ImportTask.APPLY or (task.stage == ImportTask.DONE and "columns" not in request.GET):
        return _after_work(request, task)
    kept = kept_values(request, request.path)
    mapping = columns.posted_mapping(task, _single(kept.values)) if kept and kept.values else task.mapping
    return _columns_page(request, task, mapping, faults=fault_lines(task.fault))


@signed_in
@answers_outcomes
@require_safe
def template(request: ActingRequest, room: str, name: str) -> HttpResponse:
    """An empty list of a kind: its columns, and a sheet that says how to fill them in, with examples."""
    require_importer(request)
    kind = next((one for one in kinds_of(request.actor) if one.key == f"{room}.{name}"), None)
    if kind is None:
        raise Missing("no_such_object", object_type="import kind", object_id=f"{room}.{name}")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        write_template(kind, path)
        answer = HttpResponse(path.read_bytes(), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="template-{name}.xlsx"'
    return answer


def _taken(request: ActingRequest, form: UploadForm) -> ImportTask | None:
    """The upload, or None when the form now says what is wrong."""
    given: Any = form.cleaned_data["file"]
    name = Path(given.name or "list").name
    with TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        with path.open("wb") as target:
            for part in given.chunks():
                target.write(part)
        wanted = ImportRequest(
            kind=form.cleaned_data["kind"],
            path=path,
            source=form.cleaned_data["source"] or source_name(name)[:100],
            file_name=name,
            admit=form.cleaned_data.get("admit", False),
        )
        try:
            return take_upload(request.actor, Upload(wanted, form.cleaned_data["token"]), request.now)
        except Refused as refused:
            form.add_error("file", outcome_lines(refused)[0].message)
        except Invalid as invalid:
            for fault in outcome_lines(invalid):
                form.add_error(fault.name if fault.name in form.fields else None, fault.message)
    return None


def _upload_page(request: ActingRequest, form: UploadForm, status: int = 200) -> HttpResponse:
    kinds = [(kind.key.split("."), kind_name(kind.key)) for kind in kinds_of(request.actor)]
    context = {
        "form": form,
        "kinds": [(room, name, words) for (room, name), words in kinds],
        "sources": known_sources(request.actor),
        "steps": steps(1),
        **_pass(request),
    }
    return render_page(request, "web/imports/new.html", context, section=SECTION, status=status)


def _kept(request: ActingRequest, name: str) -> str:
    """What had been typed when the session was found to have ended; a file is never kept."""
    kept = kept_values(request, request.path)
    return _single(kept.values).get(name, "") if kept else ""


def _single(values: Mapping[str, list[str]]) -> dict[str, str]:
    return {name: texts[-1] for name, texts in values.items() if texts}


def _pass(request: ActingRequest) -> dict[str, str]:
    """The mark of the form, with which its input outlives an expired session."""
    opened = new_pass(request.user.pk or 0, request.actor.holding_id or 0)
    return {"pass_name": FIELD, "pass_value": str(opened)}


def _columns_posted(request: ActingRequest, task: ImportTask) -> HttpResponseBase:
    mapping = columns.posted_mapping(task, request.POST.dict())
    forget_kept(request, request.path)
    faults = columns.faults_of_mapping(task, mapping)
    lacking = columns.missing(task, mapping)
    if faults or lacking:
        return _columns_page(request, task, mapping, faults=faults, status=422)
    remember = request.POST.get("remember") == "1"
    if ask_for_preview(request.actor, task, mapping, request.now, remember=remember) and is_short(task, request.now):
        run_task(request.actor, task.pk, request.now)
    return redirect("import-upload", pk=task.pk)


def _columns_page(
    request: ActingRequest, task: ImportTask, mapping: Mapping[str, str], *, faults: list[Any], status: int = 200
) -> HttpResponse:
    lines = columns.header_lines(task, mapping)
    context = {
        "task": task,
        "kind": kind_name(task.kind),
        "lines": lines,
        "columns": columns.choices(task),
        "missing": columns.missing(task, mapping),
        "suggested": sum(line.is_suggested for line in lines),
        "faults": faults,
        "remember": task.remember,
        "steps": steps(2),
        **_pass(request),
    }
    return render_page(request, "web/imports/columns.html", context, section=SECTION, status=status)


def _progress_page(request: ActingRequest, task: ImportTask) -> HttpResponse:
    asked_at = task.requested_at or task.created_at
    context = {
        "task": task,
        "kind": kind_name(task.kind),
        "done": min(told_progress(task.pk), task.rows),
        "seconds": max(0, int((request.now - (task.started_at or asked_at)).total_seconds())),
        "is_waiting": task.stage == ImportTask.WAITING,
        "is_stuck": task.stage == ImportTask.WAITING and (request.now - asked_at).total_seconds() > PATIENT_SECONDS,
        "is_preview": task.work == ImportTask.PREVIEW,
        "steps": steps(2 if task.work == ImportTask.PREVIEW else 4),
    }
    return render_page(request, "web/imports/progress.html", context, section=SECTION)


def _after_work(request: ActingRequest, task: ImportTask) -> HttpResponseBase:
    if task.stage == ImportTask.FAILED:
        for line in fault_lines(task.fault):
            messages.error(request, line.message)
    if task.batch is None:
        return redirect("work-imports")
    return redirect("import", pk=task.batch.pk)


def steps(current: int) -> list[dict[str, Any]]:
    """The four steps of the wizard; ``current`` counts from 1."""
    labels = (_("File"), _("Columns"), _("Preview"), _("Result"))
    return [{"label": label, "current": number == current} for number, label in enumerate(labels, start=1)]
