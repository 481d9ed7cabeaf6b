"""The accounts of a zone, for those who keep them: inviting, taking back, closing, reopening."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from qiao.core.access import Role
from qiao.core.outcomes import Denied, Invalid, Missing, Refused
from qiao.foundation.wording import text_of
from qiao.parties.accounts import LONGEST_NAME, new_secret
from qiao.parties.actions.close_user import close_user
from qiao.parties.actions.invite_person import invite_person
from qiao.parties.actions.reopen_user import reopen_user
from qiao.parties.actions.revoke_invitation import revoke_invitation
from qiao.parties.selectors.accounts import STATES, AccountRow, account_of_person, accounts_page
from qiao.web.access import signed_in
from qiao.web.accounts.mailing import invitation_link, mail_invitation
from qiao.web.acting import ActingRequest
from qiao.web.pages import answers_outcomes, render_page
from qiao.web.reading_input import AddressValues

SECTION = "work-accounts"
KEEPERS = (Role.ZONE_OPERATOR, Role.ORGANISATION_EDITOR, Role.PLATFORM_ADMIN)
STATE_NAMES = {
    "open": gettext_lazy("Account open"),
    "invited": gettext_lazy("Invited"),
    "without": gettext_lazy("No account"),
    "closed": gettext_lazy("Account closed"),
}
STATE_TONES = {"open": "green", "invited": "blue", "without": "secondary", "closed": "red"}


class InvitingForm(forms.Form):
    """The suggested name."""

    username = forms.CharField(
        label=gettext_lazy("Suggested account name"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=gettext_lazy("May stay empty; the invited person can choose another one."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )


class ReasonForm(forms.Form):
    """Why an account is closed or reopened."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=300, help_text=gettext_lazy("It stands in the audit.")
    )


@require_safe
@signed_in
@answers_outcomes
def accounts(request: ActingRequest) -> HttpResponse:
    """People of the register and how it stands with their accounts."""
    _require_keeper(request)
    given = AddressValues(request.GET.dict())
    text, number = given.search("q"), given.page()
    state = given.choice("state", {key: str(name) for key, name in STATE_NAMES.items()})
    page = None
    if not given.faults:
        page = accounts_page(request.actor, text, state, request.now, number)
    context = {
        "page": page,
        "rows": [(row, STATE_NAMES[row.state], STATE_TONES[row.state]) for row in (page.rows if page else ())],
        "asked": {"q": text, "state": state},
        "states": [(key, STATE_NAMES[key]) for key in STATES],
        "faults": given.faults,
    }
    template = "account/_accounts.html" if request.headers.get("HX-Request") else "account/accounts.html"
    return render_page(request, template, context, section=SECTION, status=400 if given.faults else 200)


@require_safe
@signed_in
@answers_outcomes
def person_account(request: ActingRequest, person_id: int) -> HttpResponse:
    """One person's account and what can be done about it."""
    return _page(request, _row(request, person_id), InvitingForm(), ReasonForm())


@require_POST
@signed_in
@answers_outcomes
def invite(request: ActingRequest, person_id: int) -> HttpResponse:
    """Invite, or invite again, which makes the former link useless. The new link is shown in this answer only."""
    row = _row(request, person_id)
    form = InvitingForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form, ReasonForm(), status=422)
    secret, name = new_secret(), form.cleaned_data["username"]
    try:
        made = invite_person(actor=request.actor, person_id=person_id, secret=secret, username=name, now=request.now)
    except Invalid as invalid:
        for problem in invalid.problems:
            form.add_error(problem.field, text_of(f"rule.{problem.rule}", problem.params))
        return _page(request, row, form, ReasonForm(), status=422)
    except Refused as refused:
        return _refused(request, person_id, refused)
    link = invitation_link(secret)
    context = {"row": row, "invitation": made, "link": link, "mailed": mail_invitation(made, link)}
    response = render_page(request, "account/invited.html", context, section=SECTION)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@signed_in
@answers_outcomes
def revoke(request: ActingRequest, person_id: int) -> HttpResponse:
    """Take the open invitation back."""
    row = _row(request, person_id)
    if row.invitation_id is None:
        raise Missing("no_such_object", object_type="parties.invitation", object_id=person_id)
    try:
        revoke_invitation(actor=request.actor, invitation_id=row.invitation_id, now=request.now)
    except Refused as refused:
        return _refused(request, person_id, refused)
    messages.success(request, _("The invitation was taken back; its link leads nowhere now."))
    return _back(person_id)


@require_POST
@signed_in
@answers_outcomes
def close(request: ActingRequest, person_id: int) -> HttpResponse:
    """Close the account."""
    return _act(request, person_id, close_user, _("The account is closed; its owner is signed out everywhere."))


@require_POST
@signed_in
@answers_outcomes
def reopen(request: ActingRequest, person_id: int) -> HttpResponse:
    """Reopen the account."""
    return _act(request, person_id, reopen_user, _("The account is open again."))


def _act(request: ActingRequest, person_id: int, act: Any, done: str) -> HttpResponse:
    row = _row(request, person_id)
    if row.user_id is None:
        raise Missing("no_such_object", object_type="parties.user", object_id=person_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, row, InvitingForm(), form, status=422)
    try:
        act(actor=request.actor, user_id=row.user_id, reason=form.cleaned_data["reason"], now=request.now)
    except Refused as refused:
        return _refused(request, person_id, refused)
    messages.success(request, done)
    return _back(person_id)


def _require_keeper(request: ActingRequest) -> None:
    if request.actor.role not in KEEPERS:
        raise Denied("no_right", action="parties.person.invite", role=str(request.actor.role))


def _row(request: ActingRequest, person_id: int) -> AccountRow:
    _require_keeper(request)
    return account_of_person(request.actor, person_id, request.now)


def _page(
    request: ActingRequest, row: AccountRow, inviting: InvitingForm, reason: ReasonForm, status: int = 200
) -> HttpResponse:
    context = {
        "row": row,
        "state_name": STATE_NAMES[row.state],
        "state_tone": STATE_TONES[row.state],
        "inviting": inviting,
        "reason": reason,
    }
    return render_page(request, "account/person_account.html", context, section=SECTION, status=status)


def _refused(request: ActingRequest, person_id: int, refused: Refused) -> HttpResponse:
    messages.error(request, text_of(f"refusal.{refused.code}"))
    return _back(person_id)


def _back(person_id: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("work-person-account", args=[person_id]))
