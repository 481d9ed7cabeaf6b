"""Texts of the codes of the parties room."""

from django.utils.translation import gettext_lazy as _

from qiao.foundation.wording import Text

TEXTS: dict[str, Text] = {
    "verb.parties.zone.found": _("Found a zone"),
    "verb.parties.zone.rename": _("Change the names of a zone"),
    "verb.parties.organisation.register": _("Register an organisation"),
    "verb.parties.organisation.revise": _("Revise an organisation"),
    "verb.parties.organisation.merge": _("Merge duplicate organisations"),
    "verb.parties.organisation.undo_merge": _("Undo a merge of organisations"),
    "verb.parties.person.register": _("Register a person"),
    "verb.parties.person.revise": _("Revise a person"),
    "verb.parties.person.merge": _("Merge duplicate people"),
    "verb.parties.person.undo_merge": _("Undo a merge of people"),
    "verb.parties.holding.grant": _("Grant a role"),
    "verb.parties.holding.end": _("End a role"),
    "verb.parties.user.open": _("Open an account"),
    "verb.parties.token.issue": _("Issue an access token"),
    "verb.parties.token.revoke": _("Revoke an access token"),
    "denied.token_unknown": _("There is no such access token. Copy it again in full, or issue a new one."),
    "denied.token_revoked": _("This access token was revoked. Issue a new one."),
    "denied.token_expired": _("This access token worked until %(expires_on)s. Issue a new one."),
    "denied.account_closed": _("The account behind this access token is closed. Ask the administrator to open it."),
    "refusal.token_revoked_already": _("This access token was revoked already."),
    "rule.token_scope_needed": _("A token without a scope can do nothing. Choose at least one scope."),
    "rule.token_scope_unknown": _("There is no scope of this name. Choose from: %(allowed)s."),
    "rule.token_day_over": _("This day is over; today is %(today)s. Choose today or a later day."),
    "rule.token_lasts_too_long": _("A token works until %(latest)s at most. Choose this day or an earlier one."),
    "denied.second_factor_needed": _(
        "Nobody acts under this role without a second step of signing in. "
        "Sign in on the pages and set one up under “My account”; then the token works again."
    ),
    "denied.holding_not_in_force": _("This role has not begun or has ended. Choose another of your roles."),
    "denied.no_such_zone": _("There is no such zone."),
    "refusal.administrator_exists": _(
        "The zone has an administrator already. Let that person grant the role to others."
    ),
    "refusal.party_was_merged": _("This record was merged into another. Use that one, or undo the merge."),
    "refusal.party_merge_with_itself": _("A record cannot be merged with itself. Choose two different ones."),
    "refusal.different_credit_codes": _(
        "The two have different credit codes, so they are two organisations. Correct the wrong code first."
    ),
    "refusal.different_identities": _(
        "The two have different identity numbers, so they are two people. Correct the wrong number first."
    ),
    "refusal.merge_undone_already": _("This merge was undone already."),
    "refusal.kept_record_merged_on": _(
        "The record that was kept has itself been merged since. Undo that later merge first."
    ),
    "refusal.credit_code_used_since": _(
        "“%(name)s” has been given the credit code of the merged record since. Correct that code first."
    ),
    "refusal.holding_ended": _("This role has ended already."),
    "refusal.has_account": _("This person has an account already."),
    "rule.zone_code_taken": _("There is a zone with this code already. Choose another code."),
    "rule.issuer_pattern": _(
        "The short name in document numbers has 2 to 12 Chinese characters. Shorten or correct it."
    ),
    "rule.credit_code_kind_differs": _(
        "The first two characters of the credit code belong to another kind of organisation. Compare both with the "
        "certificate."
    ),
    "rule.not_an_organisation_of_the_zone": _(
        "The register of the zone has no such organisation. Choose one of the list, or register it first."
    ),
    "rule.identity_known": _("“%(name)s” has this identity number already. Revise that person instead."),
    "rule.unknown_role": _("There is no role of this name. Choose from: %(allowed)s."),
    "rule.editor_needs_organisation": _("An editor speaks for an organisation. Choose the organisation."),
    "rule.ends_before_start": _("The last day lies before the first, %(starts_on)s. Correct one of them."),
    "rule.ends_too_early": _("The role cannot end before %(earliest)s. Choose this day or a later one."),
    "rule.ends_after_present_end": _(
        "The role ends on %(ends_on)s already. Choose an earlier day, or grant the role anew from then on."
    ),
    "rule.holding_exists": _(
        "The person holds this role already, since %(starts_on)s. Choose days that do not overlap."
    ),
    "rule.username_pattern": _("An account name has letters, digits and @ . + - _ only. Correct it."),
    "rule.username_taken": _("Another account has this name. Choose another one."),
    "duplicate.same_credit_code": _("The same credit code"),
    "duplicate.same_identity": _("The same identity number"),
    "duplicate.same_email": _("The same e-mail address"),
    "duplicate.same_name_and_organisation": _("The same name in the same organisation"),
    "duplicate.same_name": _("The same name but for the form of the company"),
    "duplicate.similar_name": _("A similar name in the same region"),
    "field.parties.organisation.name": _("Name"),
    "field.parties.organisation.credit_code": _("Unified social credit code"),
    "field.parties.organisation.kind": _("Kind"),
    "field.parties.organisation.region": _("Region"),
    "field.parties.organisation.industry": _("Industry"),
    "field.parties.organisation.field": _("Hi-tech field"),
    "field.parties.organisation.size": _("Size"),
    "field.parties.organisation.qualifications": _("Qualifications"),
    "field.parties.organisation.profile": _("Profile"),
    "field.parties.organisation.contact": _("Contact"),
    "field.parties.person.name": _("Full name"),
    "field.parties.person.organisation": _("Organisation"),
    "field.parties.person.title": _("Professional title"),
    "field.parties.person.fields": _("Fields"),
    "field.parties.person.speciality": _("Speciality"),
    "field.parties.person.email": _("E-mail"),
    "field.parties.person.resident_id": _("Identity number"),
    "field.parties.holding.person": _("Person"),
    "field.parties.holding.role": _("Role"),
    "field.parties.holding.organisation": _("Organisation"),
    "field.parties.holding.starts_on": _("First day"),
    "field.parties.holding.ends_on": _("Last day"),
    "field.parties.user.username": _("Account name"),
    "field.parties.zone.code": _("Code"),
    "field.parties.zone.name": _("Name"),
    "field.parties.zone.issuer": _("Short name in document numbers"),
    "field.parties.zone.office": _("Zone office"),
    "field.parties.zone.region": _("Region"),
    "field.parties.zone.contact": _("Contact"),
}
