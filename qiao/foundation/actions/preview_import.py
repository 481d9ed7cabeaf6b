"""Preview an operator's list: every row checked and staged, nothing changed yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from qiao.core.access import Actor
from qiao.core.outcomes import Invalid, Problem, Refused
from qiao.core.secrecy import is_classified
from qiao.foundation.acting import authorise, create, record, use_case
from qiao.foundation.files import store_file
from qiao.foundation.intake.checking import Progress, RowChecker
from qiao.foundation.intake.facts import context_of, import_facts, organisation_key_of, source_of
from qiao.foundation.intake.kinds import KINDS, Note
from qiao.foundation.intake.lifecycle import IMPORT
from qiao.foundation.intake.mapping import combined_mapping, resolved_mapping
from qiao.foundation.intake.opening import OpenedFile, file_faults_refused, open_file
from qiao.foundation.intake.staging import ADDED, CHANGED, SAME, Staging
from qiao.foundation.intake.summary import notes_with_counts
from qiao.foundation.models import ImportBatch, StoredFile

ACTION = "foundation.import.preview"
MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
    "csv": "text/csv",
}
NAME_CHARACTERS = 100


@dataclass(frozen=True)
class ImportRequest:
    """A file, what kind of list it is, and where it comes from.

    ``mapping`` (header to column, given by heading or key, "" to leave a header out) comes before the saved mapping
    of the source.
    ``admit`` asks for records that another body has already reviewed: they enter as published.
    """

    kind: str
    path: Path
    source: str
    file_name: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    admit: bool = False


@use_case(ACTION)
def preview_import(
    *, actor: Actor, request: ImportRequest, now: datetime, progress: Progress | None = None
) -> ImportBatch:
    """Check every row of the file and stage the good ones; memory use does not grow with the file.

    Raises Denied, Refused with the code of the file's fault, and Invalid for an unknown kind, a missing source or a
    compulsory column that no sheet has. A file with a mark of state secrecy is refused before any of it is stored.
    """
    check_request(request)
    batch = _new_batch(actor, request, now)
    authorise(actor, ACTION, import_facts(batch))
    source = source_of(batch.zone_code, batch.kind, batch.organisation_key, batch.source)
    kind = KINDS[request.kind]
    chosen = combined_mapping(source.mapping if source else {}, resolved_mapping(request.mapping, kind))
    opened = open_file(request.path, kind, chosen)
    before = _store(batch, opened, request, now)
    context = context_of(batch, actor, now)
    staging = Staging(batch, source, kind.writer(context))
    with file_faults_refused():
        for chunk in RowChecker(kind, context).chunks(opened.tables, progress):
            staging.stage(chunk)
    remarks = kind.remarks(context, batch.pk) if kind.remarks else []
    _count(batch, staging, [*opened.notes, *remarks], dict(context.notes))
    record(actor, ACTION, batch, before, now)
    return batch


def check_request(request: ImportRequest) -> None:
    """Raises Invalid for an unknown kind or a missing source, Refused for a file name with a mark of secrecy."""
    problems = []
    if request.kind not in KINDS:
        problems.append(Problem("kind", "unknown_import_kind", request.kind, {"kinds": ", ".join(sorted(KINDS))}))
    elif request.admit and not KINDS[request.kind].can_admit:
        problems.append(Problem("admit", "kind_not_admitted", request.kind))
    if not request.source.strip():
        problems.append(Problem("source", "required"))
    elif len(request.source.strip()) > NAME_CHARACTERS:
        params = {"limit": NAME_CHARACTERS, "length": len(request.source.strip())}
        problems.append(Problem("source", "too_long", request.source[:200], params))
    if problems:
        raise Invalid(*problems)
    if is_classified(request.file_name, request.path.name):
        raise Refused("classified_name")


def _new_batch(actor: Actor, request: ImportRequest, now: datetime) -> ImportBatch:
    return ImportBatch(
        zone_code=actor.zone_code,
        created_at=now,
        kind=request.kind,
        source=request.source.strip(),
        organisation_key=organisation_key_of(actor),
        admit=request.admit,
        file_name=(request.file_name or request.path.name)[-255:],
    )


def _store(batch: ImportBatch, opened: OpenedFile, request: ImportRequest, now: datetime) -> dict[str, object]:
    stored: StoredFile = store_file(request.path, batch.file_name, MEDIA_TYPES[opened.file_format], now)
    batch.file = stored
    batch.file_format = opened.file_format
    batch.mapping = opened.mapping
    if due := IMPORT.due(batch.state, import_facts(batch)):
        batch.due_at, batch.due_verb = due.at, due.verb
    return create(batch)


def _count(batch: ImportBatch, staging: Staging, notes: list[Note], counted: dict[str, int]) -> None:
    """The figures of the new batch, written in the transaction that made it."""
    counts = staging.counts
    batch.total, batch.bad = counts["total"], counts["bad"]
    batch.added, batch.changed, batch.same = counts[ADDED], counts[CHANGED], counts[SAME]
    batch.notes = notes_with_counts(notes, counted)
    batch.save()
