"""Texts of what is wrong with lists of graded pairs."""

from django.utils.translation import gettext_lazy as _

LEARNING_TEXTS = {
    "rule.graded_column_missing": _("The file has no such column; its first row reads: %(found)s. Add the column."),
    "rule.graded_file_blank": _("The file has no header row. It must begin with: %(columns)s."),
    "rule.graded_key_twice": _("Two rows have this number. Give each record one of its own."),
    "rule.graded_key_unknown": _("%(list)s has no such number. Correct it, or add the record to that file."),
    "rule.graded_level_wrong": _("A grade is 1, 2, 3 or 4. Correct the grade or delete the row."),
    "rule.graded_more": _(
        "There are %(number)s more faults of this kind in the file. Mend those named, then run again."
    ),
}
