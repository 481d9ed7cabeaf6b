"""Texts of the problems that lists of achievements, demands and scenarios can have."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "rule.not_own_organisation": _(
        "You import for “%(own)s” only. Correct the name, or have the zone operator import this row."
    ),
    "rule.indicator_pattern": _("“%(part)s” is no indicator. Write 名称|现值|目标值|单位, entries separated by ；."),
    "rule.right_pattern": _("“%(part)s” is no right. Write 类型:号码:状态, entries separated by ；."),
    "rule.ip_kind_and_number": _(
        "The number %(part)s is that of the kind %(kind)s. Correct the kind, or the number by the certificate."
    ),
    "rule.not_a_maturity": _("This is no maturity level. Write a digit from 1 to 9 (GB/T 22900)."),
    "rule.price_order": _("The lowest price is above the highest. Exchange or correct them."),
    "rule.validity_is_over": _("The record would have lapsed already. Correct the date, or leave the row out."),
    "rule.record_is_closed": _("The record is closed and no longer changed. Leave the row out."),
    "rule.record_in_review": _(
        "The record was submitted and is no longer yours to change. Ask the zone operator to return it."
    ),
    "rule.not_in_this_state": _("The record cannot enter as published. Preview the list again."),
    "note.organisation_not_linked": _(
        "%(count)s rows name an organisation that is not registered; the name is kept as text."
    ),
}
