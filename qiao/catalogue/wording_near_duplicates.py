"""Texts of near duplicates."""

from django.utils.translation import gettext_lazy as _

from qiao.foundation.wording import Text

NEAR_DUPLICATE_TEXTS: dict[str, Text] = {
    "near_duplicate.same": _("The same"),
    "near_duplicate.nearly": _("Nearly the same"),
    "near_duplicate.passage": _("Shares a passage"),
    "refusal.near_duplicate_found": _(
        "Another record says nearly the same: %(others)s. If this is another thing, say why and submit again; if not, "
        "go on with the other."
    ),
    "refusal.near_duplicate_of_hidden": _(
        "Another unit's record, which you may not see, says nearly the same. If this is another thing, say why and "
        "submit again."
    ),
    "note.near_duplicates": _("%(number)s rows say nearly the same as another record or row of this file."),
    "note.near_duplicates_and_more": _(
        "%(number)s rows and more say nearly the same as another record or row of this file; not all were compared."
    ),
    "note.near_duplicate_row": _("Row %(row)s says nearly the same as row %(other)s (%(share)s %% alike)."),
    "note.near_duplicate_record": _(
        "Row %(row)s says nearly the same as %(other)s, which is there already (%(share)s %% alike)."
    ),
    "note.near_duplicate_hidden": _(
        "Row %(row)s says nearly the same as another unit's record, which you may not see."
    ),
    "rule_name.catalogue.near_duplicate.same_bp": _("From which likeness two texts count as the same"),
    "rule_name.catalogue.near_duplicate.near_bp": _("From which likeness two texts are nearly the same"),
    "rule_name.catalogue.near_duplicate.part_bp": _("Which part of a text in common is pointed out"),
    "rule_name.catalogue.near_duplicate.passage_characters": _("From which length a common passage is pointed out"),
}
