"""Sentences of the desk about the form as a whole."""

from django.utils.translation import gettext_lazy as _

OPENED_ELSEWHERE = _(
    "This form was opened under another account or another role. Nothing has been saved. "
    "Check for whom you act now (at the top of the page), then save again."
)
ALREADY_SAVED = _("The form had been saved already; this is the record it made.")
SAVED_AND_CHANGED = _(
    "This form had been saved already, and you have changed it since. Saving it now makes another record. "
    "To change the first one instead, open it and edit it."
)
CLASSIFIED = _(
    "The text bears a mark of state secrecy. Nothing of it was kept: not in the record, not among your drafts. "
    "Take the marked text out before you go on, and hand the matter to the secrecy office (保密办)."
)
TOO_MUCH_TO_KEEP = _(
    "The form has %(length)s characters, at most %(limit)s can be kept for later. Nothing was kept. Shorten the text."
)
NOT_ALLOWED_ANY_MORE = _("The record has moved on and you can no longer change it. What you typed is shown below.")
DRAFTED = _("“%(title)s” has been saved as a draft.")
REVISED = _("“%(title)s” has been saved.")
KEPT_FOR_LATER = _("What you typed has been kept until you submit or discard it.")
DISCARDED = _("The kept text has been thrown away.")
FROM_RECORD = _("The form begins with what “%(title)s” says. Change what is different, above all the title.")
FROM_TEXT = _("The form begins with the text that you matched. Check what was taken from it, and complete it.")
SAVED_AT = _("Kept at %(time)s")
