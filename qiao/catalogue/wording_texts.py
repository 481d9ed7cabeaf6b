"""Texts of the codes of the catalogue; those of the editions are beside them."""

from django.utils.translation import gettext_lazy as _

_STATES = {
    "state.catalogue.demand.draft": _("Draft"),
    "state.catalogue.demand.submitted": _("Submitted"),
    "state.catalogue.demand.screened": _("Screened"),
    "state.catalogue.demand.diagnosed": _("Diagnosed"),
    "state.catalogue.demand.published": _("Published"),
    "state.catalogue.demand.matching": _("Being matched"),
    "state.catalogue.demand.contracted": _("Contracted"),
    "state.catalogue.demand.solved": _("Solved"),
    "state.catalogue.demand.merged": _("Merged"),
    "state.catalogue.demand.withdrawn": _("Withdrawn"),
    "state.catalogue.demand.expired": _("Expired"),
    "state.catalogue.achievement.draft": _("Draft"),
    "state.catalogue.achievement.submitted": _("Submitted"),
    "state.catalogue.achievement.published": _("Published"),
    "state.catalogue.achievement.converted": _("Converted"),
    "state.catalogue.achievement.withdrawn": _("Withdrawn"),
    "state.catalogue.achievement.expired": _("Expired"),
    "state.catalogue.scenario.collected": _("Collected"),
    "state.catalogue.scenario.reviewed": _("Reviewed"),
    "state.catalogue.scenario.published": _("Published"),
    "state.catalogue.scenario.applied": _("Applied for"),
    "state.catalogue.scenario.selected": _("Selected"),
    "state.catalogue.scenario.testing": _("Testing"),
    "state.catalogue.scenario.verified": _("Verified"),
    "state.catalogue.scenario.failed": _("Test failed"),
    "state.catalogue.scenario.scaled": _("Scaled up"),
    "state.catalogue.scenario.closed": _("Closed"),
}

_VERBS = {
    "rule_name.catalogue.demand.validity_months": _("How long a published demand stays open"),
    "rule_name.catalogue.achievement.validity_months": _("How long a published achievement stays open"),
    "rule_name.catalogue.scenario.validity_months": _("How long a published scenario stays open"),
    "rule_name.catalogue.demand.review_days": _("Within how many working days a submitted demand is screened"),
    "rule_name.catalogue.achievement.review_days": _(
        "Within how many working days a submitted achievement is reviewed"
    ),
    "rule_name.catalogue.scenario.review_days": _("Within how many working days a submitted scenario is reviewed"),
    "verb.catalogue.demand.draft": _("Write a draft"),
    "verb.catalogue.demand.revise": _("Revise"),
    "verb.catalogue.demand.assign_manager": _("Put a manager in charge"),
    "verb.catalogue.demand.disclose_to": _("Choose who may see it"),
    "verb.catalogue.demand.submit": _("Submit for screening"),
    "verb.catalogue.demand.admit": _("Admit from an official list"),
    "verb.catalogue.demand.accept": _("Accept"),
    "verb.catalogue.demand.merge": _("Merge into another"),
    "verb.catalogue.demand.diagnose": _("Diagnose"),
    "verb.catalogue.demand.publish": _("Publish"),
    "verb.catalogue.demand.start_matching": _("Begin matching"),
    "verb.catalogue.demand.reopen": _("Put back on the list"),
    "verb.catalogue.demand.contract": _("Record a contract"),
    "verb.catalogue.demand.solve": _("Record as solved"),
    "verb.catalogue.demand.withdraw": _("Withdraw"),
    "verb.catalogue.demand.renew": _("Renew"),
    "verb.catalogue.demand.escalate": _("Report overdue screening"),
    "verb.catalogue.demand.expire": _("Let lapse"),
    "clock.catalogue.demand.escalate": _("Screening"),
    "clock.catalogue.demand.expire": _("Validity"),
    "verb.catalogue.demand.return": _("Return"),
    "verb.catalogue.achievement.draft": _("Write a draft"),
    "verb.catalogue.achievement.revise": _("Revise"),
    "verb.catalogue.achievement.assign_manager": _("Put a manager in charge"),
    "verb.catalogue.achievement.disclose_to": _("Choose who may see it"),
    "verb.catalogue.achievement.submit": _("Submit for review"),
    "verb.catalogue.achievement.admit": _("Admit from an official list"),
    "verb.catalogue.achievement.publish": _("Publish"),
    "verb.catalogue.achievement.convert": _("Record the conversion"),
    "verb.catalogue.achievement.withdraw": _("Withdraw"),
    "verb.catalogue.achievement.renew": _("Renew"),
    "verb.catalogue.achievement.escalate": _("Report overdue review"),
    "verb.catalogue.achievement.expire": _("Let lapse"),
    "clock.catalogue.achievement.escalate": _("Review"),
    "clock.catalogue.achievement.expire": _("Validity"),
    "verb.catalogue.achievement.return": _("Return"),
    "verb.catalogue.scenario.draft": _("Write a draft"),
    "verb.catalogue.scenario.revise": _("Revise"),
    "verb.catalogue.scenario.assign_manager": _("Put a manager in charge"),
    "verb.catalogue.scenario.disclose_to": _("Choose who may see it"),
    "verb.catalogue.scenario.review": _("Confirm the review"),
    "verb.catalogue.scenario.admit": _("Admit from an official list"),
    "verb.catalogue.scenario.publish": _("Publish"),
    "verb.catalogue.scenario.apply": _("Apply"),
    "verb.catalogue.scenario.select": _("Select an applicant"),
    "verb.catalogue.scenario.start_test": _("Begin the test"),
    "verb.catalogue.scenario.verify": _("Confirm success"),
    "verb.catalogue.scenario.fail": _("Record failure"),
    "verb.catalogue.scenario.scale": _("Record use at scale"),
    "verb.catalogue.scenario.close": _("Close"),
    "verb.catalogue.scenario.escalate": _("Report overdue review"),
    "verb.catalogue.scenario.expire": _("Let lapse"),
    "clock.catalogue.scenario.escalate": _("Review"),
    "clock.catalogue.scenario.expire": _("Validity"),
    "verb.catalogue.scenario.return": _("Return"),
}

# Done by the platform itself, after news of the parties.
_FOLLOWING = {
    "verb.catalogue.listing.refresh_texts": _("Mask by the present name of the organisation"),
    "verb.catalogue.party_key.follow_in_lists": _("Follow a merge in lists of organisations"),
    "verb.catalogue.party_key.follow_in_imports": _("Follow a merge in what was imported"),
    "verb.catalogue.party_key.put_back": _("Take back what followed a merge"),
    "note.changed_since_merge": _("Not put back: it was changed after the merge"),
}

_REFUSALS = {
    "refusal.description_missing": _("Title or description is missing. Fill in both."),
    "refusal.classified_material": _(
        "The text bears a mark of state secrecy. Take it out: classified material may not be kept here."
    ),
    "refusal.validity_is_over": _("The validity has ended. Set a later date, then try again."),
    "refusal.record_is_closed": _("The record is closed and cannot be changed any more."),
    "refusal.disclosure_is_not_targeted": _(
        "Only a record of targeted disclosure has a list of organisations. Change the disclosure level first."
    ),
    "refusal.merge_into_itself": _("A record cannot be merged into itself. Choose another."),
    "refusal.merge_into_other_zone": _("The other record belongs to another zone. Choose one of this zone."),
    "refusal.merge_into_closed": _(
        "The other record is a draft or already closed. Choose one that is under review or published."
    ),
    "refusal.already_applied": _("Your organisation has applied already."),
    "refusal.no_applicant": _("This organisation has not applied. Choose one of the applicants."),
}

_RULES = {
    "rule.listing_too_many": _("There are %(number)s entries, at most %(most)s are kept. Take some out."),
    "rule.listing_unknown_code": _("The value is not in the list. Choose one of: %(allowed)s."),
    "rule.listing_industry_pattern": _(
        "The industry is a GB/T 4754 code of 2 to 4 digits without the letter. Correct it."
    ),
    "rule.listing_region_pattern": _("The region is a GB/T 2260 code of 6 digits. Correct it."),
    "rule.listing_indicator_without_name": _("An indicator needs a name. Fill it in or remove the indicator."),
    "rule.listing_maturity_range": _("The maturity is a whole number from 1 to 9 (GB/T 22900). Correct it."),
    "rule.listing_price_order": _("The highest price is below the lowest. Exchange or correct them."),
    "rule.listing_amount_negative": _("The amount is negative. Enter 0 or more."),
    "rule.listing_months_too_few": _("The period has at least 1 month. Correct it."),
    "rule.listing_months_too_many": _("The period has at most %(most)s months. Correct it."),
    "rule.listing_date_over": _("The date has passed. Choose a later one."),
    "rule.listing_no_technology_manager": _(
        "The person is no technology manager of this zone today. Choose another, or give the role first."
    ),
    "rule.listing_unknown_organisation": _("There is no such organisation. Choose one of the list."),
}

_CLARITY = {
    "clarity.component.title": _("Title"),
    "clarity.question.title": _(
        "What exactly is to be solved? Name object and problem in the title, in 8 characters or more."
    ),
    "clarity.component.content": _("Description"),
    "clarity.question.content": _(
        "What is the situation, what has been tried, what must the result do? Write 120 characters or more."
    ),
    "clarity.component.precision": _("Precision"),
    "clarity.question.precision": _(
        "Which figures stand behind words such as improve, optimise, intelligent, advanced? Give one in each sentence."
    ),
    "clarity.component.indicator_targets": _("Target values"),
    "clarity.question.indicator_targets": _(
        "Which technical indicators must be reached? Give each a target value with a figure."
    ),
    "clarity.component.indicator_currents": _("Present values"),
    "clarity.question.indicator_currents": _("What is the present value of each indicator?"),
    "clarity.component.indicator_units": _("Units"),
    "clarity.question.indicator_units": _("In which unit is each indicator measured?"),
    "clarity.component.budget": _("Budget"),
    "clarity.question.budget": _("What may the solution cost? Choose a budget range instead of negotiable."),
    "clarity.component.deadline": _("Deadline"),
    "clarity.question.deadline": _("By when must the solution be there?"),
    "clarity.component.ways": _("Ways of cooperation"),
    "clarity.question.ways": _("How would you work with the partner?"),
    "clarity.component.existing_base": _("Existing base"),
    "clarity.question.existing_base": _("What equipment, people and earlier results do you already have?"),
    "clarity.component.urgency": _("Urgency"),
    "clarity.question.urgency": _("How urgent is it?"),
    "clarity.component.partner_requirements": _("Requirements for the partner"),
    "clarity.question.partner_requirements": _("What must the partner bring with him?"),
    "clarity.component.rights_wish": _("Ownership of the result"),
    "clarity.question.rights_wish": _("Who is to own the intellectual property of the result?"),
    "clarity.component.field": _("High-technology field"),
    "clarity.question.field": _("To which of the eight high-technology fields does it belong?"),
    "clarity.component.industry": _("Industry"),
    "clarity.question.industry": _("To which industry (GB/T 4754) does it belong?"),
}

TEXTS = {**_STATES, **_VERBS, **_FOLLOWING, **_REFUSALS, **_RULES, **_CLARITY}
