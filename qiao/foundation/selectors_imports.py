"""Reads of imports: which an actor may know of, their rows and problems, and what is being prepared."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery

from qiao.core.access import Actor, Role
from qiao.core.outcomes import Missing
from qiao.foundation.intake.facts import organisation_key_of
from qiao.foundation.intake.kinds import KINDS, ImportKind
from qiao.foundation.models import (
    AuditRow,
    ImportBatch,
    ImportProblem,
    ImportRow,
    ImportSource,
    ImportTask,
)

IMPORTERS = (Role.ZONE_OPERATOR, Role.ORGANISATION_EDITOR)
PAGE_SIZE = 20
_BATCH = "foundation.importbatch"
_LATEST_SOURCES = 30


@dataclass(frozen=True)
class ImportLine:
    """An import of the list, and who previewed it."""

    batch: ImportBatch
    who: str


@dataclass(frozen=True)
class ImportsPage:
    """One page of imports, newest first, and how many there are in all."""

    rows: tuple[ImportLine, ...]
    total: int
    number: int

    @property
    def pages(self) -> int:
        """Number of pages, at least 1."""
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass(frozen=True)
class RuleCount:
    """How many problems of an import break a rule, and the first of them."""

    rule: str
    count: int
    first: ImportProblem


@dataclass(frozen=True)
class ProblemsPage:
    """One page of problems of an import, how many there are of the rule asked for, and how many of each rule."""

    rows: tuple[ImportProblem, ...]
    total: int
    number: int
    rules: tuple[RuleCount, ...]

    @property
    def pages(self) -> int:
        """Number of pages, at least 1."""
        return max(1, -(-self.total // PAGE_SIZE))


def may_import(actor: Actor) -> bool:
    """Whether the actor's role imports lists at all."""
    return actor.role in IMPORTERS and bool(kinds_of(actor))


def kinds_of(actor: Actor) -> tuple[ImportKind, ...]:
    """The kinds of list that the actor may import: all for the zone's operator, an editor's own records otherwise."""
    if actor.role is Role.ZONE_OPERATOR:
        return tuple(KINDS.values())
    if actor.role is Role.ORGANISATION_EDITOR and actor.organisation_id is not None:
        return tuple(kind for kind in KINDS.values() if kind.open_to_editors)
    return ()


def imports_of(actor: Actor) -> QuerySet[ImportBatch]:
    """The imports that exist for the actor: the zone's for its operator, those of an editor's organisation."""
    found: QuerySet[ImportBatch] = _own(ImportBatch.objects.all(), actor)
    return found


def latest_imports(actor: Actor, limit: int) -> QuerySet[ImportBatch]:
    """The latest imports that exist for the actor, newest first."""
    return imports_of(actor).order_by("-pk")[:limit]


def import_of(actor: Actor, importbatch_id: int) -> ImportBatch:
    """One import with its file, and as ``upload_id`` the upload it was made of, None for one of the command line.

    Raises Missing when it does not exist for the actor.
    """
    own = _own_tasks(actor).filter(batch=OuterRef("pk"), work=ImportTask.PREVIEW)
    uploads = own.order_by("-pk")
    found = imports_of(actor).select_related("file").annotate(upload_id=Subquery(uploads.values("pk")[:1]))
    batch = found.filter(pk=importbatch_id).first()
    if batch is None:
        raise Missing("no_such_object", object_type=_BATCH, object_id=importbatch_id)
    return batch


def task_of(actor: Actor, task_id: int) -> ImportTask:
    """One upload on its way. Raises Missing when it does not exist for the actor."""
    rows = _own_tasks(actor).select_related("batch", "file")
    task: ImportTask | None = rows.filter(pk=task_id).first()
    if task is None:
        raise Missing("no_such_object", object_type="foundation.importtask", object_id=task_id)
    return task


def imports_page(actor: Actor, *, state: str = "", kind: str = "", text: str = "", number: int = 1) -> ImportsPage:
    """Imports by state, kind, and words of source or file name."""
    found = imports_of(actor)
    if state:
        found = found.filter(state=state)
    if kind:
        found = found.filter(kind=kind)
    if text:
        found = found.filter(source__icontains=text) | found.filter(file_name__icontains=text)
    rows = list(found.order_by("-pk")[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])
    names = who_previewed(row.pk for row in rows)
    return ImportsPage(tuple(ImportLine(row, names.get(row.pk, "")) for row in rows), found.count(), number)


def open_tasks(actor: Actor, limit: int = 10) -> list[ImportTask]:
    """Uploads that are not previewed yet, and work that goes on, the latest first."""
    rows = _own_tasks(actor).exclude(stage=ImportTask.DONE).exclude(work=ImportTask.APPLY, stage=ImportTask.FAILED)
    return list(rows.order_by("-pk")[:limit])


def who_previewed(keys: Iterable[int]) -> dict[int, str]:
    """By import, the name of who previewed it."""
    rows = AuditRow.objects.filter(object_type=_BATCH, object_id__in=list(keys), action="foundation.import.preview")
    return dict(rows.values_list("object_id", "actor_name"))


def problems_page(batch: ImportBatch, rule: str = "", number: int = 1) -> ProblemsPage:
    """The problems of an import in the order of the file, of one rule or all."""
    rows = ImportProblem.objects.filter(batch=batch)
    counted = rows.order_by().values_list("rule").annotate(count=Count("pk"), first=Min("pk"))
    found = list(counted.order_by("-count", "rule"))
    samples = ImportProblem.objects.in_bulk([first for _rule, _count, first in found])
    rules = tuple(RuleCount(of, count, samples[first]) for of, count, first in found)
    shown = rows.filter(rule=rule) if rule else rows
    total = sum(one.count for one in rules if rule in ("", one.rule))
    start = (number - 1) * PAGE_SIZE
    return ProblemsPage(tuple(shown.order_by("pk")[start : start + PAGE_SIZE]), total, number, rules)


def first_rows(batch: ImportBatch, limit: int = 10) -> list[ImportRow]:
    """The first rows as they will be."""
    return list(ImportRow.objects.filter(batch=batch).order_by("pk")[:limit])


def known_sources(actor: Actor) -> list[str]:
    """Names of sources used before, the latest first."""
    rows = _own(ImportSource.objects.all(), actor).order_by("-pk").values_list("name", flat=True)
    return list(dict.fromkeys(rows[:_LATEST_SOURCES]))


def _own(rows: Any, actor: Actor) -> Any:
    if actor.role is Role.ZONE_OPERATOR and actor.zone_code:
        return rows.filter(zone_code=actor.zone_code)
    if actor.role is Role.ORGANISATION_EDITOR and actor.organisation_id is not None:
        return rows.filter(zone_code=actor.zone_code, organisation_key=actor.organisation_id)
    return rows.none()


def _own_tasks(actor: Actor) -> Any:
    """Uploads of the actor's own side, and whatever is being applied among the imports that exist for the actor.

    The operator decides on previews of editors, but what their headers mean stays with them: a preview made by somebody
    else would belong to somebody else.
    """
    mine = Q(organisation_key=organisation_key_of(actor)) | Q(work=ImportTask.APPLY)
    return _own(ImportTask.objects.filter(mine), actor)
