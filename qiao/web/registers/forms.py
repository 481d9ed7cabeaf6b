"""Forms of the registers; what a value must be is checked by the use cases, not here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qiao.core.access import Role
from qiao.foundation.wording import text_of
from qiao.web.labels import choices_of

_LONG = 5000
_ANY = [("", _("Not said"))]


def _with_none(list_name: str) -> Any:
    return lambda: [*_ANY, *choices_of(list_name)]


class OrganisationForm(forms.Form):
    """An organisation as `qiao.parties.contents.OrganisationDetails` takes it."""

    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("Full name as in the registration certificate.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=lambda: choices_of("organisation_kind"))
    credit_code = forms.CharField(
        label=_("Unified social credit code"),
        max_length=40,
        required=False,
        help_text=_("18 characters; both check characters are verified."),
    )
    region = forms.CharField(
        label=_("Region code"),
        max_length=6,
        required=False,
        help_text=_("Six digits of GB/T 2260, for example 320100."),
    )
    industry = forms.CharField(
        label=_("Industry code"), max_length=5, required=False, help_text=_("GB/T 4754-2017, for example 3562.")
    )
    field = forms.ChoiceField(label=_("Technical field"), choices=_with_none("field"), required=False)
    size = forms.ChoiceField(label=_("Size"), choices=_with_none("organisation_size"), required=False)
    qualifications = forms.MultipleChoiceField(
        label=_("Qualifications"),
        choices=lambda: choices_of("qualification"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    profile = forms.CharField(
        label=_("Profile"), max_length=_LONG, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    contact = forms.CharField(
        label=_("Contact"),
        max_length=200,
        required=False,
        help_text=_("Shown on public pages: no private telephone numbers."),
    )
    reason = forms.CharField(label=_("Reason for the change"), max_length=500, required=False)


class PersonForm(forms.Form):
    """A person as `qiao.parties.contents.PersonDetails` takes it."""

    name = forms.CharField(label=_("Name"), max_length=100)
    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=200,
        required=False,
        help_text=_("Full name of a registered organisation; empty for nobody's."),
    )
    title = forms.CharField(label=_("Title or post"), max_length=100, required=False)
    fields_of_work = forms.MultipleChoiceField(
        label=_("Fields of work"),
        choices=lambda: choices_of("field"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    speciality = forms.CharField(
        label=_("Speciality"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    email = forms.CharField(label=_("E-mail"), max_length=254, required=False)
    resident_id = forms.CharField(
        label=_("Resident identity number"),
        max_length=18,
        required=False,
        help_text=_("Checked, turned into a fingerprint and forgotten; leave empty to keep what is known."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reason = forms.CharField(label=_("Reason for the change"), max_length=500, required=False)


class HoldingForm(forms.Form):
    """A role to be granted to a person."""

    role = forms.ChoiceField(label=_("Role"))
    organisation = forms.CharField(
        label=_("For which organisation"),
        max_length=200,
        required=False,
        help_text=_("Full name; needed for editors of an organisation."),
    )
    starts_on = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    ends_on = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Empty: until it is ended."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)

    def __init__(self, *args: Any, roles: tuple[Role, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        choices: Any = self.fields["role"]
        choices.choices = [(str(role), text_of(f"role.{role}")) for role in roles]


class EndForm(forms.Form):
    """When and why a holding ends."""

    ends_on = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Empty: at once."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=500)


class ReasonForm(forms.Form):
    """Why something is done that cannot simply be repeated."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class RuleForm(forms.Form):
    """A new value of a rule from a day on."""

    value = forms.CharField(label=_("New value"), max_length=200)
    valid_from = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    legal_basis = forms.CharField(
        label=_("Legal basis"), max_length=300, help_text=_("The provision or decision that the value rests on.")
    )
    verified = forms.BooleanField(label=_("Checked against its basis"), required=False)


class ZoneForm(forms.Form):
    """Names and address of the zone."""

    name = forms.CharField(label=_("Name of the zone"), max_length=100)
    issuer = forms.CharField(label=_("Short form in document numbers"), max_length=20)
    office = forms.CharField(label=_("Office"), max_length=200)
    region = forms.CharField(label=_("Region code"), max_length=6, required=False)
    contact = forms.CharField(label=_("Contact"), max_length=200, required=False)
