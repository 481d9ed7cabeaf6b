"""Keeping what people have typed into forms until they submit it, and making sure that one form makes one record.

Kept values are shown to nobody but the person who typed them, under the same holding. Texts that bear a mark of state
secrecy are not kept. Size, number and age are rules that hold for the whole platform.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from qiao.core.audit_chain import digest_of
from qiao.core.calendar import CHINA
from qiao.core.outcomes import Invalid, Missing, Problem, Refused
from qiao.core.secrecy import is_classified
from qiao.foundation.models import FormDraft
from qiao.foundation.registry import RuleDefault
from qiao.foundation.rules import rule_value

Typed = Mapping[str, Sequence[str]]

LONGEST, MOST, KEPT_DAYS = (f"foundation.form_draft.{name}" for name in ("longest", "most", "kept_days"))
_FIRST_DAY, _OWN = date(2020, 1, 1), "Operating rule of the platform"
RULES = (
    RuleDefault(LONGEST, 400_000, "characters", _FIRST_DAY, _OWN, note="All fields of one saved form together."),
    RuleDefault(MOST, 20, "forms", _FIRST_DAY, _OWN, note="Saved forms of one person; the oldest gives way."),
    RuleDefault(KEPT_DAYS, 30, "days", _FIRST_DAY, _OWN, note="Days after which a saved form is forgotten."),
)


@dataclass(frozen=True)
class FormKey:
    """One opened form: whose it is, which form it is, the record it changes (0 for a new one), and its token."""

    person_id: int
    holding_id: int
    form: str
    object_id: int
    token: str


@dataclass(frozen=True)
class Receipt:
    """Which record a form made; ``again`` when it had made it before, ``same`` when it then said the same."""

    made_id: int
    again: bool
    same: bool


def longest_form(now: datetime) -> int:
    """How many characters all fields of one form may have together to be kept."""
    return int(_rule(LONGEST, now))


def keepable(values: Typed, longest: int) -> None:
    """Raises Invalid when the values are too many characters to be kept, Refused when they bear a mark of secrecy."""
    texts = [text for several in values.values() for text in several]
    length = sum(map(len, texts)) + sum(map(len, values))
    if length > longest:
        raise Invalid(Problem("", "too_long", "", {"length": length, "limit": longest}))
    if is_classified(*texts):
        raise Refused("classified_material")


def save_draft(key: FormKey, values: Typed, now: datetime, version_seen: int = 0) -> FormDraft:
    """Keep the values in place of what was kept of this form before.

    Raises Missing for somebody else's form, Invalid for too many characters, and Refused("classified_material"); then
    nothing of this form stays, earlier values included.
    """
    try:
        keepable(values, longest_form(now))
    except Refused:
        forget_draft(key)
        raise
    with transaction.atomic():
        row = _claimed(key, now)
        if row.made_id is None:
            row.values = {name: list(texts) for name, texts in values.items()}
            row.version_seen, row.saved_at = version_seen, now
            row.save()
    _forget_beyond(key, int(_rule(MOST, now)))
    return row


def open_drafts(key: FormKey) -> tuple[FormDraft, ...]:
    """What the person has kept of this form and not submitted, the latest first; the token plays no part. One query."""
    rows = _own(key).filter(form=key.form, object_id=key.object_id, made_id=None)
    return tuple(rows.order_by("-saved_at", "-pk"))


def load_draft(key: FormKey) -> FormDraft:
    """The kept form with this token. Raises Missing when there is none, or it is not this person's."""
    row = _own(key).filter(token=key.token, form=key.form, object_id=key.object_id, made_id=None).first()
    if row is None:
        raise Missing("no_such_object", object_type=FormDraft._meta.label_lower, object_id=key.token)
    return row


def forget_draft(key: FormKey) -> bool:
    """Throw away what is kept of this form; returns whether anything was."""
    deleted, _ = _own(key).filter(token=key.token, made_id=None).delete()
    return bool(deleted)


def submit_once(key: FormKey, values: Typed, now: datetime, act: Callable[[], int]) -> Receipt:
    """Let ``act`` make or change a record (it returns its key), unless this form has done so before.

    Two requests at the same instant wait for each other. The typed values are forgotten; when ``act`` raises, they
    stay. Raises Missing for somebody else's form and whatever ``act`` raises.
    """
    digest = _digest(values)
    with transaction.atomic():
        row = _claimed(key, now)
        if row.made_id is not None:
            return Receipt(row.made_id, again=True, same=row.digest == digest)
        row.made_id, row.values, row.digest, row.saved_at = act(), {}, digest, now
        row.save()
        return Receipt(row.made_id, again=False, same=True)


def receipt_of(key: FormKey, values: Typed) -> Receipt | None:
    """What this form has made, None when it has made nothing yet. One query."""
    row = _own(key).filter(token=key.token, form=key.form, object_id=key.object_id).first()
    if row is None or row.made_id is None:
        return None
    return Receipt(row.made_id, again=True, same=row.digest == _digest(values))


def forget_old_drafts(now: datetime) -> int:
    """Throw away everything that was kept longer than the rule allows; returns how many forms."""
    kept_since = now - timedelta(days=int(_rule(KEPT_DAYS, now)))
    return FormDraft.objects.filter(saved_at__lt=kept_since).delete()[0]


def _digest(values: Typed) -> str:
    return digest_of({name: list(texts) for name, texts in values.items()})


def _claimed(key: FormKey, now: datetime) -> FormDraft:
    wanted = {"person_id": key.person_id, "holding_id": key.holding_id, "form": key.form, "object_id": key.object_id}
    row, _ = FormDraft.objects.select_for_update().get_or_create(token=key.token, defaults={**wanted, "saved_at": now})
    if any(getattr(row, name) != value for name, value in wanted.items()):
        raise Missing("no_such_object", object_type=FormDraft._meta.label_lower, object_id=key.token)
    return row


def _own(key: FormKey) -> QuerySet[FormDraft]:
    return FormDraft.objects.filter(person_id=key.person_id, holding_id=key.holding_id)


def _forget_beyond(key: FormKey, most: int) -> None:
    kept = _own(key).filter(made_id=None).order_by("-saved_at", "-pk")
    beyond = list(kept.values_list("pk", flat=True)[most : most + 100])
    if beyond:
        FormDraft.objects.filter(pk__in=beyond).delete()


def _rule(key: str, now: datetime) -> Any:
    return rule_value(key, "", now.astimezone(CHINA).date())
