"""Answers for supervision: is the process alive, and is it ready for people."""

from datetime import timedelta

from django.db import DatabaseError
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from qiao.foundation.heartbeat import last_beat
from qiao.web.acting import ActingRequest
from qiao.web.front.selectors import database_answers, schema_is_current

_SILENT_AFTER = timedelta(minutes=2)


@require_safe
def healthz(request: ActingRequest) -> HttpResponse:  # noqa: ARG001
    """``ok`` when pages and database answer, 503 when the database does not; for supervision, not for people."""
    if not _database():
        return HttpResponse("database does not answer\n", status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
def readyz(request: ActingRequest) -> HttpResponse:
    """What is ready and what not, as JSON: 200 when requests may be sent here, 503 when not.

    A worker that has been silent for two minutes is reported, but pages go on answering, so it does not make the
    process unready.
    """
    database = _database()
    schema = database and schema_is_current()
    beat = last_beat()
    silent = beat is None or request.now - beat > _SILENT_AFTER
    facts = {
        "database": "ok" if database else "does not answer",
        "schema": "ok" if schema else "migrations are waiting",
        "worker": "silent" if silent else "ok",
        "worker_last_seen": beat.isoformat() if beat else None,
    }
    return JsonResponse(facts, status=200 if database and schema else 503)


def _database() -> bool:
    try:
        return database_answers()
    except DatabaseError:
        return False
