"""Texts of the codes of the matching room."""

from django.utils.translation import gettext_lazy as _

_STATES = {
    "state.matching.introduction.proposed": _("Proposed"),
    "state.matching.introduction.demand_accepted": _("Demand side has accepted"),
    "state.matching.introduction.supply_accepted": _("Supply side has accepted"),
    "state.matching.introduction.introduced": _("Introduced"),
    "state.matching.introduction.negotiating": _("Negotiating"),
    "state.matching.introduction.outcome_claimed": _("Outcome waits for confirmation"),
    "state.matching.introduction.confirmed": _("Outcome confirmed"),
    "state.matching.introduction.disputed": _("Outcome disputed"),
    "state.matching.introduction.declined": _("Declined"),
    "state.matching.introduction.lapsed": _("Lapsed without an answer"),
    "state.matching.introduction.withdrawn": _("Withdrawn"),
    "state.matching.commission.commissioned": _("Commissioned"),
    "state.matching.commission.compiled": _("Compiled"),
    "state.matching.commission.delivered": _("Delivered"),
    "state.matching.commission.closed": _("Closed"),
    "state.matching.commission.cancelled": _("Cancelled"),
}

_VERBS = {
    "verb.matching.run.start": _("Match the lists"),
    "verb.matching.run.finish": _("Finish the matching"),
    "verb.matching.introduction.propose": _("Propose an introduction"),
    "verb.matching.introduction.accept_for_demand": _("Accept for the demand side"),
    "verb.matching.introduction.accept_for_supply": _("Accept for the supply side"),
    "verb.matching.introduction.decline_for_demand": _("Decline for the demand side"),
    "verb.matching.introduction.decline_for_supply": _("Decline for the supply side"),
    "verb.matching.introduction.withdraw": _("Withdraw the proposal"),
    "verb.matching.introduction.start_negotiation": _("Note that talks have begun"),
    "verb.matching.introduction.claim_outcome": _("Report an outcome"),
    "verb.matching.introduction.retract_outcome": _("Take the report back"),
    "verb.matching.introduction.confirm_outcome": _("Confirm the outcome"),
    "verb.matching.introduction.dispute_outcome": _("Dispute the outcome"),
    "verb.matching.introduction.lapse": _("Let lapse"),
    "verb.matching.introduction.remind": _("Ask after the negotiation"),
    "verb.matching.commission.place": _("Commission a supply list"),
    "verb.matching.commission.compile": _("Compile the list"),
    "verb.matching.commission.check_item": _("Note a check"),
    "verb.matching.commission.draw_edition": _("Draw the edition"),
    "verb.matching.commission.deliver": _("Deliver"),
    "verb.matching.commission.record_adoption": _("Report on adoption"),
    "verb.matching.commission.close": _("Close"),
    "verb.matching.commission.cancel": _("Cancel"),
}

_REFUSALS = {
    "refusal.run_already_finished": _("This matching run is already finished. Start a new one."),
    "refusal.no_matching_yet": _("Demands have not been matched with achievements yet. Run the matching first."),
    "refusal.record_no_longer_open": _("One of the two records is not published. Publish or renew it first."),
    "refusal.records_of_two_zones": _("The two records belong to different zones. Choose records of one zone."),
    "refusal.one_party_on_both_sides": _("The same organisation stands on both sides. Choose another record."),
    "refusal.kept_from_counterparty": _(
        "One record is shown to chosen parties only and the other side is not among them. Ask its owner to add it."
    ),
    "refusal.already_introduced": _("These two records are already being introduced. Continue there."),
    "refusal.word_of_absent_side_needed": _(
        "This side is not on the platform. Write how and when it gave its answer, then try again."
    ),
    "refusal.outcome_already_confirmed": _("An outcome of this kind is already confirmed. Report another kind."),
    "refusal.supply_list_is_empty": _("No achievement meets the conditions. Widen the criteria or compile again."),
    "refusal.item_not_checked": _("An item has not been checked yet. Check every item first."),
    "refusal.item_check_too_old": _("The check of an item is too old. Check it again first."),
    "refusal.edition_already_drawn": _(
        "An edition of this list exists. Discard or withdraw it before the items are changed."
    ),
    "refusal.edition_not_issued": _("The edition of this list is not issued yet. Issue it first."),
    "refusal.item_no_longer_public": _("Item %(position)s is no longer public. Compile the list again."),
}

_RULES = {
    "rule.unknown_choice": _("This is none of the possible values: %(choices)s. Choose one of them."),
    "rule.text_for_other": _('The reason "other" needs a text. Write what the reason is.'),
    "rule.contract_amount_needed": _("A contract needs an amount above zero. Enter it in yuan."),
    "rule.amount_only_for_contract": _("Only a contract has an amount. Leave it empty or choose contract."),
    "rule.one_need_and_one_offer": _("Name one demand or one scenario, and one achievement."),
    "rule.words_too_many": _("The text is longer than %(most)s characters. Shorten it."),
    "rule.date_in_the_past": _("The day has passed. Choose today or a later day."),
    "rule.date_in_the_future": _("The day is still to come. Choose today or an earlier day."),
    "rule.outside_range": _("The value must lie between %(least)s and %(most)s."),
    "rule.unknown_record": _("There is no such record in this zone. Choose one of the zone's records."),
}

_VALUES = {
    "decline.too_early": _("Too early"),
    "decline.benefit_unclear": _("Benefit unclear"),
    "decline.route_unclear": _("Technical route unclear"),
    "decline.description_unclear": _("Description unclear"),
    "decline.price": _("Price"),
    "decline.already_solved": _("Already solved"),
    "decline.wrong_field": _("Wrong field"),
    "decline.other": _("Other"),
    "outcome.contact": _("First contact"),
    "outcome.visit": _("Visit"),
    "outcome.trial": _("Trial"),
    "outcome.intent": _("Letter of intent"),
    "outcome.contract": _("Contract"),
    "outcome_answer.confirmed": _("Confirmed"),
    "outcome_answer.disputed": _("Disputed"),
    "outcome_answer.retracted": _("Taken back"),
    "side.demand": _("Demand side"),
    "side.supply": _("Supply side"),
    "adoption.no_need": _("No need"),
    "adoption.watching": _("Watching"),
    "adoption.negotiating": _("In talks"),
    "adoption.intent": _("Intent"),
    "adoption.signed": _("Signed"),
    "match_level.strong": _("Strong match"),
    "match_level.fair": _("Fair match"),
    "match_level.weak": _("Weak match"),
    "match_level.none": _("Nothing suitable"),
    "direction.demand_to_achievements": _("Achievements for demands"),
    "direction.achievement_to_demands": _("Demands for achievements"),
    "direction.scenario_to_achievements": _("Achievements for scenarios"),
    "match_fact.field": _("Technology field"),
    "match_fact.industry": _("Industry"),
    "match_fact.maturity": _("Maturity"),
    "match_fact.region": _("Region"),
    "match_fact.ways": _("Ways of cooperation"),
    "match_verdict.agrees": _("agrees"),
    "match_verdict.near": _("is near"),
    "match_verdict.differs": _("differs"),
    "match_verdict.unknown": _("unknown"),
}

TEXTS = {**_STATES, **_VERBS, **_REFUSALS, **_RULES, **_VALUES}
