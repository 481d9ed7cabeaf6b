"""Texts of the problems that lists of organisations and people can have."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "rule.credit_code_known": _(
        "“%(name)s” has this code already. Import it under its own number of the same source, or leave the row out."
    ),
    "rule.record_was_merged": _("This record was merged into another. Change that one, or undo the merge."),
    "rule.organisation_unknown": _(
        "No single organisation of the zone has this name. Import the organisation first, or correct the name."
    ),
    "note.employer_not_linked": _(
        "%(count)s people work for an organisation that is not registered; they are taken without it."
    ),
}
