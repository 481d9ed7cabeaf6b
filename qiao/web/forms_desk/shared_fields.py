"""Fields that the three forms have in common; each call makes a new one."""

from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qiao.catalogue.limits import LONGEST, LONGEST_ENTRY, MOST
from qiao.core.taxonomy import DisclosureLevel
from qiao.web.forms_desk.choices import provinces
from qiao.web.forms_desk.fields import Code, Day, DeskField, Paragraphs, Words
from qiao.web.labels import choices_of

INDUSTRY_LIST = "industry-list"


def title(**given: Any) -> DeskField:
    """The one field that must be filled in."""
    return DeskField(required=True, longest=LONGEST["title"], wide=True, **given)


def long_text(name: str, **given: Any) -> Paragraphs:
    """A text of several sentences, as long as the catalogue keeps it."""
    return Paragraphs(longest=LONGEST[name], **given)


def listed(list_name: str, **given: Any) -> Code:
    """One code of a value list."""
    return Code(partial(choices_of, list_name), **given)


def entries(name: str, **given: Any) -> Words:
    """Several short texts in one line."""
    return Words(longest=MOST[name] * (LONGEST_ENTRY[name] + 1), wide=True, **given)


def hitech_field() -> Code:
    """The high-technology field."""
    return listed(
        "field",
        label=_("High-technology field"),
        help_text=_("The field decides in which list people look for it. Choose the nearest one."),
    )


def industry() -> DeskField:
    """The industry, to be searched by name or typed as a code."""
    return DeskField(
        label=_("Industry"),
        longest=40,
        help_text=_("Code of GB/T 4754 with 2 to 4 digits. Type a part of the name to search the list."),
        example=_("39, or 3252 to be exact"),
        widget=forms.TextInput(attrs={"list": INDUSTRY_LIST, "autocomplete": "off"}),
    )


def region() -> Code:
    """Where the unit is."""
    return Code(provinces, label=_("Region"), help_text=_("Province of the unit or of the place of use."))


def keywords() -> Words:
    """Words to be found by."""
    return entries(
        "keywords",
        label=_("Keywords"),
        help_text=_("Three to eight words that an expert would search for, separated by commas."),
        example=_("die casting, porosity, vacuum"),
    )


def disclosure() -> Code:
    """Who may see the record."""
    return listed(
        "disclosure",
        label=_("Who may see it"),
        required=True,
        nothing=None,
        initial=DisclosureLevel.PUBLIC.value,
        help_text=_(
            "Public: everybody. Without the names: everybody, but unit, contact and names are hidden. "
            "To chosen parties only: nobody but the parties you choose afterwards."
        ),
    )


def contact() -> DeskField:
    """How to be reached."""
    return DeskField(
        label=_("Contact channel"),
        longest=LONGEST["contact"],
        help_text=_("What may be shown to everybody. Without it the office of the zone passes questions on."),
        example=_("Technology department, 0512-1234 5678"),
    )


def valid_until(label: Any, help_text: Any) -> Day:
    """The last day."""
    return Day(label=label, help_text=help_text)
