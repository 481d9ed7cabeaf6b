"""Texts of the codes of the reports: stages of the funnel and what they mean."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "funnel.published": _("Made public"),
    "funnel.viewed": _("Viewed"),
    "funnel.contacted": _("In contact"),
    "funnel.negotiating": _("In negotiation"),
    "funnel.listed": _("Listed for trading"),
    "funnel.signed": _("Contract signed"),
    "funnel.registered": _("Contract registered"),
    "funnel.performed": _("Contract performed"),
    "funnel.published.means": _(
        "An achievement, demand or scenario was made public for the first time. Renewals do not count again, and "
        "records closed since stay in the figure."
    ),
    "funnel.viewed.means": _(
        "Opened on the portal by somebody outside its own organisation, the office of the zone and known robots. Each "
        "viewer counts once a day for a record."
    ),
    "funnel.contacted.means": _(
        "Both sides accepted an introduction, or the counterparty confirmed a contact or visit. What got further "
        "counts here too."
    ),
    "funnel.negotiating.means": _(
        "One of the two sides began the negotiation on the platform, or the counterparty confirmed a contract."
    ),
    "funnel.listed.means": _("Offered for sale in a public listing, auction or tender."),
    "funnel.signed.means": _(
        "A contract with its amount was claimed by one side and confirmed by the other. Claims that wait, are disputed "
        "or were taken back never count."
    ),
    "funnel.registered.means": _("Registered at a registration point for technology contracts."),
    "funnel.performed.means": _("Delivered and paid as the contract says, with evidence of both."),
    "funnel.listed.lacking": _("The exchange is not part of the platform yet, so nothing is collected."),
    "funnel.registered.lacking": _("Contract files are not part of the platform yet, so nothing is collected."),
    "funnel.performed.lacking": _("Contract files are not part of the platform yet, so nothing is collected."),
    "funnel.unit.cohort": _("records"),
    "funnel.unit.period.published": _("records"),
    "funnel.unit.period.viewed": _("views (viewer and day)"),
    "funnel.unit.period.contacted": _("introductions"),
    "funnel.unit.period.negotiating": _("introductions"),
    "funnel.unit.period.signed": _("contracts"),
    "funnel.unit.claims": _("claims"),
    "funnel.acts.manager": _("Technology manager in charge"),
    "funnel.acts.organisation": _("Its organisation"),
    "funnel.acts.office": _("Office of the zone"),
    "funnel.answer.": _("waits for the counterparty"),
    "funnel.answer.confirmed": _("confirmed later"),
    "funnel.answer.disputed": _("disputed"),
    "funnel.answer.retracted": _("taken back"),
}
