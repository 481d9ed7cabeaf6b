"""What a list is compiled of: kind, criteria and texts."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from qiao.catalogue.editions.criteria import CHOSEN_KINDS, EditionCriteria, EditionRequest
from qiao.catalogue.models import Edition
from qiao.foundation.wording import text_of
from qiao.web.labels import choices_of

_LONGEST = 300
_LONGEST_LIST = 2_000
_LONGEST_OPENING = 5_000


def _kinds() -> list[tuple[str, str]]:
    return [(str(kind), text_of(f"edition_kind.{kind}")) for kind in CHOSEN_KINDS]


class EditionForm(forms.Form):
    """A request for a list. Texts left empty are written at the issue, when number and batch are known."""

    names: ClassVar[Mapping[str, str]] = {}

    kind = forms.ChoiceField(label=_("Kind of list"), choices=_kinds, widget=forms.RadioSelect)
    fields_wanted = forms.MultipleChoiceField(
        label=_("Technical fields"),
        choices=lambda: choices_of("field"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked means all."),
    )
    industries = forms.CharField(
        label=_("Industries"),
        required=False,
        max_length=_LONGEST_LIST,
        help_text=_("Beginnings of GB/T 4754 codes, 2 to 4 digits, separated by blanks."),
    )
    regions = forms.CharField(
        label=_("Regions"),
        required=False,
        max_length=_LONGEST_LIST,
        help_text=_("Beginnings of GB/T 2260 codes, separated by blanks."),
    )
    codes = forms.CharField(
        label=_("Only these numbers"),
        required=False,
        max_length=_LONGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Numbers of records, separated by blanks. Empty means all that fit."),
    )
    min_clarity = forms.IntegerField(
        label=_("Lowest clarity"),
        required=False,
        min_value=0,
        max_value=100,
        help_text=_("For demands: 0 to 100. Empty means no limit."),
    )
    title = forms.CharField(
        label=_("Title"), required=False, max_length=_LONGEST, help_text=_("A regular one is made when it is empty.")
    )
    addressees = forms.CharField(label=_("Addressees"), required=False, max_length=_LONGEST)
    copies_to = forms.CharField(label=_("Copies to"), required=False, max_length=_LONGEST)
    opening = forms.CharField(
        label=_("Opening text"),
        required=False,
        max_length=_LONGEST_OPENING,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One paragraph per line. A regular one is made when it is empty."),
    )

    def request(self) -> EditionRequest:
        """The request; only when the form is valid."""
        given = self.cleaned_data
        return EditionRequest(
            kind=given["kind"],
            criteria=EditionCriteria(
                fields=tuple(given["fields_wanted"]),
                industries=_words(given["industries"]),
                regions=_words(given["regions"]),
                codes=_words(given["codes"].upper()),
                min_clarity=given["min_clarity"] or 0,
            ),
            title=given["title"],
            addressees=given["addressees"],
            copies_to=given["copies_to"],
            opening=tuple(line.strip() for line in given["opening"].splitlines() if line.strip()),
        )


NAMES: Mapping[str, str] = {"fields": "fields_wanted"}
"""Entries of the use case that the form calls differently."""


def values_of(edition: Edition) -> dict[str, Any]:
    """What a draft was compiled of, for the form."""
    criteria = EditionCriteria.from_json(edition.criteria)
    return {
        "kind": edition.kind,
        "fields_wanted": list(criteria.fields),
        "industries": " ".join(criteria.industries),
        "regions": " ".join(criteria.regions),
        "codes": " ".join(criteria.codes),
        "min_clarity": criteria.min_clarity or None,
        "title": edition.title,
        "addressees": edition.addressees,
        "copies_to": edition.copies_to,
        "opening": "\n".join(edition.opening),
    }


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.replace("，", " ").replace("、", " ").replace(",", " ").split())
