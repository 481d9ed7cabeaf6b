"""Texts of notices: kinds, ways of being told, and what the parties room tells."""

from django.utils.translation import gettext_lazy as _

NOTICE_TEXTS = {
    "notice_kind.tasks": _("Work that waits for you"),
    "notice_kind.introductions": _("Introductions and outcomes"),
    "notice_kind.records": _("Your demands, achievements and scenarios"),
    "notice_kind.reminders": _("Reminders before a period ends"),
    "notice_kind.imports": _("Imports"),
    "notice_kind.editions": _("Editions that the zone issues"),
    "notice_kind.searches": _("Saved searches"),
    "notice_kind_help.tasks": _("Something was submitted, is overdue, or was put into your hands."),
    "notice_kind_help.introductions": _("Somebody proposes to meet you, answers, or reports what came of it."),
    "notice_kind_help.records": _("Published, returned with a reason, expired and whatever else happens to them."),
    "notice_kind_help.reminders": _("A record is about to expire, an introduction waits for your answer."),
    "notice_kind_help.imports": _("A list that you imported has been applied."),
    "notice_kind_help.editions": _("Subscribe here to hear of each edition of a list that is issued or withdrawn."),
    "notice_way.off": _("Not at all"),
    "notice_way.inside": _("Here only, no mail"),
    "notice_way.at_once": _("Mail at once"),
    "notice_way.daily": _("One mail a day"),
    "notice_way.weekly": _("One mail a week"),
    "notice.role_granted": _("You have the role “%(role_code)s” for %(organisation)s from %(day_on)s."),
    "notice.role_ended": _("Your role “%(role_code)s” for %(organisation)s ends on %(day_on)s."),
}
