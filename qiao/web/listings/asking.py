"""What the address of a list asks for: taken over when usable, otherwise faults that say what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from qiao.catalogue.filters import ListingFilters
from qiao.web.labels import choices_of
from qiao.web.listings.kinds import NEWEST, ListingKind
from qiao.web.listings.panels import Values
from qiao.web.reading_input import AddressValues

_LONGEST_KEY = 15


@dataclass(frozen=True)
class Asked:
    """What the address asks for, as typed (for links and the form) and as the reads take it."""

    values: Values
    filters: ListingFilters
    sort: str
    page: int

    @property
    def is_filtered(self) -> bool:
        """Whether anything but order and page is asked for."""
        return any(value for name, value in self.values.items() if name != "sort")


class ListValues(AddressValues):
    """Values of an address in which a name may stand several times."""

    def __init__(self, values: QueryDict) -> None:
        super().__init__({name: str(values[name]) for name in values})
        self._lists = values

    def choices(self, name: str, allowed: Mapping[str, str]) -> tuple[str, ...]:
        """The chosen codes, each once, in the order of the list; a code that is not allowed is a fault."""
        given = {value.strip() for value in self._lists.getlist(name)} - {""}
        unknown = sorted(given - set(allowed))
        if unknown:
            names = "、".join(allowed.values())
            self._fault(name, unknown[0], _("There is no such choice. Choose one of: %(names)s.") % {"names": names})
        return tuple(code for code in allowed if code in given)

    def key(self, name: str) -> int | None:
        """The key of something, None when not given."""
        text = self._values.get(name, "").strip()
        if not text:
            return None
        if text.isascii() and text.isdigit() and len(text) <= _LONGEST_KEY:
            return int(text)
        self._fault(name, text, _("This is no key. Follow a link of these pages instead of typing it."))
        return None


def asked_for(kind: ListingKind, given: ListValues) -> Asked:
    """The filters, order and page that the address asks for; faults are kept in ``given``."""
    chosen = {panel.name: given.choices(panel.name, panel.choices()) for panel in kind.panels}
    filters: dict[str, Any] = {panel.facet: chosen[panel.name] for panel in kind.panels}
    values: dict[str, Any] = {"q": given.search("q"), **chosen}
    if kind.maturity:
        values |= _maturity(given)
        filters |= {name: int(values[name]) if values[name] else None for name in ("maturity_min", "maturity_max")}
    organisation = given.key("organisation")
    values["organisation"] = "" if organisation is None else str(organisation)
    sort = given.choice("sort", {key: str(name) for key, name in kind.sorts.items()})
    values["sort"] = sort
    found = kind.filters(text=values["q"], organisation_id=organisation, **filters)
    return Asked(values, found, sort or NEWEST, given.page())


def _maturity(given: ListValues) -> dict[str, str]:
    levels = dict(choices_of("maturity"))
    least, most = given.choice("maturity_min", levels), given.choice("maturity_max", levels)
    # Given the wrong way round they mean the same range.
    return {"maturity_min": most, "maturity_max": least} if least and most and most < least else {
        "maturity_min": least, "maturity_max": most,
    }  # fmt: skip
