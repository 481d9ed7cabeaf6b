"""Mails about notices: when they go out, to whom, once, and what they say."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.locmem import EmailBackend

from qiao.core.access import Role
from qiao.core.calendar import CHINA
from qiao.core.notice_times import Way, mail_due_at
from qiao.core.outcomes import Invalid, Missing
from qiao.parties.models import Holding, Mailing, Notice, NoticeSetting, Person, User, Zone
from qiao.parties.notice_mail import clear_notices, mail_notices
from qiao.parties.notices import Telling, choose_ways, mark_all_read, mark_read, mark_unread, tell
from qiao.parties.selectors.notices import notice_of, notices_page, recorded_and_unread, settings_of
from tests.factories.world import ZONE, holding, person

pytestmark = pytest.mark.django_db
PARAMS = {"role_code": "role.expert", "organisation": "江海精铸<b>", "day_on": "2026-06-01"}
MORNING = datetime(2026, 6, 2, 0, 0, tzinfo=UTC)
"""8:00 of the next day in China, when the daily mails go out by the shipped rule."""


@pytest.fixture
def reader(now: datetime) -> Holding:
    Zone.objects.create(
        code=ZONE, name="江海示范区", issuer="江海转办", office="办公室", is_example=True, created_at=now
    )
    who = person("李四", now)
    who.email = "li@example.org"
    who.save()
    User.objects.create(username="li", person=who)
    return holding(who, Role.EXPERT)


def say(reader: Holding, now: datetime, number: int = 1, code: str = "role_granted") -> None:
    tell([reader], Telling(code, "parties.holding", number, PARAMS), now)


def use(reader: Holding, way: str) -> None:
    NoticeSetting.objects.update_or_create(person=reader.person, kind="tasks", defaults={"way": way})


@pytest.mark.parametrize(
    ("way", "happened", "due"),
    [
        (Way.AT_ONCE, datetime(2026, 6, 1, 10, tzinfo=CHINA), datetime(2026, 6, 1, 10, tzinfo=CHINA)),
        (Way.DAILY, datetime(2026, 6, 1, 7, 59, tzinfo=CHINA), datetime(2026, 6, 1, 8, tzinfo=CHINA)),
        (Way.DAILY, datetime(2026, 6, 1, 8, 1, tzinfo=CHINA), datetime(2026, 6, 2, 8, tzinfo=CHINA)),
        # 1 June 2026 is a Monday.
        (Way.WEEKLY, datetime(2026, 6, 1, 7, tzinfo=CHINA), datetime(2026, 6, 1, 8, tzinfo=CHINA)),
        (Way.WEEKLY, datetime(2026, 6, 1, 9, tzinfo=CHINA), datetime(2026, 6, 8, 8, tzinfo=CHINA)),
        (Way.INSIDE, datetime(2026, 6, 1, 9, tzinfo=CHINA), None),
        (Way.OFF, datetime(2026, 6, 1, 9, tzinfo=CHINA), None),
    ],
)
def test_when_a_mail_falls_due(way: Way, happened: datetime, due: datetime | None) -> None:
    assert mail_due_at(way, happened, 8) == due


def test_at_once_means_with_the_next_round(reader: Holding, now: datetime) -> None:
    say(reader, now)
    assert mail_notices(now) == 1
    (message,) = mail.outbox
    assert isinstance(message, EmailMultiAlternatives)
    assert message.to == ["li@example.org"]
    assert message.subject.startswith("[江海示范区]")
    address = f"/work/notices/{Notice.objects.get().pk}/"
    html = str(message.alternatives[0][0])
    for text in (message.body, html):
        assert address in text
        assert "/work/notices/settings/" in text
        assert "示例" in text
    assert "<b>" not in html
    assert "&lt;b&gt;" in html
    assert mail_notices(now + timedelta(days=1)) == 0


def test_one_digest_a_day_holds_everything_of_the_day(reader: Holding, now: datetime) -> None:
    use(reader, "daily")
    for number in range(4):
        say(reader, now + timedelta(hours=number), number)
    assert mail_notices(MORNING - timedelta(minutes=1)) == 0
    assert [mail_notices(MORNING + timedelta(minutes=minutes)) for minutes in (0, 1, 60)] == [1, 0, 0]
    assert mail.outbox[0].body.count("■") == 4


def test_what_was_read_before_the_mail_goes_out_is_left_out_of_it(reader: Holding, now: datetime) -> None:
    use(reader, "daily")
    for number in range(2):
        say(reader, now, number)
    first = Notice.objects.order_by("pk")[0]
    mark_read(reader.person_id, first.pk, now)
    assert mail_notices(MORNING) == 1
    assert mail.outbox[0].body.count("■") == 1
    say(reader, now + timedelta(days=1), 9)
    mark_all_read(reader.person_id, now)
    assert mail_notices(MORNING + timedelta(days=1)) == 0
    assert Mailing.objects.filter(dropped_at=None, sent_at=None).count() == 0


def test_a_mail_that_fails_is_tried_again_and_never_doubled(
    reader: Holding, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(reader, now)
    sent = EmailBackend.send_messages

    def down(self: Any, messages: Any) -> int:
        raise OSError("server away")

    monkeypatch.setattr(EmailBackend, "send_messages", down)
    assert mail_notices(now) == 0
    row = Mailing.objects.get()
    assert (row.attempts, row.last_error, row.sent_at) == (1, "OSError: server away", None)
    assert mail_notices(now + timedelta(seconds=30)) == 0
    monkeypatch.setattr(EmailBackend, "send_messages", sent)
    assert mail_notices(row.next_attempt_at) == 1
    assert mail_notices(now + timedelta(days=1)) == 0
    assert len(mail.outbox) == 1


def test_a_mail_that_cannot_be_delivered_for_days_is_given_up(
    reader: Holding, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(reader, now)

    def down(self: Any, messages: Any) -> int:
        raise OSError("server away")

    monkeypatch.setattr(EmailBackend, "send_messages", down)
    mail_notices(now)
    mail_notices(now + timedelta(days=3))
    assert Mailing.objects.get().dropped_at == now + timedelta(days=3)


def test_a_mail_that_was_in_the_hands_of_a_worker_that_died_is_not_sent_again(reader: Holding, now: datetime) -> None:
    say(reader, now)
    row = Mailing.objects.create(person=reader.person, made_at=now, next_attempt_at=now, sending_at=now)
    Notice.objects.update(mailing=row)
    assert mail_notices(now + timedelta(days=1)) == 0
    assert recorded_and_unread(reader.person_id)[1] == 1


@pytest.mark.parametrize("hindrance", ["no address", "closed account", "no account", "role ended"])
def test_no_mail_goes_to_somebody_who_must_not_get_it(hindrance: str, reader: Holding, now: datetime) -> None:
    say(reader, now)
    if hindrance == "no address":
        Person.objects.update(email="")
    elif hindrance == "closed account":
        User.objects.update(is_active=False)
    elif hindrance == "no account":
        User.objects.update(person=None)
    else:
        Holding.objects.update(ends_on=now.date() - timedelta(days=1))
        Notice.objects.update(holding=reader)
    assert mail_notices(now) == 0
    assert mail.outbox == []


def test_a_choice_also_holds_for_what_waits_for_its_mail(reader: Holding, now: datetime) -> None:
    use(reader, "daily")
    say(reader, now)
    choose_ways(reader.person_id, {"tasks": "inside"}, now)
    assert mail_notices(MORNING) == 0
    ways = {one.key: one.way for one in settings_of(reader.person_id)}
    assert (ways["tasks"], ways["records"], ways["editions"]) == ("inside", "daily", "off")


def test_an_unknown_choice_is_refused_and_nothing_changes(reader: Holding, now: datetime) -> None:
    with pytest.raises(Invalid) as caught:
        choose_ways(reader.person_id, {"tasks": "off", "records": "hourly"}, now)
    assert [fault.field for fault in caught.value.problems] == ["tasks", "records"]
    assert NoticeSetting.objects.count() == 0


def test_reading_and_putting_back(reader: Holding, now: datetime) -> None:
    for number in range(2):
        say(reader, now, number)
    first, second = Notice.objects.order_by("pk")
    mark_read(reader.person_id, first.pk, now)
    assert recorded_and_unread(reader.person_id)[1] == 1
    assert [row.id for row in notices_page(reader.person_id, [reader.pk]).rows] == [second.pk, first.pk]
    mark_unread(reader.person_id, first.pk)
    assert mark_all_read(reader.person_id, now) == 2
    other = holding(person("王五", now), Role.EXPERT)
    with pytest.raises(Missing):
        mark_read(other.person_id, first.pk, now)
    with pytest.raises(Missing):
        notice_of(other.person_id, [other.pk], first.pk)


def test_notices_of_an_ended_role_are_neither_shown_nor_kept(reader: Holding, now: datetime) -> None:
    tell([reader], Telling("role_granted", "parties.holding", 1, PARAMS), now)
    tell([reader], Telling("role_ended", "parties.holding", 1, PARAMS, personal=True), now)
    assert {row.code for row in notices_page(reader.person_id, []).rows} == {"role_ended"}
    Holding.objects.update(ends_on=now.date() - timedelta(days=1))
    clear_notices(now)
    assert list(Notice.objects.values_list("code", flat=True)) == ["role_ended"]


def test_counting_the_unread_is_one_query(reader: Holding, now: datetime, django_assert_num_queries: Any) -> None:
    for number in range(3):
        say(reader, now, number)
    with django_assert_num_queries(1):
        assert recorded_and_unread(reader.person_id)[1] == 3
