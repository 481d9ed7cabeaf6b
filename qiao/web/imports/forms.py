"""Forms of the wizard."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qiao.core.access import Actor, Role
from qiao.foundation.actions.preview_import import NAME_CHARACTERS
from qiao.foundation.selectors_imports import kinds_of
from qiao.web.imports.wording import kind_name, limits_text


class UploadForm(forms.Form):
    """Step 1: which list, from where, and the file."""

    kind = forms.ChoiceField(label=_("Kind of list"))
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=NAME_CHARACTERS,
        help_text=_(
            "Where the list comes from, for example a contest and its year. Under the same source a later list changes "
            "its own rows instead of adding them again. Left empty, it is the name of the file."
        ),
    )
    file = forms.FileField(label=_("File"), max_length=255)
    admit = forms.BooleanField(
        label=_("The list was reviewed elsewhere: enter its records as published"), required=False
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.key, kind_name(kind.key)) for kind in kinds_of(actor)]
        self.fields["kind"].choices = [("", _("Choose the kind of list")), *kinds]  # type: ignore[attr-defined]
        self.fields["file"].help_text = limits_text()
        self.fields["file"].widget.attrs["accept"] = ".xlsx,.xls,.csv"
        self.fields["source"].widget.attrs["list"] = "sources"
        if actor.role is not Role.ZONE_OPERATOR:
            del self.fields["admit"]
