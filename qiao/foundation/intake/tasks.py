"""Lists prepared in the browser: an upload waits for its mapping, then is previewed, and later applied.

The use cases do the work; what stands here is when they are called. A task that is asked for runs once: whoever turns
it from waiting to running has it.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from qiao.core.access import Actor
from qiao.core.calendar import CHINA
from qiao.core.outcomes import Denied, Invalid, Missing, Outcome, Refused
from qiao.foundation.actions.apply_import import Take, apply_import
from qiao.foundation.actions.discard_import import discard_import
from qiao.foundation.actions.preview_import import MEDIA_TYPES, ImportRequest, check_request, preview_import
from qiao.foundation.actions.save_mapping import NewMapping, save_mapping
from qiao.foundation.files import FileAltered, intact_path, store_file
from qiao.foundation.intake.facts import organisation_key_of, source_of
from qiao.foundation.intake.kinds import KINDS
from qiao.foundation.intake.lifecycle import ImportFacts, ImportState
from qiao.foundation.intake.progress import forget_progress, telling_progress
from qiao.foundation.intake.rules import AT_ONCE_ROWS
from qiao.foundation.intake.survey import survey_file
from qiao.foundation.models import ImportBatch, ImportTask
from qiao.foundation.registry import POLICY
from qiao.foundation.rules import rule_value

log = logging.getLogger(__name__)

PREVIEW_ACTION, APPLY_ACTION = "foundation.import.preview", "foundation.import.apply"
LONGEST_RUN = timedelta(hours=1)
OPEN = (ImportTask.WAITING, ImportTask.RUNNING)


@dataclass(frozen=True)
class Upload:
    """A file as uploaded; ``token`` names the form, so that sending it twice makes one upload."""

    request: ImportRequest
    token: str


def take_upload(actor: Actor, upload: Upload, now: datetime) -> ImportTask:
    """Look at the file, keep it and what its headers may mean. The same form sent again gives the same task.

    Raises Denied, Refused with the code of the file's fault (nothing of it is kept then), Invalid for kind and source.
    """
    request = upload.request
    check_request(request)
    POLICY.require(actor, PREVIEW_ACTION, _facts(actor, request.kind, admit=request.admit))
    known = ImportTask.objects.filter(token=upload.token, holding_id=actor.holding_id or 0).first()
    if known is not None:
        return known
    kind, organisation_key = KINDS[request.kind], organisation_key_of(actor)
    source = source_of(actor.zone_code, request.kind, organisation_key, request.source.strip())
    survey = survey_file(request.path, kind, source.mapping if source else {})
    stored = store_file(request.path, request.file_name[-255:], MEDIA_TYPES[survey.file_format], now)
    return ImportTask.objects.create(
        zone_code=actor.zone_code,
        organisation_key=organisation_key,
        holding_id=actor.holding_id or 0,
        work=ImportTask.PREVIEW,
        stage=ImportTask.MAPPING,
        token=upload.token,
        created_at=now,
        kind=request.kind,
        source=request.source.strip(),
        admit=request.admit,
        file=stored,
        file_name=request.file_name[-255:],
        rows=survey.rows,
        headers=[asdict(header) for header in survey.headers],
        mapping={header.header: header.suggestion for header in survey.headers},
    )


def ask_for_preview(
    actor: Actor, task: ImportTask, mapping: Mapping[str, str], now: datetime, *, remember: bool
) -> bool:
    """Note what the headers mean and ask for the preview; false when that is asked for already.

    An earlier preview of this upload is discarded, so that it cannot be applied by mistake.
    """
    changes = {"mapping": dict(mapping), "remember": remember, "stage": ImportTask.WAITING, "fault": []}
    free = ImportTask.objects.filter(pk=task.pk).exclude(stage__in=OPEN)
    if not free.update(**changes, requested_at=now, started_at=None, ended_at=None, holding_id=actor.holding_id or 0):
        return False
    if task.batch is not None and task.batch.state == ImportState.PREVIEWED:
        discard_import(actor=actor, importbatch_id=task.batch.pk, now=now)
    return True


def ask_to_apply(actor: Actor, batch: ImportBatch, take: Take, now: datetime) -> ImportTask:
    """Ask for a preview to be applied; the task that is open already when somebody has asked before."""
    POLICY.require(actor, APPLY_ACTION, _facts(actor, batch.kind, admit=batch.admit))
    try:
        with transaction.atomic():
            return ImportTask.objects.create(
                zone_code=batch.zone_code,
                organisation_key=batch.organisation_key,
                holding_id=actor.holding_id or 0,
                work=ImportTask.APPLY,
                stage=ImportTask.WAITING,
                token=f"apply {batch.pk} {now.isoformat()}",
                created_at=now,
                requested_at=now,
                kind=batch.kind,
                source=batch.source,
                admit=batch.admit,
                file=batch.file,
                file_name=batch.file_name,
                rows=batch.total,
                take=take,
                batch=batch,
            )
    except IntegrityError:
        return ImportTask.objects.get(batch=batch, work=ImportTask.APPLY, stage__in=OPEN)


def is_short(task: ImportTask, now: datetime) -> bool:
    """Whether the list is short enough to be done while the browser waits."""
    return task.rows <= int(rule_value(AT_ONCE_ROWS, task.zone_code, now.astimezone(CHINA).date()))


def run_task(actor: Actor, task_id: int, now: datetime) -> None:
    """Do what a waiting task asks for, as the person who asked; does nothing when somebody else has it in hand.

    What the use case answers is kept with the task. Any other error ends it too, so that no broken list holds up those
    behind it; a worker that is told to stop leaves the task to the next one.
    """
    taken = ImportTask.objects.filter(pk=task_id, stage=ImportTask.WAITING)
    if not taken.update(stage=ImportTask.RUNNING, started_at=now):
        return
    task = ImportTask.objects.select_related("file", "batch").get(pk=task_id)
    written = ImportTask.objects.filter(pk=task_id)
    try:
        batch = _RUNS[task.work](actor, task, now)
    except (Outcome, FileAltered) as outcome:
        written.update(stage=ImportTask.FAILED, ended_at=now, fault=faults_of(outcome))
    except Exception:
        log.exception("import task %s broke", task_id)
        written.update(stage=ImportTask.FAILED, ended_at=now, fault=[{"code": "refusal.import_broke", "params": {}}])
    except BaseException:
        written.update(stage=ImportTask.WAITING, started_at=None)
        raise
    else:
        written.update(stage=ImportTask.DONE, ended_at=now, batch=batch)
    finally:
        forget_progress(task_id)


def waiting_tasks(now: datetime) -> list[ImportTask]:
    """Tasks that somebody should do, the oldest first; those whose worker died an hour ago wait again."""
    lost = ImportTask.objects.filter(stage=ImportTask.RUNNING, started_at__lt=now - LONGEST_RUN)
    lost.update(stage=ImportTask.WAITING, started_at=None)
    return list(ImportTask.objects.filter(stage=ImportTask.WAITING).order_by("requested_at", "pk"))


def fail_task(task_id: int, outcome: Outcome, now: datetime) -> None:
    """Note that a waiting task cannot be done and why."""
    found = ImportTask.objects.filter(pk=task_id, stage=ImportTask.WAITING)
    found.update(stage=ImportTask.FAILED, ended_at=now, fault=faults_of(outcome))


def faults_of(outcome: Outcome | FileAltered) -> list[dict[str, object]]:
    """What ended a task, so that it can be kept and told in any language later."""
    if isinstance(outcome, FileAltered):
        return [{"code": "refusal.file_altered_in_store", "params": {"file": str(outcome)}}]
    if isinstance(outcome, Invalid):
        return [
            {"code": f"rule.{one.rule}", "field": one.field, "value": one.value, "params": dict(one.params)}
            for one in outcome.problems
        ]
    family = "denied" if isinstance(outcome, Denied | Missing) else "refusal"
    return [
        {"code": f"{family}.{outcome.code}", "params": {name: str(value) for name, value in outcome.params.items()}}
    ]


def _preview(actor: Actor, task: ImportTask, now: datetime) -> ImportBatch:
    request = ImportRequest(
        kind=task.kind,
        path=intact_path(task.file),
        source=task.source,
        file_name=task.file_name,
        mapping=task.mapping,
        admit=task.admit,
    )
    batch = preview_import(actor=actor, request=request, now=now, progress=telling_progress(task.pk))
    if task.remember:
        save_mapping(actor=actor, mapping=NewMapping(task.kind, task.source, task.mapping), now=now)
    return batch


def _apply(actor: Actor, task: ImportTask, now: datetime) -> ImportBatch:
    if task.batch is None:
        raise Refused("not_in_this_state")
    take: Take = "all_or_nothing" if task.take == "all_or_nothing" else "good_rows"
    tell = telling_progress(task.pk)
    return apply_import(actor=actor, importbatch_id=task.batch.pk, take=take, now=now, progress=tell)


_RUNS: Mapping[str, Callable[[Actor, ImportTask, datetime], ImportBatch]] = {
    ImportTask.PREVIEW: _preview,
    ImportTask.APPLY: _apply,
}


def _facts(actor: Actor, kind: str, *, admit: bool) -> ImportFacts:
    return ImportFacts(
        zone_code=actor.zone_code,
        organisation_id=organisation_key_of(actor) or None,
        open_to_editors=KINDS[kind].open_to_editors,
        admit=admit,
        good=0,
        lapses_at=None,
    )
