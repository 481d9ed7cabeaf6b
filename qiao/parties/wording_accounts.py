"""Texts of the codes about accounts and invitations."""

from django.utils.translation import gettext_lazy as _

from qiao.foundation.wording import Text

ACCOUNT_TEXTS: dict[str, Text] = {
    "verb.parties.person.invite": _("Invite to open an account"),
    "verb.parties.invitation.accept": _("Accept an invitation"),
    "verb.parties.invitation.revoke": _("Take an invitation back"),
    "verb.parties.user.close": _("Close an account"),
    "verb.parties.user.change_email": _("Change the e-mail address of an account"),
    "refusal.email_link_used": _("This link has been used already."),
    "rule.email_is_present": _("This is the present address. Type the new one."),
    "rule.email_taken": _("Another person has this address already. Choose an address of your own."),
    "field.parties.user.email": _("E-mail"),
    "verb.parties.user.reopen": _("Reopen an account"),
    "verb.parties.user.set_password": _("Set a password on the machine of the platform"),
    "denied.no_such_invitation": _(
        "This invitation cannot be used: it has been used already, was taken back or has run out. Ask for a new one."
    ),
    "refusal.account_closed": _("This account is closed. Reopen it first."),
    "refusal.account_not_closed": _("This account is not closed."),
    "refusal.invitation_used": _("This invitation has been accepted. Close the account instead."),
    "refusal.invitation_revoked": _("This invitation was taken back already."),
    "rule.password_too_short": _("The password is too short. Use at least %(min_length)s characters."),
    "rule.password_too_similar": _("The password is too much like the %(verbose_name)s. Choose another one."),
    "rule.password_too_common": _("Many people use this password. Choose one that cannot be guessed."),
    "rule.password_entirely_numeric": _("The password consists of digits only. Add letters."),
    "field.parties.user.password": _("Password"),
    "field.parties.invitation.username": _("Suggested account name"),
    "field.parties.invitation.expires_at": _("Can be accepted until"),
}
