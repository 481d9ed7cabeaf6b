"""Access tokens of one's own: listing, issuing with the secret shown once, revoking."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from qiao.core.calendar import CHINA
from qiao.core.outcomes import Invalid, Refused
from qiao.core.scopes import Scope
from qiao.foundation.wording import text_of
from qiao.parties.actions.issue_token import issue_token
from qiao.parties.actions.revoke_token import revoke_token
from qiao.parties.selectors.tokens import token_periods, tokens_of
from qiao.parties.tokens import NewToken
from qiao.web.access import signed_in
from qiao.web.accounts.framing import SECTION
from qiao.web.acting import ActingRequest
from qiao.web.pages import answers_outcomes, render_page

SCOPE_NAMES = {
    Scope.CATALOGUE_READ: gettext_lazy("Read the catalogue"),
    Scope.CATALOGUE_WRITE: gettext_lazy("Write the catalogue"),
    Scope.MATCHES_READ: gettext_lazy("Read matches"),
    Scope.EDITIONS_READ: gettext_lazy("Read editions"),
    Scope.EDITIONS_WRITE: gettext_lazy("Work on editions"),
    Scope.INTRODUCTIONS_READ: gettext_lazy("Read introductions"),
    Scope.INTRODUCTIONS_WRITE: gettext_lazy("Work on introductions"),
    Scope.COMMISSIONS_READ: gettext_lazy("Read supply lists"),
    Scope.COMMISSIONS_WRITE: gettext_lazy("Work on supply lists"),
    Scope.IMPORTS_READ: gettext_lazy("Read imports"),
    Scope.IMPORTS_WRITE: gettext_lazy("Import lists"),
    Scope.ORGANISATIONS_READ: gettext_lazy("Read organisations"),
    Scope.CHANGES_READ: gettext_lazy("Follow changes"),
}
_LONGEST_NAME = 100


class TokenForm(forms.Form):
    """What a token is for, what it may do, and until when."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=_LONGEST_NAME,
        help_text=gettext_lazy("Which program uses it, for example the system of your university."),
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("May be used to"),
        choices=[(str(scope), name) for scope, name in SCOPE_NAMES.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("It never does more than you may do yourself."),
    )
    expires_on = forms.DateField(
        label=gettext_lazy("Last day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@answers_outcomes
def tokens(request: ActingRequest) -> HttpResponse:
    """One's tokens under all holdings, and a form for a new one under the holding one acts under."""
    if request.method != "POST":
        return _page(request, TokenForm())
    return _issue(request) if did_recently_reauthenticate(request) else HttpResponseRedirect(_again())


@require_POST
@signed_in
@answers_outcomes
def revoke(request: ActingRequest, token_id: int) -> HttpResponse:
    """Make one of one's own tokens useless."""
    if token_id not in {row.token_id for row in tokens_of(request.actor)}:
        raise Http404("token")
    try:
        revoke_token(actor=request.actor, token_id=token_id, now=request.now)
    except Refused as refused:
        messages.error(request, text_of(f"refusal.{refused.code}"))
    else:
        messages.success(request, _("The token is revoked; nothing can be done with it any more."))
    return HttpResponseRedirect(reverse("account-tokens"))


def _issue(request: ActingRequest) -> HttpResponse:
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    given = form.cleaned_data
    new = NewToken(name=given["name"], scopes=tuple(given["scopes"]), expires_on=given["expires_on"])
    try:
        issued = issue_token(actor=request.actor, holding_id=request.actor.holding_id or 0, new=new, now=request.now)
    except Invalid as invalid:
        for problem in invalid.problems:
            field = problem.field if problem.field in form.fields else None
            form.add_error(field, text_of(f"rule.{problem.rule}", problem.params))
        return _page(request, form, status=422)
    response = _page(request, TokenForm(), secret=issued.secret)
    response["Cache-Control"] = "no-store"
    return response


def _page(request: ActingRequest, form: TokenForm, *, status: int = 200, **more: Any) -> HttpResponse:
    today = request.now.astimezone(CHINA).date()
    names = {str(scope): name for scope, name in SCOPE_NAMES.items()}
    rows = [
        (row, [names.get(scope, scope) for scope in row.scopes], row.works_on(today))
        for row in tokens_of(request.actor)
    ]
    context = {
        "again": "" if did_recently_reauthenticate(request) else _again(),
        "rows": rows,
        "form": form,
        "periods": token_periods(request.actor.zone_code, today),
        "secret": "",
        **more,
    }
    return render_page(request, "account/tokens.html", context, section=SECTION, status=status)


def _again() -> str:
    """Where one shows again who one is before issuing a token."""
    return f"{reverse('account_reauthenticate')}?{urlencode({'next': reverse('account-tokens')})}"
