"""Sessions that have run out are deleted, the others stay."""

from datetime import timedelta
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from qiao.foundation.clock import now
from qiao.foundation.jobs import JOBS


def test_only_sessions_that_have_run_out_are_deleted(db: Any) -> None:
    kept, over = SessionStore(), SessionStore()
    kept.create()
    over.create()
    at = now()
    Session.objects.filter(session_key=over.session_key).update(expire_date=at - timedelta(minutes=1))
    JOBS["web.forget_ended_sessions"].function(at)
    assert list(Session.objects.values_list("session_key", flat=True)) == [kept.session_key]
