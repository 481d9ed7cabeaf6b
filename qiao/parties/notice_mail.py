"""Mailing what people were told: gather what is due into one mail for each person, send it, try again when it fails.

Run by the worker. Two workers never send the same mail: which of them has it is decided by a single statement, and a
mail is in somebody's hands before it is handed over. A worker that dies in between leaves the mail unsent or sent,
nobody can know which; it is not sent again, because the notices stand in the platform anyway.
"""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F, Q
from django.utils import translation

from qiao.core.calendar import CHINA
from qiao.foundation.rules import rule_value
from qiao.parties.models import Mailing, Notice, Person, Zone
from qiao.parties.notice_mail_text import MailText, mail_text
from qiao.parties.notice_rules import KEPT_DAYS, MAIL_DAYS

FIRST_RETRY = timedelta(minutes=1)
LONGEST_RETRY = timedelta(hours=6)
MOST_PEOPLE = 500


def mail_notices(now: datetime) -> int:
    """Send what is due by ``now``, one mail for each person; returns how many were handed over."""
    due = Notice.objects.filter(mailing=None, mail_due_at__lte=now)
    people = due.order_by("person_id").values_list("person_id", flat=True).distinct()
    for person_id in list(people[:MOST_PEOPLE]):
        _gather(person_id, now)
    waiting = Mailing.objects.filter(sent_at=None, sending_at=None, dropped_at=None, next_attempt_at__lte=now)
    keys = list(waiting.order_by("pk").values_list("pk", flat=True)[:MOST_PEOPLE])
    return sum(_send(pk, now) for pk in keys)


def clear_notices(now: datetime) -> None:
    """Forget what was read long ago, and what was told under a holding that has ended."""
    today = now.astimezone(CHINA).date()
    kept = int(rule_value(KEPT_DAYS, "", today))
    Notice.objects.filter(read_at__lt=now - timedelta(days=kept)).delete()
    Notice.objects.filter(holding__ends_on__lt=today).delete()
    Mailing.objects.filter(made_at__lt=now - timedelta(days=kept), notices=None).delete()


@transaction.atomic
def _gather(person_id: int, now: datetime) -> None:
    mailing = Mailing.objects.create(person_id=person_id, made_at=now, next_attempt_at=now)
    due = Notice.objects.filter(person=person_id, mailing=None, mail_due_at__lte=now)
    if not due.update(mailing=mailing):
        # Another worker was faster.
        mailing.delete()


def _send(pk: int, now: datetime) -> bool:
    mine = Mailing.objects.filter(pk=pk, sent_at=None, sending_at=None, dropped_at=None)
    if not mine.update(sending_at=now, attempts=F("attempts") + 1):
        return False
    mailing = Mailing.objects.select_related("person__user").get(pk=pk)
    row = Mailing.objects.filter(pk=pk)
    notices = _still_wanted(mailing, now)
    address = _address_of(mailing.person)
    if not notices or not address:
        row.update(sending_at=None, dropped_at=now, last_error="" if address else "no address or account")
        return False
    try:
        _message(mailing, address, notices).send()
    except Exception as error:  # whatever keeps the mail from leaving is kept and tried again
        _postpone(mailing, error, now)
        return False
    row.update(sent_at=now, last_error="")
    return True


def _still_wanted(mailing: Mailing, now: datetime) -> list[Notice]:
    """What has not been read in the platform meanwhile and belongs to a holding still in force."""
    today = now.astimezone(CHINA).date()
    in_force = Q(holding=None) | Q(holding__ends_on=None) | Q(holding__ends_on__gte=today)
    return list(mailing.notices.filter(in_force, read_at=None).order_by("at", "pk"))


def _address_of(person: Person) -> str:
    """Where the person reads mail; "" for somebody without address or without an account that is open."""
    user = getattr(person, "user", None)
    return person.email if user is not None and user.is_active else ""


def _message(mailing: Mailing, address: str, notices: list[Notice]) -> EmailMultiAlternatives:
    zone = Zone.objects.filter(code=notices[0].zone_code).first()
    with translation.override(settings.LANGUAGE_CODE):
        text: MailText = mail_text(mailing.person.name, zone, notices)
    # The same at each attempt, so that a reader's mailbox can drop what reaches it twice.
    name = f"notices-{mailing.pk}-{mailing.made_at:%Y%m%d%H%M%S}@{urlsplit(settings.BASE_URL).hostname}"
    headers = {"Message-ID": f"<{name}>", "Auto-Submitted": "auto-generated"}
    if text.stop_address:
        headers["List-Unsubscribe"] = f"<{text.stop_address}>"
    message = EmailMultiAlternatives(text.subject, text.text, to=[address], headers=headers)
    message.attach_alternative(text.html, "text/html")
    return message


def _postpone(mailing: Mailing, error: Exception, now: datetime) -> None:
    row = Mailing.objects.filter(pk=mailing.pk)
    problem = f"{type(error).__name__}: {error}"[:500]
    longest = timedelta(days=int(rule_value(MAIL_DAYS, "", now.astimezone(CHINA).date())))
    if now - mailing.made_at >= longest:
        row.update(sending_at=None, dropped_at=now, last_error=problem)
        return
    wait = min(FIRST_RETRY * 2 ** min(mailing.attempts - 1, 12), LONGEST_RETRY)
    row.update(sending_at=None, next_attempt_at=now + wait, last_error=problem)
