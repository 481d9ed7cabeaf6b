"""Texts of what the catalogue tells people. The title is the one that the reader may see."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

_KINDS: Mapping[str, Promise] = {
    "demand": _("Demand"),
    "achievement": _("Achievement"),
    "scenario": _("Scenario"),
}
_HAPPENED: Mapping[str, Promise] = {
    "submitted": _("“%(title)s” was submitted and waits for its review."),
    "overdue": _("The review of “%(title)s” is overdue."),
    "to_diagnose": _("“%(title)s” passed the screening and waits for your diagnosis."),
    "diagnosed": _("“%(title)s” has been examined and waits for publication."),
    "assigned": _("You were put in charge of “%(title)s”."),
    "published": _("“%(title)s” was published as %(code)s."),
    "returned": _("“%(title)s” was returned to you. Reason: %(reason)s"),
    "expired": _("The validity of “%(title)s” is over. Renew it if it is still of interest."),
    "expiring": _("The validity of “%(title)s” ends on %(day_on)s (in %(days)s days). Renew it in time."),
    "renewed": _("“%(title)s” was renewed for a new period."),
    "withdrawn": _("“%(title)s” was withdrawn."),
    "shown_to_you": _("“%(title)s” was opened to your organisation; only chosen organisations see it."),
    "matching": _("Somebody has begun to look for a partner for “%(title)s”."),
    "reopened": _("“%(title)s” is looking for a partner again."),
    "contracted": _("A contract on “%(title)s” was noted."),
    "solved": _("“%(title)s” was noted as solved."),
    "merged": _("“%(title)s” was merged into another entry about the same need."),
    "converted": _("“%(title)s” was noted as converted."),
    "applied": _("An organisation applied for “%(title)s”."),
    "selected": _("Your organisation was selected for “%(title)s”."),
    "not_selected": _("Another organisation was selected for “%(title)s”. Thank you for applying."),
    "test_started": _("The test in “%(title)s” has begun."),
    "verified": _("The test in “%(title)s” met its criteria."),
    "failed": _("The test in “%(title)s” did not meet its criteria."),
    "scaled": _("The technology of “%(title)s” is used beyond the scenario now."),
    "closed": _("“%(title)s” was closed."),
}
_OTHERS: Mapping[str, Promise] = {
    "notice.edition_submitted": _("An edition of the %(list_code)s waits for your approval."),
    "notice.edition_approved": _("An edition of the %(list_code)s was approved and can be issued."),
    "notice.edition_returned": _("An edition of the %(list_code)s was sent back. Reason: %(reason)s"),
    "notice.edition_issued": _("Edition %(number)s of the %(list_code)s was issued: %(title)s"),
    "notice.edition_withdrawn": _("Edition %(number)s of the %(list_code)s was withdrawn. Reason: %(reason)s"),
    "notice.import_applied": _(
        "The import of %(kind_code)s is done: %(added)s added, %(changed)s changed, %(left_out)s left out."
    ),
    "edition_list.demands": _("demand list"),
    "edition_list.scenarios": _("scenario list"),
    "edition_list.supply": _("customised supply list"),
    "imported_list.catalogue.demand": _("demands"),
    "imported_list.catalogue.achievement": _("achievements"),
    "imported_list.catalogue.scenario": _("scenarios"),
    "imported_list.parties.organisation": _("organisations"),
    "imported_list.parties.person": _("people"),
}


def notice_texts(codes: frozenset[str]) -> dict[str, Promise]:
    """Text by code for what the table of news can produce (codes like ``demand_published``), and for the rest."""
    joined = _("{kind}: {happened}")
    texts = dict(_OTHERS)
    for code in codes:
        kind, _separator, happened = code.partition("_")
        texts[f"notice.{code}"] = format_lazy(joined, kind=_KINDS[kind], happened=_HAPPENED[happened])
    return texts
