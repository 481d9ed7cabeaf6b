"""Forms of the acts on an introduction. What they take is checked by the use cases; here it is only read."""

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qiao.core.money import MoneyError, fen_from_yuan
from qiao.core.outcomes import Invalid
from qiao.foundation.wording import Text, text_of
from qiao.matching.answering import LONGEST_TEXT, Claim, Decline
from qiao.matching.lifecycles.introduction import DeclineReason, OutcomeKind

_LONGEST_AMOUNT = 30
MONEY_TEXTS: Mapping[str, Text] = {
    "money_not_a_number": _("This is no amount. Write digits, for example 1280000.50."),
    "money_too_precise": _("An amount in yuan has at most two decimals. Write it to the fen."),
    "money_too_large": _("This amount is too large to be kept. Check the digits; it is in yuan, not in 万元."),
}


class ActForm(forms.Form):
    """What every act carries: the version that the person looked at, so that nobody answers what has changed."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1)

    def take(self, invalid: Invalid) -> None:
        """Show the problems that the use case found at their fields."""
        for problem in invalid.problems:
            name = self.NAMES.get(problem.field, problem.field)
            words = text_of(f"rule.{problem.rule}", problem.params)
            self.add_error(name if name in self.fields else None, words)

    NAMES: Mapping[str, str] = {}

    def arguments(self) -> dict[str, Any]:
        """What the use case is called with, besides actor, key and instant."""
        return {"version": self.cleaned_data.get("version")}


def _words(label: Any, *, required: bool, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST_TEXT,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AcceptForm(ActForm):
    """A side says yes; ``reason`` is the word of a side that is not on the platform."""

    reason = _words(_("How and when this side gave its word"), required=True)

    def __init__(self, *args: Any, passed_on: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not passed_on:
            del self.fields["reason"]

    def arguments(self) -> dict[str, Any]:
        """With the word of the absent side, if one is passed on."""
        return {**super().arguments(), "reason": self.cleaned_data.get("reason", "")}


class DeclineForm(AcceptForm):
    """A side says no, with one of the listed reasons."""

    decline_reason = forms.ChoiceField(label=_("Why"), widget=forms.RadioSelect)
    text = _words(
        _("Remark for the other side"),
        required=False,
        help_text=_("Compulsory for another reason. Do not name your organisation: the other side reads this."),
    )
    NAMES = {"reason": "decline_reason"}
    field_order = ("decline_reason", "text", "reason", "version")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["decline_reason"]
        if isinstance(chosen, forms.ChoiceField):
            chosen.choices = [(str(reason), text_of(f"decline.{reason}")) for reason in DeclineReason]

    def arguments(self) -> dict[str, Any]:
        """With the reason and the remark."""
        decline = Decline(self.cleaned_data["decline_reason"], self.cleaned_data["text"])
        return {**super().arguments(), "decline": decline}


class ReasonForm(ActForm):
    """An act that needs a reason."""

    reason = _words(_("Reason"), required=True)

    def arguments(self) -> dict[str, Any]:
        """With the reason."""
        return {**super().arguments(), "reason": self.cleaned_data["reason"]}


class ClaimForm(ActForm):
    """What came of it: the amount of a contract is typed in yuan and kept in fen."""

    kind = forms.ChoiceField(label=_("What happened"), widget=forms.RadioSelect)
    happened_on = forms.DateField(
        label=_("On which day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    amount = forms.CharField(
        label=_("Amount in yuan"),
        required=False,
        max_length=_LONGEST_AMOUNT,
        help_text=_("Only for a contract, as in the contract, for example 1,280,000.50"),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    note = _words(_("Remark"), required=False)
    evidence = _words(
        _("Evidence"),
        required=False,
        help_text=_("Where it can be read up: number of the contract, minutes, delivery note."),
    )
    NAMES = {"amount_fen": "amount"}
    field_order = ("kind", "happened_on", "amount", "note", "evidence", "version")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].initial = today
        chosen = self.fields["kind"]
        if isinstance(chosen, forms.ChoiceField):
            chosen.choices = [(str(kind), text_of(f"outcome.{kind}")) for kind in OutcomeKind]

    def clean_amount(self) -> int | None:
        """The amount in fen, None when the field is empty."""
        typed = "".join(unicodedata.normalize("NFKC", self.cleaned_data["amount"]).replace("¥", "").split())
        if not typed:
            return None
        try:
            return fen_from_yuan(typed.removesuffix("元"))
        except MoneyError as error:
            raise forms.ValidationError(str(MONEY_TEXTS[error.code])) from error

    def arguments(self) -> dict[str, Any]:
        """With the claim."""
        data = self.cleaned_data
        claim = Claim(data["kind"], data["amount"], data["note"], data["happened_on"], data["evidence"])
        return {**super().arguments(), "claim": claim}


class ProposalForm(forms.Form):
    """A word to both sides of a proposal."""

    note = _words(
        _("A word to both sides"),
        required=False,
        help_text=_("Both sides read it before they know each other. Leave out names and telephone numbers."),
    )
