"""Texts of the codes that list editions use."""

from django.utils.translation import gettext_lazy as _

EDITION_TEXTS = {
    "state.catalogue.edition.draft": _("Draft"),
    "state.catalogue.edition.submitted": _("Submitted for approval"),
    "state.catalogue.edition.approved": _("Approved"),
    "state.catalogue.edition.issued": _("Issued"),
    "state.catalogue.edition.withdrawn": _("Withdrawn"),
    "state.catalogue.edition.discarded": _("Discarded"),
    "verb.catalogue.edition.compile": _("Compile a list edition"),
    "verb.catalogue.edition.recompile": _("Compile the list anew"),
    "verb.catalogue.edition.submit": _("Submit for approval"),
    "verb.catalogue.edition.return": _("Send back to the compiler"),
    "verb.catalogue.edition.approve": _("Approve"),
    "verb.catalogue.edition.issue": _("Issue"),
    "verb.catalogue.edition.withdraw": _("Withdraw"),
    "verb.catalogue.edition.discard": _("Discard"),
    "edition_kind.demands": _("Technology demands"),
    "edition_kind.scenarios": _("Application scenarios"),
    "edition_kind.supply": _("Customised supply of achievements"),
    "edition_change.added": _("Added"),
    "edition_change.changed": _("Changed"),
    "edition_change.removed": _("Removed"),
    "refusal.edition_is_empty": _("The list has no items. Compile it with other criteria."),
    "refusal.edition_items_no_longer_public": _(
        "Items of the list were closed or hidden from the public since it was compiled. Compile the list anew."
    ),
    "refusal.supply_list_has_its_commission": _(
        "The items of a customised supply list come from its commission. Compile the commission anew."
    ),
    "rule.edition_kind_unknown": _("A list is compiled of demands or of scenarios. Choose one of them."),
    "rule.edition_kind_is_fixed": _("The draft is a list of %(kind)s. Compile another draft for another kind."),
    "rule.edition_field_unknown": _("The field must be one of the eight hi-tech fields, 1 to 8."),
    "rule.edition_code_beginning": _("Give the beginning of a code: at most %(longest)s digits."),
    "rule.edition_clarity_range": _("The lowest clarity is a number from 0 to 100."),
    "rule.edition_clarity_for_demands_only": _("Only demands have a clarity. Leave it at 0 for scenarios."),
    "rule.edition_code_not_listed": _(
        "No record of this code is open to the public and fits the other criteria. Take the code out or change them."
    ),
    "rule.edition_paragraph_empty": _("A paragraph of the notice is empty. Fill it in or remove it."),
    "rule.item_without_code": _("A record has no item code. Publish it first."),
    "rule.item_without_title": _("A record has no title. Give it one first."),
    "rule.item_code_twice": _("Two records have the same item code. Only one of them can be listed."),
    "rule.edition_text_too_long": _("The text has %(length)s characters; at most %(most)s are allowed. Shorten it."),
    "rule.edition_number_impossible": _(
        "No number can be formed: %(part)s does not fit. The zone's short name must be 2 to 12 Chinese characters, "
        "and a series ends at its last serial of the year."
    ),
}
