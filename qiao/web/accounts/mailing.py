"""The mail with the link of an invitation. The link is known only while somebody invites, so it is sent right then."""

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from qiao.parties.models import Invitation
from qiao.web.accounts.adapters import own_url
from qiao.web.front.selectors import shown_zone


def invitation_link(secret: str) -> str:
    """The address at which an invitation is accepted."""
    return own_url(reverse("invitation", args=[secret]))


def mail_invitation(invitation: Invitation, link: str) -> bool:
    """Send the link to the address in the register; whether it went out. Without an address nothing is sent."""
    person, zone = invitation.person, shown_zone()
    if not person.email:
        return False
    context = {"invitation": invitation, "person": person, "link": link, "zone": zone, "platform_url": own_url("/")}
    message = EmailMessage(
        subject=_("Invitation to the platform of %(zone)s") % {"zone": zone.name if zone else settings.BASE_URL},
        body=render_to_string("account/email/invitation_message.txt", context),
        to=[person.email],
    )
    try:
        return bool(message.send())
    except (SMTPException, OSError):
        # The invitation stands; the page says that the mail did not go out, and shows the link to hand over.
        return False
