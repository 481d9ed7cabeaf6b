"""One form sent twice: by a double click at the same instant, or again from the history of the browser."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from qiao.catalogue.models import Demand
from qiao.foundation.models import AuditRow, FormDraft
from tests.concurrency.together import need_postgresql, together
from tests.web import zone_records
from tests.web.desk_story import DEMAND, NEW, Cast, cast, client_of, hidden

pytestmark = pytest.mark.django_db(transaction=True)
BROWSERS = 3
WITHDRAW = "catalogue.demand.withdraw"
SAVED_ALREADY = "The form had been saved already; this is the record it made."
DONE, DONE_ALREADY = "is done: ", "had been done already when the form came a second time: "


@pytest.fixture
def people(settings: Any, tmp_path: Path) -> Cast:
    settings.DATA_FOLDER = tmp_path
    zone_records.found()
    return cast()


def twins(client: Client, count: int) -> list[Client]:
    """Browsers of one session, so that each keeps its own answer."""
    found = [Client() for _ in range(count)]
    for twin in found:
        twin.cookies.load(client.cookies.output(header=""))
    return found


def marks(client: Client, address: str) -> dict[str, str]:
    """The hidden marks of a form that has just been opened."""
    page: Any = client.get(address)
    return hidden(page)


def pages_after(browsers: list[Client], answers: list[Any]) -> list[str]:
    """What each browser shows once it has followed its answer."""
    return [browser.get(answer["Location"]).content.decode() for browser, answer in zip(browsers, answers, strict=True)]


def confirmation(client: Client, demand: Demand, reason: str) -> tuple[str, dict[str, str]]:
    """The opened confirmation of a withdrawal: where it is sent to and what is sent."""
    address = f"/work/demands/{demand.pk}/withdraw/"
    return address, {**marks(client, address), "reason": reason}


def test_one_form_sent_several_times_at_once_makes_one_record(people: Cast) -> None:
    need_postgresql()
    client = client_of(people.editor)
    sent = {**marks(client, NEW["demand"]), **DEMAND, "do": "save"}
    browsers = twins(client, BROWSERS)
    answers = together(BROWSERS, lambda number: browsers[number].post(NEW["demand"], sent))
    demand = Demand.objects.get()
    assert [answer.status_code for answer in answers] == [303] * BROWSERS
    assert {answer["Location"] for answer in answers} == {f"/work/demands/{demand.pk}/guide/"}
    told = [SAVED_ALREADY in page for page in pages_after(browsers, answers)]
    assert sorted(told) == [False] + [True] * (BROWSERS - 1)
    assert AuditRow.objects.filter(action="catalogue.demand.draft").count() == 1


def test_two_forms_at_once_make_two_records(people: Cast) -> None:
    need_postgresql()
    client = client_of(people.editor)
    forms = [{**marks(client, NEW["demand"]), **DEMAND, "do": "save"} for _ in range(2)]
    browsers = twins(client, 2)
    answers = together(2, lambda number: browsers[number].post(NEW["demand"], forms[number]))
    assert len({answer["Location"] for answer in answers}) == Demand.objects.count() == 2


def test_a_verb_sent_several_times_at_once_is_carried_out_once(people: Cast) -> None:
    need_postgresql()
    client, demand = client_of(people.editor), zone_records.add_demand(1, organisation=people.firm)
    address, sent = confirmation(client, demand, "不再需要")
    browsers = twins(client, BROWSERS)
    answers = together(BROWSERS, lambda number: browsers[number].post(address, sent))
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, f"/work/demands/{demand.pk}/")}
    pages = pages_after(browsers, answers)
    assert sorted(DONE in page for page in pages) == [False] * (BROWSERS - 1) + [True]
    assert sorted(DONE_ALREADY in page for page in pages) == [False] + [True] * (BROWSERS - 1)
    demand.refresh_from_db()
    assert (demand.state, demand.version) == ("withdrawn", 2)
    assert AuditRow.objects.filter(action=WITHDRAW).count() == 1


def test_of_two_people_who_do_the_same_at_once_the_other_is_told_what_happened(people: Cast) -> None:
    need_postgresql()
    demand = zone_records.add_demand(1, organisation=people.firm)
    browsers = [client_of(people.editor), client_of(people.colleague)]
    forms = [confirmation(browser, demand, "不再需要") for browser in browsers]
    answers = together(2, lambda number: browsers[number].post(*forms[number]))
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    other = next(answer for answer in answers if answer.status_code == 409).content.decode()
    assert "What happened since" in other
    assert AuditRow.objects.filter(action=WITHDRAW).count() == 1


def test_a_verb_sent_again_later_leads_to_what_it_has_done(people: Cast) -> None:
    client, demand = client_of(people.editor), zone_records.add_demand(1, organisation=people.firm)
    address, sent = confirmation(client, demand, "不再需要")
    assert DONE in client.post(address, sent, follow=True).content.decode()
    again = client.post(address, sent, follow=True)
    assert again.status_code == 200
    assert DONE_ALREADY in again.content.decode()
    # Another reason in the same form is another wish: nothing is done, and what happened is told.
    changed = client.post(address, {**sent, "reason": "另一个理由"})
    assert (changed.status_code, "另一个理由" in changed.content.decode()) == (409, True)
    assert AuditRow.objects.filter(action=WITHDRAW).count() == 1


def test_a_verb_that_was_refused_can_be_sent_again(people: Cast) -> None:
    client, demand = client_of(people.editor), zone_records.add_demand(1, organisation=people.firm)
    address, sent = confirmation(client, demand, "")
    assert client.post(address, sent).status_code == 422
    assert FormDraft.objects.count() == 0
    assert DONE in client.post(address, {**sent, "reason": "不再需要"}, follow=True).content.decode()


def test_nobody_sends_the_form_of_somebody_else_twice(people: Cast) -> None:
    client, demand = client_of(people.editor), zone_records.add_demand(1, organisation=people.firm)
    address, sent = confirmation(client, demand, "不再需要")
    client.post(address, sent)
    assert client_of(people.colleague).post(address, sent).status_code == 409
