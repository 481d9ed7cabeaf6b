"""The page that shows every component once, in each of its states, for those who build pages."""

from datetime import timedelta

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from qiao.core.lifecycle import Offer
from qiao.foundation.selectors import HistoryRow
from qiao.web.acting import ActingRequest
from qiao.web.labels import choices_of
from qiao.web.pages import InputFault, render_page

_STATES = ("draft", "submitted", "published", "contracted", "expired", "withdrawn")


class ExampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label=gettext_lazy("Name"), help_text=gettext_lazy("At most 200 characters."))
    content = forms.CharField(label=gettext_lazy("What is needed"), widget=forms.Textarea(attrs={"rows": 3}))
    field = forms.ChoiceField(label=gettext_lazy("Technical field"), choices=lambda: choices_of("field"))
    ways = forms.MultipleChoiceField(
        label=gettext_lazy("Ways of cooperation"),
        choices=lambda: choices_of("way"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    admit = forms.BooleanField(label=gettext_lazy("Already reviewed elsewhere"), required=False)
    file = forms.FileField(label=gettext_lazy("File"), required=False)


@require_safe
def components(request: ActingRequest) -> HttpResponse:
    """Every component with example values."""
    at = request.now
    context = {
        "states": _STATES,
        "clocks": [at + timedelta(days=12), at + timedelta(days=1), at - timedelta(days=4), None],
        "form": ExampleForm(),
        "bad_form": ExampleForm({"title": "", "field": "9"}),
        "offers": [
            Offer("publish", "catalogue.demand.publish", None, needs_reason=False),
            Offer("withdraw", "catalogue.demand.withdraw", "record_is_closed", needs_reason=True),
        ],
        "history": [
            HistoryRow(at, "catalogue.demand.publish", "示例人", "zone_operator", "示例单位", "示例理由", {}, {}),
        ],
        "faults": [InputFault("page", "0", _("A page is a whole number from 1. Go to the first page."))],
        "steps": [
            {"label": _("Upload"), "current": False},
            {"label": _("Preview"), "current": True},
            {"label": _("Result"), "current": False},
        ],
        "asked": {},
        "icons": ("search", "bulb", "flask", "building", "bell", "clock", "checklist", "file-certificate"),
    }
    return render_page(request, "web/components.html", context, section="components")
