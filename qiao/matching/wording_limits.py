"""Texts of lists under limits."""

from django.utils.translation import gettext_lazy as _

LIMIT_TEXTS = {
    "refusal.limits_take_too_long": _(
        "No list that keeps the limits was found in the time given. Leave a limit out or narrow the criteria."
    ),
    "rule.limit_in_conflict": _(
        "This limit cannot be kept together with the others named here, and changing it alone does not help."
    ),
    "rule.limit_mended_by": _("This limit cannot be kept together with the others named here. Set it to %(enough)s."),
    "field.matching.limit.most_items": _("Entries at most"),
    "field.matching.limit.per_demand": _("Entries for one demand at most"),
    "field.matching.limit.per_organisation": _("Entries of one organisation at most"),
    "field.matching.limit.per_field": _("Entries in each field at least"),
    "field.matching.limit.lists_a_year": _("Lists in a year with one achievement at most"),
    "field.matching.limit.listed_before": _("Stood in more lists than allowed"),
    "field.matching.limit.gap_step_bp": _("Points for each step of the gap"),
    "field.matching.limit.slots": _("Achievements in one session at most"),
    "field.matching.limit.sessions": _("Sessions"),
    "field.matching.limit.per_manager": _("Cases of one manager at most"),
    "assignment.optimal": _("No better list keeps these limits."),
    "assignment.best_found": _("The time ran out: a better list may exist."),
}
