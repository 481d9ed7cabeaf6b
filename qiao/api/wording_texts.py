"""Texts of the codes of the interface for programs."""

from django.utils.translation import gettext_lazy as _

from qiao.foundation.wording import Text

TEXTS: dict[str, Text] = {
    "problem.400": _("The request cannot be read"),
    "problem.401": _("No valid access token"),
    "problem.403": _("Not allowed"),
    "problem.404": _("Not found"),
    "problem.405": _("This method does not exist here"),
    "problem.409": _("Not possible now"),
    "problem.413": _("The request is too large"),
    "problem.415": _("This form of content is not taken"),
    "problem.422": _("The input breaks rules"),
    "problem.429": _("Too many requests"),
    "problem.500": _("An error of the platform"),
    "problem.503": _("Not available at the moment"),
    "denied.token_needed": _(
        "This needs an access token. Send the header “Authorization: Bearer …” with a token of yours."
    ),
    "denied.token_header_unreadable": _("The header Authorization must read “Bearer”, a blank and the token."),
    "denied.scope_missing": _("The token lacks the scope %(scope)s. Issue a token that has it."),
    "denied.no_such_address": _("There is no such address. The description lists all of them: /api/v1/docs."),
    "refusal.request_malformed": _("The content is no valid JSON in UTF-8. Correct it and send it again."),
    "refusal.form_malformed": _("The form cannot be read. Send it as multipart/form-data."),
    "refusal.method_not_allowed": _("Use one of these methods: %(allowed)s."),
    "refusal.media_type_not_taken": _("Send the content as %(wanted)s, and say so in the header Content-Type."),
    "refusal.request_too_large": _("Send less at once."),
    "refusal.too_many_requests": _("At most %(limit)s requests a minute. Try again in %(seconds)s seconds."),
    "refusal.database_busy": _("The platform is busy. Nothing was changed. Try again in a moment."),
    "refusal.key_in_progress": _("A request with this key is still being worked on. Try again in a moment."),
    "refusal.stored_file_altered": _(
        "The stored file is not what was stored and is not handed out. Tell the operator of the zone."
    ),
    "refusal.server_error": _("Something went wrong here. Nothing was changed. Tell the operator of the zone."),
    "refusal.invalid": _("At least one value cannot be taken. “errors” names field, value, rule and remedy of each."),
    "rule.cursor_unusable": _("This cursor does not belong to this list. Take “next” of an answer as it stands."),
    "rule.zone_unknown": _("There is no zone with this code. Leave it out, or correct it."),
    "rule.input_missing": _("A value is required. Add the field."),
    "rule.input_unknown_field": _("There is no such field here. Leave it out, or correct its name."),
    "rule.input_whole_number": _("Write a whole number."),
    "rule.input_text": _("Write a text, in quotation marks."),
    "rule.input_truth": _("Write true or false."),
    "rule.input_date": _("Write the date as YYYY-MM-DD."),
    "rule.input_instant": _("Write the time as YYYY-MM-DDThh:mm:ss+08:00."),
    "rule.input_list": _("Write a list, in square brackets."),
    "rule.input_object": _("Write an object, in braces."),
    "rule.input_not_in_list": _("There is no such choice. Choose one of: %(expected)s."),
    "rule.input_too_large": _("The value is too large. At most %(limit)s."),
    "rule.input_too_small": _("The value is too small. At least %(limit)s."),
    "rule.input_too_long": _("The text has more than %(limit)s characters. Shorten it."),
    "rule.input_too_short": _("The text has fewer than %(limit)s characters. Write more."),
    "rule.input_pattern": _("The value does not have the form %(pattern)s."),
    "rule.input_control_characters": _("The text holds characters that no text has. Type it again."),
    "rule.input_number_too_large": _("No number here is that large. Correct it."),
    "rule.input_file": _("Send a file in this field of the form."),
    "rule.input_other": _("The value does not have the form that the description asks for."),
}
