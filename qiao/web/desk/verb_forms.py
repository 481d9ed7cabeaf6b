"""What a verb needs beside the case, as small forms; a verb that is not in the table needs a confirmation only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from qiao.catalogue.selectors.case_detail import CaseDetail, merge_targets
from qiao.catalogue.selectors.near_duplicates import NearDuplicates
from qiao.core.access import Actor
from qiao.foundation.wording import text_of
from qiao.parties.selectors.organisations import OrganisationFilters, organisations_page
from qiao.parties.selectors.people import technology_managers

LONGEST_REASON = 2_000
LONGEST_NOTE = 5_000
MOST_CHOICES = 20


@dataclass(frozen=True)
class Subject:
    """The case (None for several at once), who acts, on which day, the search for choices, and what repeats it."""

    actor: Actor
    on: date
    detail: CaseDetail | None = None
    search: str = ""
    near: NearDuplicates | None = None


class VerbForm(forms.Form):
    """Nothing but the confirmation, and the reason where the lifecycle asks for one.

    ``for_many`` says whether one input can serve several cases; ``searches`` whether the choices can be searched.
    ``names`` leads from the entries of the use case to those of the form where they differ.
    """

    for_many: ClassVar[bool] = True
    searches: ClassVar[bool] = False
    names: ClassVar[Mapping[str, str]] = {}

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, subject: Subject, data: Any = None, *, needs_reason: bool = False) -> None:
        super().__init__(data)
        self.subject = subject
        if needs_reason:
            self.fields["reason"] = _text(_("Reason"), LONGEST_REASON, text_of("refusal.reason_needed"), lines=3)
            self.fields["reason"].help_text = _("It stays in the history of the case. The maker reads it too.")
        if self.searches:
            self.fields["q"] = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
        self.prepare()

    def prepare(self) -> None:
        """Fill the choices in."""

    @property
    def chosen_name(self) -> str:
        """The entry that is chosen out of a list, empty when there is none."""
        return getattr(self, "chosen", "")

    def arguments(self) -> dict[str, Any]:
        """The arguments of the use case; only when the form is valid."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("version", "q")}


def _text(label: Any, longest: int, missing: str = "", *, lines: int = 5) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        required=bool(missing),
        strip=True,
        error_messages={"required": missing} if missing else {},
        widget=forms.Textarea(attrs={"rows": lines}),
    )


class NoteForm(VerbForm):
    """A note that may be left out."""

    note = _text(_("Note"), LONGEST_NOTE, lines=3)


class SubmitForm(VerbForm):
    """Why this is another thing, where another record says nearly the same."""

    def prepare(self) -> None:
        """Ask for the reason when there is need of one."""
        if self.subject.near is not None and self.subject.near.needs_reason:
            missing = _("Say why this is another thing, or go back and go on with the other record.")
            self.fields["reason"] = _text(_("This is another thing, because"), LONGEST_REASON, str(missing), lines=3)
            self.fields["reason"].help_text = _("It stays in the history of the case; whoever screens it reads it.")


class DiagnosisForm(VerbForm):
    """What is really needed, after talking to the firm."""

    for_many = False
    diagnosis = _text(_("Diagnosis"), LONGEST_NOTE, "…", lines=8)

    def prepare(self) -> None:
        """Say what a diagnosis is, and what is wrong when it is missing."""
        field = self.fields["diagnosis"]
        field.help_text = _("What is really needed, what was found on site, and which solutions come into question.")
        field.error_messages["required"] = text_of("rule.required")


class RenewalForm(VerbForm):
    """Until when the record is to stay open."""

    valid_until = forms.DateField(
        label=_("Valid until"),
        required=False,
        help_text=_("Leave it empty for the usual period."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )


class _ChoosingForm(VerbForm):
    """One of a list that depends on the case."""

    chosen: ClassVar[str]
    nothing_chosen: ClassVar[Any] = _("Choose one.")

    def choices(self) -> list[tuple[int, str]]:
        """Keys and names to choose from."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Offer the choices."""
        field = self.fields[self.chosen]
        field.choices = self.choices()  # type: ignore[attr-defined]
        field.error_messages["required"] = self.nothing_chosen
        field.error_messages["invalid_choice"] = _("This is not one of the list. Choose one that is.")


def _one_of(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, coerce=int, widget=forms.RadioSelect)


class MergeForm(_ChoosingForm):
    """Into which demand this one goes."""

    for_many, searches, chosen = False, True, "into_id"
    into_id = _one_of(_("Demand that stays"))

    def choices(self) -> list[tuple[int, str]]:
        """Demands of the zone under review or open, the newest first."""
        detail = self.subject.detail
        rows = merge_targets(self.subject.actor, detail.id, self.subject.search, MOST_CHOICES) if detail else ()
        return [(row.pk, " · ".join(filter(None, (row.code, row.title, _unit(row))))) for row in rows]


class SelectionForm(_ChoosingForm):
    """Which applicant tests in the scenario."""

    for_many, chosen = False, "organisation_id"
    organisation_id = _one_of(_("Applicant"))

    def choices(self) -> list[tuple[int, str]]:
        """The applicants in the order in which they applied."""
        detail = self.subject.detail
        return [(each.id, each.name) for each in detail.applicants] if detail else []


class ManagerForm(_ChoosingForm):
    """Who is in charge."""

    chosen = "person_id"
    names: ClassVar[Mapping[str, str]] = {"manager_person": "person_id"}
    person_id = forms.TypedChoiceField(label=_("Technology manager"), coerce=int)

    def choices(self) -> list[tuple[int, str]]:
        """The technology managers of the zone today."""
        managers = technology_managers(self.subject.actor, self.subject.on)
        return [
            (row.person_id, f"{row.name}（{row.organisation_name}）" if row.organisation_name else row.name)
            for row in managers
        ]


class DisclosureForm(VerbForm):
    """Which organisations may see a record of targeted disclosure."""

    for_many, searches = False, True
    names: ClassVar[Mapping[str, str]] = {"disclosed_to": "organisation_ids"}
    organisation_ids = forms.TypedMultipleChoiceField(
        label=_("Organisations that may see it"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def prepare(self) -> None:
        """Offer those that may see it now, ticked, and those that the search finds."""
        detail, actor = self.subject.detail, self.subject.actor
        now = {each.id: each.name for each in detail.disclosed_to} if detail else {}
        filters = OrganisationFilters(text=self.subject.search)
        found = {row.pk: row.name for row in organisations_page(actor, filters, 1, MOST_CHOICES).rows}
        field = self.fields["organisation_ids"]
        field.choices = list((now | found).items())  # type: ignore[attr-defined]
        field.initial = list(now)
        field.help_text = _("Whoever is ticked sees the record with its unit. Untick to take it back.")

    def arguments(self) -> dict[str, Any]:
        """The organisations as the use case takes them."""
        return {"organisation_ids": tuple(self.cleaned_data["organisation_ids"])}


def _unit(row: Any) -> str:
    return str(row.organisation.name if row.organisation else row.organisation_name)


VERB_FORMS: Mapping[str, type[VerbForm]] = {
    "catalogue.demand.submit": SubmitForm,
    "catalogue.achievement.submit": SubmitForm,
    "catalogue.demand.accept": NoteForm,
    "catalogue.demand.diagnose": DiagnosisForm,
    "catalogue.demand.merge": MergeForm,
    "catalogue.demand.renew": RenewalForm,
    "catalogue.achievement.renew": RenewalForm,
    "catalogue.scenario.apply": NoteForm,
    "catalogue.scenario.select": SelectionForm,
    **{f"catalogue.{kind}.assign_manager": ManagerForm for kind in ("demand", "achievement", "scenario")},
    **{f"catalogue.{kind}.disclose_to": DisclosureForm for kind in ("demand", "achievement", "scenario")},
}


def form_for(action: str) -> type[VerbForm]:
    """The form of an action; the plain confirmation when none is set down."""
    return VERB_FORMS.get(action, VerbForm)
