"""For whom a record is written, and why it is changed: the small forms beside the big one."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from qiao.catalogue.contents import Draft
from qiao.catalogue.limits import LONGEST
from qiao.core.access import Actor, Role
from qiao.parties.intake.linking import linked_organisations
from qiao.parties.selectors.organisations import OrganisationFilters, organisations_page
from qiao.web.forms_desk.fields import DeskField, Paragraphs
from qiao.web.labels import label_of

Typed = Mapping[str, Sequence[str]]
_SHOWN = 10
_KEY_DIGITS = 18
# With JavaScript the register is searched while the name is typed; the answer is the whole page, one part is taken.
_SEARCHES = {
    "autocomplete": "off", "hx-post": "", "hx-trigger": "input changed delay:500ms", "hx-vals": '{"do": "find"}',
    "hx-params": "organisation_name,do,form_token,version,csrfmiddlewaretoken", "hx-select": "#party-found",
    "hx-target": "#party-found", "hx-swap": "outerHTML",
}  # fmt: skip


class PartyForm(forms.Form):
    """An organisation of the register, or a name that is not in it."""

    organisation_name = DeskField(
        label=_("Organisation"),
        longest=LONGEST["organisation_name"],
        wide=True,
        help_text=_(
            "Full name. Search the register to link the record to a registered organisation; "
            "a name that is not registered is kept as typed."
        ),
        widget=forms.TextInput(attrs=_SEARCHES),
    )
    organisation_id = DeskField(label=_("Found in the register"), longest=20, wide=True, widget=forms.RadioSelect())

    def __init__(self, typed: Typed | None, actor: Actor, *, checked: bool = False, search: bool = False) -> None:
        posted = MultiValueDict({name: list(texts) for name, texts in (typed or {}).items()})
        initial = {name: posted.get(name, "") for name in self.base_fields}
        super().__init__(posted if checked else None, initial=initial, use_required_attribute=False)
        self._actor = actor
        self.found = self._found(initial) if search or initial["organisation_id"] else []
        self.searched = search
        widget: Any = self.fields["organisation_id"].widget
        widget.choices = [*self.found, ("", _("None of these: keep the name as typed"))]

    def draft(self) -> Draft | None:
        """For whom the record is drafted, or None when the name cannot be taken.

        A name that one organisation of the zone bears leads to that organisation, as in imports.
        """
        if not self.is_valid():
            return None
        key, name = self.cleaned_data["organisation_id"], self.cleaned_data["organisation_name"]
        if key.isdecimal() and len(key) <= _KEY_DIGITS:
            return Draft(organisation_id=int(key))
        linked = linked_organisations(self._actor.zone_code, [(name, "")])[0] if name else None
        return Draft(organisation_id=linked.pk) if linked else Draft(organisation_name=name)

    def _found(self, initial: Mapping[str, str]) -> list[tuple[str, str]]:
        text = initial["organisation_name"][: LONGEST["organisation_name"]]
        page = organisations_page(self._actor, OrganisationFilters(text=text), size=_SHOWN)
        return [(str(row.pk), f"{row.name} · {label_of(row.kind, 'organisation_kind')}") for row in page.rows]


class ReasonForm(forms.Form):
    """Why a record that is no draft any more is changed."""

    reason = Paragraphs(
        label=_("Reason for the change"),
        longest=500,
        lines=2,
        required=True,
        help_text=_("It stands in the history of the record, for everybody who may read that."),
    )


def own_draft(actor: Actor) -> Draft | None:
    """The draft of an organisation's editor, who writes for nobody else; None for other roles, who choose."""
    return Draft(organisation_id=actor.organisation_id) if actor.role is Role.ORGANISATION_EDITOR else None
