"""Texts of what people are told of introductions, and of saved searches."""

from django.utils.translation import gettext_lazy as _

NOTICE_TEXTS = {
    "notice.introduction_proposed": _("An introduction is proposed: “%(own)s” and “%(other)s”. Please answer."),
    "notice.introduction_waits": _(
        "Please answer until %(day_on)s whether “%(own)s” and “%(other)s” shall be introduced; after that it lapses."
    ),
    "notice.introduction_accepted": _(
        "Both sides want to meet: “%(own)s” and “%(other)s”. Names and contacts are open to both sides now."
    ),
    "notice.introduction_declined": _(
        "The other side declined the introduction of “%(own)s” and “%(other)s”. Reason: %(reason_code)s"
    ),
    "notice.introduction_lapsed": _("The introduction of “%(own)s” and “%(other)s” lapsed without an answer."),
    "notice.introduction_withdrawn": _("The proposal to introduce “%(own)s” and “%(other)s” was withdrawn."),
    "notice.negotiation_asleep": _(
        "Nothing has been heard of “%(own)s” and “%(other)s” for a long time. Please say how it stands."
    ),
    "notice.outcome_claimed": _(
        "The other side reports for “%(own)s” and “%(other)s”: %(kind_code)s. Please confirm or dispute it."
    ),
    "notice.outcome_confirmed": _("Confirmed for “%(own)s” and “%(other)s”: %(kind_code)s."),
    "notice.outcome_disputed": _("The outcome reported for “%(own)s” and “%(other)s” was disputed."),
    "notice.outcome_retracted": _("The outcome reported for “%(own)s” and “%(other)s” was taken back."),
    "notice.supply_list_delivered": _("The customised supply list “%(title)s” was delivered."),
    "notice.adoption_recorded": _("“%(title)s”: for demand %(need)s it was reported: %(level_code)s."),
    "notice.search_hits": _("Your saved search “%(name)s” has new results: %(count)s"),
    "search_hit.title": _("%(title)s (%(code)s)"),
    "search_hit.more": _("and %(count)s more: see the whole list"),
    "search_reason.word": _("“%(word)s” found in the %(place_code)s:"),
    "search_reason.register": _("“%(word)s” found in a name of the organisation in the register"),
    "search_reason.filter": _("%(filter_code)s: %(value)s"),
    "search_reason.state": _("%(filter_code)s: %(value_code)s"),
    "search_reason.level": _("%(level_code)s, score %(score)s of 100"),
    "search_reason.phrases": _("Common phrases: %(phrases)s"),
    "search_reason.agreeing": _("Agrees in: %(names_code)s"),
    "search_place.code": _("number"),
    "search_place.title": _("title"),
    "search_place.content": _("description"),
    "search_place.summary": _("description"),
    "search_place.problem": _("description"),
    "search_place.technology_needed": _("technology needed"),
    "search_place.advantages": _("advantages"),
    "search_place.keywords": _("keywords"),
    "search_place.organisation_name": _("name of the organisation"),
    "search_filter.field": _("Technical field"),
    "search_filter.fields": _("Technical field"),
    "search_filter.industry": _("Industry"),
    "search_filter.sections": _("Industry"),
    "search_filter.region": _("Region"),
    "search_filter.provinces": _("Region"),
    "search_filter.state": _("State"),
    "search_filter.states": _("State"),
    "search_filter.organisation": _("Organisation"),
    "search_filter.organisation_kinds": _("Kind of organisation"),
    "search_filter.kinds": _("Kind"),
    "search_filter.urgencies": _("Urgency"),
    "search_filter.budgets": _("Budget"),
    "search_filter.ways": _("Ways of cooperation"),
    "search_filter.maturity": _("Maturity"),
    "search_filter.clarity": _("Clarity"),
    "search_filter.rights": _("Number of intellectual property rights"),
    "search_filter.opener_kinds": _("Kind of opener"),
    "search_filter.scales": _("Scale"),
    "search_filter.fundings": _("Money from"),
    "search_frequency.at_once": _("Mail within minutes"),
    "search_frequency.daily": _("One mail a day"),
    "search_frequency.weekly": _("One mail a week, on Monday"),
    "search_frequency.inside": _("No mail, shown among the saved searches only"),
    "rule.searches_too_many": _("You keep %(most)s searches already, which is the limit. Delete one first."),
}
