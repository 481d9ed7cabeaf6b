"""Whom a sign-in at the provider signs in here: the one open account with the address verified there."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from qiao.parties.models import User
from qiao.web.accounts.provider import provider_name

_LOGIN = "login"


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Links to existing accounts; never opens one."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Link the identity to the account with its verified address at the first sign-in; refuse everybody else."""
        if sociallogin.state.get("process", _LOGIN) != _LOGIN:
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account")))
        if sociallogin.is_existing:
            return
        verified = [one.email for one in sociallogin.email_addresses if one.verified is True and one.email]
        accounts = _accounts_with(verified)
        if len(accounts) != 1:
            text = _(
                "No account here belongs to the address that %(name)s has verified for you. Ask for an invitation."
            )
            _refuse(request, text)
        sociallogin.connect(request, accounts[0])

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002
        """Never."""
        return False

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002
        """Back to the sign-in page, where the password still works."""
        _refuse(request, _("Signing in at %(name)s did not work. Try again, or use your password."))


def _accounts_with(addresses: list[str]) -> list[User]:
    found: dict[int, User] = {}
    for address in addresses:
        found |= {user.pk: user for user in User.objects.filter(email__iexact=address, is_active=True)[:2]}
    return list(found.values())


def _refuse(request: HttpRequest, text: str) -> None:
    messages.error(request, text % {"name": provider_name()})
    raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))
