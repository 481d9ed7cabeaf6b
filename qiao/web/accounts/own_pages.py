"""One's own account, and opening it from an invitation."""

from typing import cast

from allauth.core.internal.ratelimit import consume_or_429
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from qiao.core.access import PUBLIC
from qiao.core.outcomes import Invalid, Missing
from qiao.foundation.wording import text_of
from qiao.parties.actions.accept_invitation import accept_invitation
from qiao.parties.models import User
from qiao.parties.selectors.accounts import offered_account
from qiao.web.accounts.forms import AcceptanceForm
from qiao.web.accounts.framing import SECTION
from qiao.web.accounts.selectors import second_factors, sessions_of
from qiao.web.acting import ActingRequest
from qiao.web.pages import render_page


@require_safe
@login_required
@never_cache
def account(request: ActingRequest) -> HttpResponse:
    """Who one is here, in which roles, and how the account is protected."""
    user = cast(User, request.user)
    current = request.session.session_key or ""
    context = {
        "account": user,
        "person": user.person,
        "holdings": request.holdings,
        "factors": second_factors(user),
        "session_count": len(sessions_of(user, current, request.now)),
    }
    return render_page(request, "account/account.html", context, section=SECTION)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password", "again")
@never_cache
def invitation(request: ActingRequest, secret: str) -> HttpResponse:
    """Open the account to which the link invites. Every link that cannot be used gives the same page (404)."""
    if request.user.is_authenticated:
        return render_page(request, "account/invitation_signed_in.html", {}, status=409)
    limited: HttpResponse | None = consume_or_429(request, app="allauth.account", action="invitation")
    if limited is not None:
        return limited
    try:
        return _accept(request, secret)
    except Missing:
        return render_page(request, "account/invitation_unusable.html", {}, status=404)


def _accept(request: ActingRequest, secret: str) -> HttpResponse:
    offered = offered_account(secret, request.now)
    form = AcceptanceForm(request.POST or None, initial={"username": offered.username})
    if form.is_valid():
        name, password = form.cleaned_data["username"], form.cleaned_data["password"]
        try:
            accept_invitation(actor=PUBLIC, secret=secret, username=name, password=password, now=request.now)
        except Invalid as invalid:
            for problem in invalid.problems:
                form.add_error(problem.field, text_of(f"rule.{problem.rule}", problem.params))
        else:
            messages.success(request, _("Your account is open. Sign in with its name and the password you chose."))
            return HttpResponseRedirect(reverse("account_login"))
    status = 422 if form.errors else 200
    return render_page(request, "account/invitation.html", {"form": form, "offered": offered}, status=status)
