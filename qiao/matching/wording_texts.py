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
    "verb.matching.match.grade": _("Grade a match"),
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
    "clock.matching.introduction.lapse": _("Answers of both sides"),
    "clock.matching.introduction.remind": _("News of the talks"),
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
    "rule.words_control_characters": _("The text holds characters that no text has. Type it again."),
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
    "match_fact.body": _("Description"),
    "match_verdict.agrees": _("agrees"),
    "match_verdict.near": _("is near"),
    "match_verdict.differs": _("differs"),
    "match_verdict.unknown": _("unknown"),
}

_GUIDED = {
    "guided.aspect.target": _("Target figure"),
    "guided.aspect.current": _("Present value"),
    "guided.aspect.material": _("Material or object"),
    "guided.aspect.process": _("Process"),
    "guided.aspect.condition": _("Condition of use"),
    "guided.aspect.base": _("What is there already"),
    "guided.aspect.ways": _("Way of cooperation"),
    "guided.aspect.budget": _("Budget"),
    "guided.question.target": _("Which figure is to be reached, and in which unit?"),
    "guided.question.current": _("How large is it at present?"),
    "guided.question.material": _("Which material, product or object is it about?"),
    "guided.question.process": _("In which process or step of work does it happen?"),
    "guided.question.condition": _("Under which conditions must it work?"),
    "guided.question.base": _("What do you have or do at present?"),
    "guided.question.ways": _("How would you work with the partner?"),
    "guided.question.budget": _("Roughly what may it cost?"),
    "guided.example.target": _("For example: pores from 0.3 mm found within 25 s"),
    "guided.example.current": _("For example: at present 0.8 mm"),
    "guided.example.material": _("For example: housings of aluminium alloy ADC12"),
    "guided.example.process": _("For example: inspection after high-pressure die casting"),
    "guided.example.condition": _("For example: in line, castings at 80 °C, dusty workshop"),
    "guided.example.base": _("For example: at present two people look at samples"),
    "guided.example.ways": _("For example: joint development"),
    "guided.example.budget": _("For example: a budget of 1 to 2 million yuan"),
}

_ADVICE = {
    "decline_advice.too_early": _(
        "State the level of maturity with its evidence, and what is still needed up to trial use: time, money, partner."
    ),
    "decline_advice.benefit_unclear": _(
        "Say in figures what a user gains: cost, yield, time or energy, compared with what is in use today."
    ),
    "decline_advice.route_unclear": _(
        "Describe the principle and the steps in a few sentences, and which equipment and materials they need."
    ),
    "decline_advice.description_unclear": _(
        "Rewrite the summary for a works engineer: the problem solved, the object, the conditions, the figures."
    ),
    "decline_advice.price": _(
        "Check the price range, offer a licence or payment by result, or name smaller first steps such as a trial."
    ),
    "decline_advice.already_solved": _(
        "Nothing is wrong with the record. Name the advantage over common solutions so that it is seen at once."
    ),
    "decline_advice.wrong_field": _(
        "Check technology field, industry and keywords, and limit the range of application to what is proven."
    ),
    "decline_advice.other": _("Read the remark in the introduction, and ask the technology manager of the zone."),
}

_INTRODUCTIONS = {
    "next_step.proposed": _("Both sides are asked whether they want to meet. Names and contacts are still hidden."),
    "next_step.demand_accepted": _("The demand side wants to meet. The answer of the supply side is awaited."),
    "next_step.supply_accepted": _("The supply side wants to meet. The answer of the demand side is awaited."),
    "next_step.introduced": _(
        "Both sides know each other. Get in touch, then note here that talks have begun, or report an outcome."
    ),
    "next_step.negotiating": _("Talks are under way. Report every outcome; it counts once the other side confirms it."),
    "next_step.outcome_claimed": _("One side has reported an outcome. The other side confirms or disputes it."),
    "next_step.confirmed": _("The outcome is confirmed and counts. Further outcomes can be reported."),
    "next_step.disputed": _("The other side says that it was not so. The outcome does not count; report it anew."),
    "next_step.declined": _("One side does not want to go on. The introduction is closed."),
    "next_step.lapsed": _("Nobody answered in time. The introduction is closed and can be proposed anew."),
    "next_step.withdrawn": _("The proposal was taken back. It can be proposed anew."),
    "explain.accept": _(
        "You agree that the two sides meet. Once the other side agrees too, each sees the name and the contact of the "
        "other."
    ),
    "explain.decline": _(
        "You do not want to go on; the introduction is closed for good. The other side reads your reason, but not "
        "your name."
    ),
    "explain.withdraw": _("The proposal is taken back before both sides have agreed. The reason stays in the course."),
    "explain.start_negotiation": _("The two sides have begun to talk. If nothing is heard for long, the zone asks."),
    "explain.claim_outcome": _(
        "The outcome counts in no figure until the other side has confirmed it. Only one report can wait at a time."
    ),
    "explain.retract_outcome": _("Your report is taken back and never counts. You can report anew afterwards."),
    "explain.confirm_outcome": _(
        "By confirming you say for your side that it was so, amount included. From then on it counts in the figures of "
        "the zone and cannot be taken back."
    ),
    "explain.dispute_outcome": _(
        "By disputing you say for your side that it was not so. It never counts. The other side reads your reason and "
        "can report anew."
    ),
}

TEXTS = {**_STATES, **_VERBS, **_REFUSALS, **_RULES, **_VALUES, **_GUIDED, **_ADVICE, **_INTRODUCTIONS}
