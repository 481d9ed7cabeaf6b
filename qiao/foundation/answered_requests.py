"""Idempotency keys: a request that is repeated under the same key has its effect once."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from qiao.core.calendar import CHINA
from qiao.core.outcomes import Invalid, Problem
from qiao.foundation.models import AnsweredRequest
from qiao.foundation.registry import RuleDefault
from qiao.foundation.rules import rule_value

KEPT_HOURS = "foundation.answered_request.kept_hours"
LONGEST_KEY = 255
RULES = (
    RuleDefault(
        KEPT_HOURS,
        24,
        "hours",
        date(2020, 1, 1),
        "Operating rule of the platform",
        note="How long a request may be repeated under its idempotency key without being done again",
    ),
)


@dataclass(frozen=True)
class Keyed:
    """A request under its key: who sends it, the key, and the digest of what is asked."""

    caller: str
    key: str
    digest: str


def request_digest(method: str, address: str, parts: Iterable[bytes]) -> str:
    """SHA-256 of method, address and content; equal only for the same request."""
    digest = hashlib.sha256(f"{method} {address}\n".encode())
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def require_usable_key(key: str) -> None:
    """Raises Invalid for a key that is empty, too long or not printable ASCII."""
    if not key or len(key) > LONGEST_KEY or not (key.isascii() and key.isprintable()):
        raise Invalid(Problem("Idempotency-Key", "request_key_unusable", key[:40], {"limit": LONGEST_KEY}))


def answer_of(request: Keyed, zone_code: str, now: datetime) -> tuple[AnsweredRequest, bool]:
    """The place of the answer, and whether it holds one already. Call it in the transaction of the effect.

    While another transaction holds the same key this waits for its end (PostgreSQL by the unique index, SQLite by the
    write lock). Raises Invalid when the key was used for something else.
    """
    kept = AnsweredRequest.objects.filter(caller=request.caller, key=request.key).first()
    if kept is not None and kept.kept_until <= now:
        kept.delete()
        kept = None
    if kept is None:
        kept = _taken(request, zone_code, now)
    if kept.request_digest != request.digest:
        raise Invalid(Problem("Idempotency-Key", "request_key_reused", request.key))
    return kept, kept.status != 0


def keep_answer(place: AnsweredRequest, status: int, headers: Mapping[str, str], body: str) -> None:
    """Write the answer beside its effect."""
    place.status, place.headers, place.body = status, dict(headers), body
    place.save(update_fields=["status", "headers", "body"])


def forget_answers(now: datetime) -> int:
    """Delete what need not be repeated any more; returns how many."""
    return AnsweredRequest.objects.filter(kept_until__lte=now).delete()[0]


def _taken(request: Keyed, zone_code: str, now: datetime) -> AnsweredRequest:
    hours = int(rule_value(KEPT_HOURS, zone_code, now.astimezone(CHINA).date()))
    place = AnsweredRequest(
        caller=request.caller,
        key=request.key,
        request_digest=request.digest,
        answered_at=now,
        kept_until=now + timedelta(hours=hours),
    )
    try:
        with transaction.atomic():
            place.save(force_insert=True)
    except IntegrityError:
        # Somebody was faster, and has committed by now: the index made us wait for that.
        return AnsweredRequest.objects.get(caller=request.caller, key=request.key)
    return place
