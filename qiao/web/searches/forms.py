"""The form under which a search is kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qiao.core.notice_times import Way
from qiao.foundation.wording import text_of
from qiao.matching.searches.keeping import FREQUENCIES, LONGEST_NAME, LONGEST_WORDS, SearchDraft
from qiao.web.searches.asking import Wanted


class SearchForm(forms.Form):
    """Name, frequency and, for a free text, the text itself."""

    name = forms.CharField(label=_("Name of the search"), max_length=LONGEST_NAME)
    words = forms.CharField(
        label=_("What you are looking for, in your own words"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    frequency = forms.ChoiceField(
        label=_("How often you want to hear of new results"), widget=forms.RadioSelect, initial=str(Way.DAILY)
    )

    def __init__(self, *args: Any, free_text: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        frequency = self.fields["frequency"]
        frequency.choices = [(str(way), text_of(f"search_frequency.{way}")) for way in FREQUENCIES]  # type: ignore[attr-defined]
        if free_text:
            self.fields["words"].required = True
        else:
            del self.fields["words"]

    def draft(self, wanted: Wanted) -> SearchDraft:
        """The search as it is to be kept; only for a valid form of a search of a known list."""
        if wanted.kind is None:
            raise ValueError("a search without a list")
        return SearchDraft(
            name=self.cleaned_data["name"],
            kind=wanted.kind.key,
            frequency=self.cleaned_data["frequency"],
            filters=wanted.filters,
            query=wanted.query,
            words=self.cleaned_data.get("words", ""),
        )
