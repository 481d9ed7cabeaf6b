"""How django-allauth behaves here: nobody signs up, links carry our own address, secrets are stored encrypted."""

import base64
from collections.abc import Sequence
from smtplib import SMTPException
from typing import Any
from urllib.parse import urljoin

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from qiao.parties.models import User
from qiao.web.front.selectors import shown_zone

LOG = structlog.stdlib.get_logger("qiao.mail")
_KINDS_READ = "qiao_kinds_of_second_factors"
_PURPOSE = "qiao.web.accounts.second_factor"
_WRONG = _(
    "The account name or the password is not right. Check both, or have yourself sent a link for a new password."
)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Passwords and signing in."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _WRONG,
        "email_password_mismatch": _WRONG,
        "too_many_login_attempts": _("Too many failed attempts. Wait five minutes and try again."),
        "rate_limited": _("Too many attempts. Wait a few minutes and try again."),
        "enter_current_password": _("This is not your present password. Type it again."),
        "incorrect_password": _("This is not your password. Type it again."),
        "invalid_password_reset": _("This link cannot be used any more. Have yourself sent a new one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Never: accounts are opened by invitation."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Only addresses within this platform."""
        return bool(url) and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link of the mail: at the address of the platform, whatever host the request named."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return own_url(path.replace("UID-KEY", key))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        """Back to the account."""
        return reverse("account")

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell the owner that something has changed about the account, and name the account."""
        super().send_notification_mail(template_prefix, user, {**(context or {}), "user": user}, email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mails say which zone writes and where its platform is.

        One that does not go out is logged and not shown: an error page would tell who has an account.
        """
        zone = shown_zone()
        try:
            super().send_mail(template_prefix, email, {"zone": zone, "platform_url": own_url("/"), **context})
        except (SMTPException, OSError):
            LOG.exception("mail not sent", kind=template_prefix)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Authenticator apps, keys and recovery codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("The code is not right or was used already. Wait for the next one and type it again."),
    }

    def is_mfa_enabled(self, user: User, types: Sequence[str] | None = None) -> bool:
        """Whether the account has a second factor of these kinds.

        Showing a page asks for each kind in turn: then the kinds are read once, and kept as long as the request.
        """
        request = allauth_context.request
        if request is None or request.method not in ("GET", "HEAD") or request.user != user:
            return bool(super().is_mfa_enabled(user, types))
        if not hasattr(request, _KINDS_READ):
            setattr(request, _KINDS_READ, set(Authenticator.objects.filter(user=user).values_list("type", flat=True)))
        held: set[str] = getattr(request, _KINDS_READ)
        return bool(held if types is None else held & {str(kind) for kind in types})

    def get_totp_label(self, user: User) -> str:
        """What the app shows for the account."""
        return user.username

    def get_totp_issuer(self) -> str:
        """What the app shows for the platform."""
        zone = shown_zone()
        return zone.name if zone else str(super().get_totp_issuer())

    def encrypt(self, text: str) -> str:
        """Secrets are worth nothing without the platform's secret key."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The counterpart; raises InvalidToken when the platform has another secret key than before."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def own_url(path: str) -> str:
    """A path as an address that others can follow."""
    return urljoin(settings.BASE_URL, path)


def _cipher() -> Fernet:
    key = salted_hmac(_PURPOSE, "", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
