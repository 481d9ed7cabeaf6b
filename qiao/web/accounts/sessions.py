"""Where one is signed in, and ending it there."""

from typing import cast

from allauth.usersessions.internal.flows.sessions import end_other_sessions, end_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from qiao.parties.models import User
from qiao.web.accounts.framing import SECTION
from qiao.web.accounts.selectors import own_session, sessions_of
from qiao.web.acting import ActingRequest
from qiao.web.pages import answers_outcomes, render_page


@require_safe
@login_required
def session_list(request: ActingRequest) -> HttpResponse:
    """Every place where the account is signed in."""
    rows = sessions_of(cast(User, request.user), request.session.session_key or "", request.now)
    return render_page(request, "usersessions/usersession_list.html", {"rows": rows}, section=SECTION)


@require_POST
@login_required
@answers_outcomes
def end_session(request: ActingRequest, key: int) -> HttpResponse:
    """End one of one's own sessions; the present one is the same as signing out."""
    end_sessions(request, [own_session(cast(User, request.user), key)])
    if not request.user.is_authenticated:
        return HttpResponseRedirect(reverse("account_login"))
    messages.success(request, _("The account is signed out there."))
    return HttpResponseRedirect(reverse("usersessions_list"))


@require_POST
@login_required
def end_others(request: ActingRequest) -> HttpResponse:
    """End every session but the present one."""
    end_other_sessions(request, request.user)
    messages.success(request, _("The account is signed out everywhere else."))
    return HttpResponseRedirect(reverse("usersessions_list"))


def end_every_session(user_id: int) -> None:
    """Sign an account out everywhere."""
    for session in UserSession.objects.filter(user_id=user_id):
        session.end()
