"""Verbs on the page of a case: every one can be reached and done, and nothing happens that was not asked for."""

import re
from typing import Any

import pytest

from qiao.catalogue.actions.accept_demand import accept_demand
from qiao.core.access import HUMAN_ROLES, Actor, Role
from qiao.core.taxonomy import DisclosureLevel
from qiao.foundation.models import AuditRow
from qiao.parties.models import User
from qiao.web.desk.kinds import DEMANDS, KINDS, SCENARIOS, CaseKind
from tests.factories.listings import demand, scenario
from tests.factories.world import World
from tests.web.desk_cases import (
    HUMAN_VERBS,
    REASON,
    browser,
    first_state,
    hidden_version,
    inputs,
    made,
    text_of_page,
    world,
)

__all__ = ["world"]


_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def offered(actor: Actor, address: str) -> list[str]:
    """The verbs that are links on the page of a case."""
    page = browser(actor).get(address).content.decode()
    return re.findall(rf'class="btn[^"]*" href="{address}([a-z_]+)/"', page)


def somebody_who(kind: CaseKind, verb: str, world: World) -> Actor:
    """A person with the right, by the tables of rights."""
    if verb == "apply":
        return world.outside[Role.ORGANISATION_EDITOR][1]
    if kind is not SCENARIOS and verb == "submit":
        return world.inside[Role.ORGANISATION_EDITOR]
    return world.inside[Role.ZONE_OPERATOR]


@pytest.mark.parametrize(("section", "verb"), HUMAN_VERBS)
def test_every_verb_of_people_is_done_from_the_page(section: str, verb: str, world: World) -> None:
    kind = KINDS[section]
    row = made(kind, world, first_state(kind, verb))
    actor = somebody_who(kind, verb, world)
    further = inputs(kind, verb, world)
    address = f"/work/{section}/{row.pk}/"
    assert verb in offered(actor, address)
    client = browser(actor)
    asked = client.get(f"{address}{verb}/")
    assert asked.status_code == 200
    rows = AuditRow.objects.count()
    answer = client.post(f"{address}{verb}/", {"version": hidden_version(asked), **further})
    assert (answer.status_code, answer["Location"]) == (302, address)
    expected = kind.lifecycle.transition(row.state, verb).target
    row.refresh_from_db()
    assert row.state == expected
    written = AuditRow.objects.order_by("pk")[rows]
    assert (written.action, written.person_id) == (kind.lifecycle.action(verb), actor.person_id)
    assert written.reason == further.get("reason", "")


@pytest.mark.parametrize("section", KINDS)
def test_every_button_of_every_state_and_role_leads_to_a_confirmation(section: str, world: World) -> None:
    kind = KINDS[section]
    seen = set()
    clients = {role: browser(world.inside[role]) for role in HUMAN_ROLES}
    for state in kind.lifecycle.states:
        row = made(kind, world, str(state))
        address = f"/work/{section}/{row.pk}/"
        for client in clients.values():
            page = client.get(address)
            if page.status_code == 404:
                continue
            for verb in re.findall(rf'class="btn[^"]*" href="{address}([a-z_]+)/"', page.content.decode()):
                assert client.get(f"{address}{verb}/").status_code == 200, (state, verb)
                seen.add(verb)
    human = {step.verb for step in kind.lifecycle.transitions if not step.by_clock}
    assert human - {"apply"} <= seen
    assert "assign_manager" in seen


def test_a_verb_that_the_case_does_not_have_is_no_page_and_one_without_right_is_refused(world: World) -> None:
    row = demand(world, "published")
    operator, editor = browser(world.inside[Role.ZONE_OPERATOR]), browser(world.inside[Role.ORGANISATION_EDITOR])
    assert operator.get(f"/work/demands/{row.pk}/accept/").status_code == 404
    assert operator.get(f"/work/demands/{row.pk}/expire/").status_code == 404
    assert editor.get(f"/work/demands/{row.pk}/solve/").status_code == 403
    answer = editor.post(f"/work/demands/{row.pk}/solve/", {"version": row.version, "reason": REASON})
    row.refresh_from_db()
    assert (answer.status_code, row.state) == (403, "published")


def test_other_peoples_cases_do_not_exist(world: World) -> None:
    row = demand(world, "submitted")
    rows = AuditRow.objects.count()
    for actor in (*world.outside[Role.ORGANISATION_EDITOR], *world.outside[Role.ZONE_OPERATOR]):
        client = browser(actor)
        for rest in ("", "withdraw/", "history/", "history.csv"):
            assert client.get(f"/work/demands/{row.pk}/{rest}").status_code == 404
        answer = client.post(f"/work/demands/{row.pk}/withdraw/", {"version": 1, "reason": REASON})
        assert answer.status_code == 404
    assert browser(world.inside[Role.ZONE_OPERATOR]).get(f"/work/demands/{10**17}/").status_code == 404
    assert AuditRow.objects.count() == rows


def test_a_page_of_the_public_is_no_case_of_a_stranger(world: World) -> None:
    row = demand(world, "published")
    stranger = browser(world.outside[Role.ORGANISATION_EDITOR][1])
    assert stranger.get(f"/work/demands/{row.pk}/").status_code == 404


def test_the_public_page_leads_to_the_case_whoever_can_act_on_it(world: World) -> None:
    row = scenario(world, "published")
    link = f'href="/work/scenarios/{row.pk}/"'
    applicant, owner = world.outside[Role.ORGANISATION_EDITOR][1], world.inside[Role.ORGANISATION_EDITOR]
    for actor, shown in ((applicant, True), (owner, True), (world.inside[Role.EXPERT], False)):
        page = browser(actor).get(f"/scenarios/{row.code}/")
        assert (link in page.content.decode()) is shown, actor.name


def test_asking_changes_nothing(world: World) -> None:
    row = demand(world, "submitted")
    rows, client = AuditRow.objects.count(), browser(world.inside[Role.ZONE_OPERATOR])
    for address in ("", "accept/", "return/", "merge/?q=叶片", "withdraw/", "assign_manager/"):
        assert client.get(f"/work/demands/{row.pk}/{address}").status_code == 200
    row.refresh_from_db()
    assert (row.state, row.version, AuditRow.objects.count()) == ("submitted", 1, rows)


def test_a_missing_reason_comes_back_in_words_and_nothing_is_done(world: World) -> None:
    row = demand(world, "submitted")
    client = browser(world.inside[Role.ZONE_OPERATOR])
    answer = client.post(f"/work/demands/{row.pk}/return/", {"version": row.version, "reason": "   "})
    row.refresh_from_db()
    assert (answer.status_code, row.state) == (422, "submitted")
    assert "This step needs a reason. Write why, then try again." in text_of_page(answer)


def test_what_was_typed_is_kept_when_the_act_is_refused(world: World) -> None:
    row, other = demand(world, "submitted"), demand(world, "published", title="留下的需求")
    client = browser(world.inside[Role.ZONE_OPERATOR])
    data = {"version": row.version, "reason": REASON, "into_id": 10**6}
    answer = client.post(f"/work/demands/{row.pk}/merge/", data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert REASON in page
    assert str(other.title) in page
    assert "This is not one of the list. Choose one that is." in text_of_page(answer)


def test_a_guard_greys_the_button_and_refuses_the_act(world: World) -> None:
    row = demand(world, "draft", content="", title="只有标题")
    address = f"/work/demands/{row.pk}/"
    editor = world.inside[Role.ORGANISATION_EDITOR]
    client = browser(editor)
    words = "Title or description is missing. Fill in both."
    assert "submit" not in offered(editor, address)
    assert words in text_of_page(client.get(address))
    answer = client.post(f"{address}submit/", {"version": row.version})
    row.refresh_from_db()
    assert (answer.status_code, row.state) == (409, "draft")
    assert words in text_of_page(answer)


def test_of_two_people_the_second_learns_what_the_first_did(world: World, now: Any) -> None:
    row = demand(world, "submitted")
    first, second = world.inside[Role.ZONE_OPERATOR], world.somebody(Role.ZONE_OPERATOR)
    client = browser(second)
    asked = client.get(f"/work/demands/{row.pk}/return/")
    accept_demand(actor=first, demand_id=row.pk, now=now, note="属实")
    rows = AuditRow.objects.count()
    answer = client.post(f"/work/demands/{row.pk}/return/", {"version": hidden_version(asked), "reason": REASON})
    row.refresh_from_db()
    page = text_of_page(answer)
    assert (answer.status_code, row.state, AuditRow.objects.count()) == (409, "screened", rows)
    assert "“Return” was not done" in page
    for told in (first.name, "Accept", "Submitted", "Screened", REASON):
        assert told in page


def test_a_form_without_version_does_nothing(world: World) -> None:
    row = demand(world, "submitted")
    for version in ("", "abc", "9" * 30, "-1"):
        answer = browser(world.inside[Role.ZONE_OPERATOR]).post(f"/work/demands/{row.pk}/accept/", {"version": version})
        assert answer.status_code == 409
    row.refresh_from_db()
    assert row.state == "submitted"


def test_confirmations_say_what_cannot_be_undone_and_what_becomes_public(world: World) -> None:
    client = browser(world.inside[Role.ZONE_OPERATOR])
    undone, public = "This cannot be undone: no step leads back.", "From then on the public reads it"
    submitted, diagnosed = demand(world, "submitted"), demand(world, "diagnosed")
    for row, verb, said, unsaid in (
        (submitted, "withdraw", undone, public),
        (submitted, "merge", undone, public),
        (diagnosed, "publish", public, undone),
    ):
        page = text_of_page(client.get(f"/work/demands/{row.pk}/{verb}/"))
        assert said in page
        assert unsaid not in page
    assert undone not in text_of_page(client.get(f"/work/demands/{submitted.pk}/accept/"))


def test_a_manager_is_put_in_charge_and_organisations_are_let_in(world: World) -> None:
    client = browser(world.inside[Role.ZONE_OPERATOR])
    manager = world.somebody(Role.TECHNOLOGY_MANAGER)
    row = demand(world, "published", disclosure=DisclosureLevel.TARGETED)
    answer = client.post(
        f"/work/demands/{row.pk}/assign_manager/", {"version": row.version, "person_id": manager.person_id}
    )
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.manager_person == manager.person_id
    keys = [world.partner.pk, world.stranger.pk]
    data = {"version": row.version, "organisation_ids": keys}
    assert client.post(f"/work/demands/{row.pk}/disclose_to/", data).status_code == 302
    row.refresh_from_db()
    assert row.disclosed_to == sorted(keys)
    shown = client.get(f"/work/demands/{row.pk}/").content.decode()
    assert shown.count(world.stranger.name) == 2, "beside the case, and in what was done"


def test_a_huge_text_is_a_clear_error(world: World) -> None:
    row = demand(world, "submitted")
    data = {"version": row.version, "reason": "长" * 400_000}
    answer = browser(world.inside[Role.ZONE_OPERATOR]).post(f"/work/demands/{row.pk}/return/", data)
    row.refresh_from_db()
    assert answer.status_code in (400, 413, 422)
    assert row.state == "submitted"


def test_visitors_are_sent_to_sign_in(world: World, client: Any) -> None:
    row = scenario(world)
    answer = client.get(f"/work/scenarios/{row.pk}/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=")
    assert client.post(f"/work/scenarios/{row.pk}/close/", {"version": 1, "reason": REASON}).status_code == 302
    row.refresh_from_db()
    assert row.state == "published"


def test_what_was_written_outlives_the_session_and_nothing_is_done_meanwhile(world: World) -> None:
    row = demand(world, "submitted")
    operator = world.inside[Role.ZONE_OPERATOR]
    client = browser(operator)
    address = f"/work/demands/{row.pk}/return/"
    page = client.get(address).content.decode()
    token = re.search(r'name="form_token" value="([^"]+)"', page)
    assert token is not None
    del client.cookies["sessionid"]
    data = {"version": row.version, "reason": REASON, "form_token": token.group(1)}
    answer = client.post(address, data, headers={"referer": f"http://testserver{address}"})
    assert (answer.status_code, REASON in answer["Location"]) == (302, False)
    row.refresh_from_db()
    assert row.state == "submitted"
    client.force_login(User.objects.get(person=operator.person_id), backend=_BACKEND)
    again = client.get(address)
    assert REASON in again.content.decode()
    assert "What you had written is here again." in text_of_page(again)
    assert client.post(address, {"version": hidden_version(again), "reason": REASON}).status_code == 302
    assert REASON not in client.get(f"/work/demands/{row.pk}/").content.decode().partition("Reason")[0]


def test_a_new_verb_needs_no_code_of_the_pages() -> None:
    verbs = DEMANDS.verbs
    human = {step.verb for step in DEMANDS.lifecycle.transitions if not step.by_clock}
    assert human <= set(verbs)
    assert {"assign_manager", "disclose_to"} <= set(verbs)
    assert not {"draft", "revise", "expire", "escalate"} & set(verbs)
