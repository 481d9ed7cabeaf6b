"""Texts of the foundation's codes."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "role.zone_operator": _("Zone operator"),
    "role.organisation_editor": _("Organisation editor"),
    "role.technology_manager": _("Technology manager"),
    "role.expert": _("Expert"),
    "role.department": _("Competent department"),
    "role.supervisor": _("Supervisor (read)"),
    "role.auditor": _("Auditor (read all)"),
    "role.platform_admin": _("Platform administrator"),
    "role.public": _("Public"),
    "role.system": _("System"),
    "refusal.not_in_this_state": _("This step does not exist in the present state."),
    "refusal.reason_needed": _("This step needs a reason. Write why, then try again."),
    "refusal.changed_meanwhile": _("Somebody else has changed this meanwhile. Load it again and repeat the step."),
    "denied.no_right": _("Your present role has no right to do this here."),
    "denied.no_such_object": _("There is no such object."),
    "rule.required": _("A value is required. Fill it in."),
    "rule.unknown_rule": _("There is no rule of this name. Choose one of the list."),
    "rule.wrong_kind": _("The value must be of the kind %(kind)s."),
    "rule.rule_has_value_that_day": _("The rule already has a value from this day on. Choose another first day."),
    "rule.date_outside_year": _("The date lies outside the year %(year)s. Correct the date or the year."),
    "refusal.calendar_year_missing": _(
        "The working-day calendar of %(year)s is not loaded. Import it from the official notice, then try again."
    ),
    "rule.calendar_date_unreadable": _("Row %(row)s: write the date as YYYY-MM-DD."),
    "rule.calendar_date_twice": _("Row %(row)s: this date stands in the file twice. Delete one of the rows."),
    "rule.calendar_is_workday_unreadable": _("Row %(row)s: write 1 for a working day or 0 for a day off."),
    "rule.calendar_name_missing": _("Row %(row)s: name the holiday or the shift."),
    "finding.row_altered": _("audit row is not what was written"),
    "finding.row_missing": _("audit row is gone"),
    "finding.seal_missing": _("link of the chain is gone"),
    "finding.seal_link_broken": _("link does not follow from the one before"),
    "finding.seal_altered": _("link is not what was sealed"),
    "finding.record_altered": _("record differs from its recorded changes"),
    "finding.record_missing": _("record is gone although nobody removed it"),
    "finding.record_without_audit": _("record was written past the platform"),
    "verb.foundation.rule.set": _("Set a rule"),
    "verb.foundation.calendar.load": _("Load a calendar year"),
}
