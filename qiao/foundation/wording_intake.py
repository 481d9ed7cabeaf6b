"""Texts of imports: states, verbs, refusals of files and rows, and notes."""

from django.utils.translation import gettext_lazy as _

from qiao.foundation.wording import Text

TEXTS: dict[str, Text] = {
    "import.kind.catalogue.achievement": _("Achievements"),
    "import.kind.catalogue.demand": _("Technology demands"),
    "import.kind.catalogue.scenario": _("Application scenarios"),
    "import.kind.parties.organisation": _("Organisations"),
    "import.kind.parties.person": _("People"),
    "import.outcome.added": _("new"),
    "import.outcome.changed": _("changed"),
    "import.outcome.same": _("same"),
    "wizard.rule.column_missing": _(
        "The column “%(heading)s” is missing on sheet %(sheet)s; found: %(found)s. "
        "Choose the header that stands for it, or fill in the template."
    ),
    "wizard.note.column_left_out_near": _(
        "The column “%(header)s” is not known and was left out. Is “%(near)s” meant? Then choose it among the columns."
    ),
    "state.foundation.import.previewed": _("Previewed"),
    "state.foundation.import.applied": _("Applied"),
    "state.foundation.import.discarded": _("Discarded"),
    "verb.foundation.import.preview": _("Preview an import"),
    "verb.foundation.import.apply": _("Apply an import"),
    "verb.foundation.import.discard": _("Discard an import"),
    "clock.foundation.import.discard": _("To be applied"),
    "verb.foundation.import.save_mapping": _("Save the columns of a source"),
    "field.foundation.importbatch.mapping": _("Columns"),
    "field.foundation.importbatch.kind": _("Kind of list"),
    "field.foundation.importbatch.source": _("Source"),
    "field.foundation.importbatch.admit": _("Enter as published"),
    "refusal.no_good_rows": _("No row of the file can be taken. Correct the rows with problems and preview again."),
    "refusal.rows_with_problems": _(
        "%(count)s rows cannot be taken, so nothing was taken. Correct them, or take the good rows only."
    ),
    "refusal.import_broke": _(
        "The list could not be worked through because of an error of the platform; nothing was changed. Try again, and "
        "tell the operator of the platform if it happens again."
    ),
    "refusal.file_altered_in_store": _(
        "The stored file %(file)s is no longer what was uploaded. Nothing was changed; upload the list again."
    ),
    "refusal.no_rows": _(
        "There are no rows below the header (sheet %(sheet)s, row %(row)s). Fill the list in and send it again."
    ),
    "refusal.classified_name": _(
        "The file name bears a mark of state secrecy; nothing of the file was kept. "
        "Take the file off this machine and hand it to the secrecy office (保密办)."
    ),
    "rule.column_missing": _(
        "The column “%(heading)s” is missing on sheet %(sheet)s; found: %(found)s. "
        "Name the column that stands for it with --mapping, or fill in the list that `qiao template` writes."
    ),
    "rule.unknown_column": _("There is no such column, or it is chosen twice. Choose each column of the list once."),
    "rule.no_such_column": _("There is no such column. Choose among: %(columns)s."),
    "rule.column_chosen_twice": _("The columns %(headers)s of the file stand for it at once. Choose one of them."),
    "rule.unknown_import_kind": _("Lists of this kind cannot be imported. Choose one of: %(kinds)s."),
    "rule.kind_not_admitted": _("Lists of this kind have no publication. Leave “enter as published” out."),
    "rule.formula_cell": _("The cell holds a formula, which is never calculated here. Replace it by its value."),
    "rule.merged_cell": _(
        "The cell is merged with another that holds the content. Undo the merge and fill the cell in on every row."
    ),
    "rule.not_a_record": _(
        "The row holds a total, a signature or a remark, not a record. Delete it from the list; nothing is lost by it."
    ),
    "rule.imprecise_number": _(
        "The number has lost digits when the file was saved. Format the column as text and enter all digits again."
    ),
    "rule.cell_beyond_header": _(
        "The row has content beside its %(headers)s columns. Quote the cell that holds the separator, or delete it."
    ),
    "rule.double_value": _(
        "The value stands already in row %(row)s (sheet %(sheet)s). Each may stand once: delete or correct one row."
    ),
    "rule.double_row": _(
        "The row says the same as row %(row)s (sheet %(sheet)s). Delete it, or give both an external number."
    ),
    "rule.too_long": _("The text has %(length)s characters; at most %(limit)s are kept. Shorten it."),
    "rule.not_in_list": _("“%(part)s” is not in the list. Choose from: %(allowed)s."),
    "rule.money_not_a_number": _("The amount is no number. Write it in 万元 with digits only, for example 12.5."),
    "rule.money_too_precise": _("The amount has parts of a fen. Write at most 6 decimals of 万元."),
    "rule.money_too_large": _("The amount is too large to be kept. Check the unit: it is 万元."),
    "rule.negative_amount": _("The amount is below 0. Write an amount of at least 0."),
    "rule.not_a_date": _("This is no day of the calendar. Write it like 2026-12-31."),
    "rule.not_a_whole_number": _("This is no whole number. Write digits only."),
    "rule.out_of_range": _("The number lies outside %(lowest)s to %(highest)s. Correct it."),
    "rule.not_an_email": _("This is no e-mail address. Write it like name@example.org."),
    "note.sheet_without_columns": _("Sheet %(sheet)s was not read: it lacks the columns %(columns)s."),
    "note.column_left_out": _("The column “%(header)s” is not known and was left out."),
    "note.column_left_out_near": _(
        "The column “%(header)s” is not known and was left out. Is “%(near)s” meant? Then name it in --mapping."
    ),
    "note.column_taken": _(
        "The column “%(header)s” was left out: “%(used)s” stands for %(column)s already. Keep one of the two."
    ),
}
