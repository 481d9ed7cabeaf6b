"""Texts of following cases."""

from django.utils.translation import gettext_lazy as _

from qiao.foundation.wording import Text

FOLLOW_TEXTS: dict[str, Text] = {
    "verb.parties.case.follow": _("Follow a case"),
    "verb.parties.case.unfollow": _("Stop following a case"),
    "refusal.not_followed": _("You do not follow this case any more."),
    "notice_kind.followed": _("Cases that you follow"),
    "notice_kind_help.followed": _("Such a case goes on to another state, or what it says is revised."),
    "notice.followed_moved": _("“%(title)s”: %(verb_code)s. It is now “%(state_code)s”."),
    "notice.followed_revised": _("“%(title)s” was revised."),
    "notice_line.followed": _("You are told because you follow this case."),
    "field.parties.follow.object_type": _("Kind"),
    "field.parties.follow.object_id": _("Number of the case"),
    "field.parties.follow.ended_at": _("Ended at"),
}
