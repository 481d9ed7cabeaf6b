"""One's own e-mail address: a link is mailed to the new one, and only following it changes anything."""

from smtplib import SMTPException
from typing import cast
from urllib.parse import urlencode

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core.internal.ratelimit import consume_or_429
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from qiao.core.outcomes import Denied, Invalid, Missing, Refused
from qiao.foundation.wording import text_of
from qiao.parties.actions.change_email import change_email
from qiao.parties.email_change import address_problems, email_proof, link_hours, proven_address
from qiao.parties.models import User
from qiao.web.access import signed_in
from qiao.web.accounts.adapters import own_url
from qiao.web.accounts.framing import SECTION
from qiao.web.acting import ActingRequest
from qiao.web.front.selectors import shown_zone
from qiao.web.pages import render_page

_LONGEST = 254


class AddressForm(forms.Form):
    """The new address."""

    email = forms.EmailField(
        label=gettext_lazy("New e-mail address"),
        max_length=_LONGEST,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def own_email(request: ActingRequest) -> HttpResponse:
    """The present address and, once one has shown again who one is, a form for a new one."""
    if request.method != "POST":
        return _page(request, AddressForm())
    if not did_recently_reauthenticate(request):
        return HttpResponseRedirect(_again())
    limited: HttpResponse | None = consume_or_429(
        request, app="allauth.account", action="manage_email", user=request.user
    )
    if limited is not None:
        return limited
    return _send(request)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def confirm_email(request: ActingRequest, proof: str) -> HttpResponse:
    """The link of the mail: says what becomes what and asks; the POST changes it.

    Every link that cannot be used gives the same page (404), also to somebody who is signed in to another account.
    """
    try:
        said = proven_address(proof, request.now)
        if said.user_id != request.user.pk or said.former != request.user.email:
            raise Missing("no_such_object", object_type="parties.user")
        if request.method == "POST":
            change_email(actor=request.actor, proof=proof, now=request.now)
            messages.success(request, _("Your e-mail address is now %(address)s.") % {"address": said.address})
            return HttpResponseRedirect(reverse("account"))
    except Invalid as invalid:
        faults = [text_of(f"rule.{problem.rule}", problem.params) for problem in invalid.problems]
        return _confirmation(request, said.address, faults, status=422)
    except (Missing, Denied, Refused):
        return render_page(request, "account/email_unusable.html", {}, section=SECTION, status=404)
    return _confirmation(request, said.address, [])


def _confirmation(request: ActingRequest, address: str, faults: list[str], status: int = 200) -> HttpResponse:
    context = {"address": address, "faults_in_words": faults, "account": request.user}
    return render_page(request, "account/email_confirm.html", context, section=SECTION, status=status)


def _send(request: ActingRequest) -> HttpResponse:
    user, form = cast(User, request.user), AddressForm(request.POST)
    address = form.cleaned_data["email"] if form.is_valid() else ""
    for problem in address_problems(address, user) if address else ():
        form.add_error("email", text_of(f"rule.{problem.rule}", problem.params))
    if form.errors:
        return _page(request, form, status=422)
    if not _mail(user, address, request):
        form.add_error(None, _("The mail could not be sent. Try again later, or tell the zone office."))
        return _page(request, form, status=503)
    return _page(request, AddressForm(), sent_to=address)


def _mail(user: User, address: str, request: ActingRequest) -> bool:
    zone = shown_zone()
    context = {
        "account": user,
        "link": own_url(reverse("account-email-confirm", args=[email_proof(user, address, request.now)])),
        "hours": link_hours(request.now),
        "zone": zone,
        "platform_url": own_url("/"),
    }
    message = EmailMessage(
        subject=_("Confirm your new e-mail address for %(zone)s") % {"zone": zone.name if zone else settings.BASE_URL},
        body=render_to_string("account/email/email_proof_message.txt", context),
        to=[address],
    )
    try:
        return bool(message.send())
    except (SMTPException, OSError):
        return False


def _page(request: ActingRequest, form: AddressForm, *, status: int = 200, sent_to: str = "") -> HttpResponse:
    context = {
        "form": form,
        "account": request.user,
        "again": "" if did_recently_reauthenticate(request) else _again(),
        "sent_to": sent_to,
        "hours": link_hours(request.now),
    }
    return render_page(request, "account/own_email.html", context, section=SECTION, status=status)


def _again() -> str:
    """Where one shows again who one is before changing the address."""
    return f"{reverse('account_reauthenticate')}?{urlencode({'next': reverse('account-email')})}"
