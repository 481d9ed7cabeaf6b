"""What the pages do when something has happened to an account."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from qiao.foundation.registry import handles
from qiao.parties.models import User
from qiao.web.accounts.adapters import own_url
from qiao.web.accounts.sessions import end_every_session
from qiao.web.front.selectors import shown_zone


@handles("parties.UserClosed")
def sign_out_everywhere(payload: dict[str, Any], at: datetime) -> None:  # noqa: ARG001
    """A closed account is refused at once anyway; without its sessions it does not come back with the reopening."""
    end_every_session(payload["user_id"])


@handles("parties.UserEmailChanged")
def tell_former_address(payload: dict[str, Any], at: datetime) -> None:
    """Whoever reads the former address learns that it was changed; a mail that fails is tried again with the event."""
    user = User.objects.filter(pk=payload["user_id"]).first()
    if user is None or not payload["former"]:
        return
    zone = shown_zone()
    with translation.override(settings.LANGUAGE_CODE):
        context = {"account": user, "at": at, "zone": zone, "platform_url": own_url("/")}
        EmailMessage(
            subject=_("The e-mail address of your account was changed"),
            body=render_to_string("account/email/email_changed_message.txt", context),
            to=[payload["former"]],
        ).send()
