"""What the address of the list of organisations asks for."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from qiao.catalogue.selectors.open_organisations import OrganisationSearch
from qiao.core.taxonomy import (
    HiTechField,
    IndustrySection,
    OrganisationKind,
    OrganisationSize,
    Province,
    Qualification,
)
from qiao.web.listings.asking import ListValues
from qiao.web.listings.panels import Panel, Values, listed

SORTS = {"name": _("By name"), "-records": _("Most records first")}
PANELS = (
    Panel("kinds", "kind", _("Kind of organisation"), listed(OrganisationKind)),
    Panel("fields", "field", _("Technical field"), listed(HiTechField)),
    Panel("sections", "section", _("Industry"), listed(IndustrySection)),
    Panel("provinces", "province", _("Region"), listed(Province)),
    Panel("sizes", "size", _("Size"), listed(OrganisationSize), in_given_order=True),
    Panel("qualifications", "standing", _("Recognised standing"), listed(Qualification)),
)


@dataclass(frozen=True)
class Asked:
    """What the address asks for, as typed (for links and the form) and as the reads take it."""

    values: Values
    search: OrganisationSearch
    sort: str
    page: int

    @property
    def links(self) -> Values:
        """The values that links carry on."""
        return {name: value for name, value in self.values.items() if value}


def asked_for(given: ListValues) -> Asked:
    """The search, order and page that the address asks for; faults are kept in ``given``."""
    chosen = {panel.name: given.choices(panel.name, panel.choices()) for panel in PANELS}
    text = given.search("q")
    sort = given.choice("sort", {key: str(name) for key, name in SORTS.items()})
    search = OrganisationSearch(text=text, **{panel.facet: chosen[panel.name] for panel in PANELS})
    return Asked({"q": text, **chosen, "sort": sort}, search, sort or "-records", given.page())
