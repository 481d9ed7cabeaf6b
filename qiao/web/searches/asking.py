"""What is to be saved, read from the address of a list or from the matching page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from qiao.matching.searches.fitting import stored_filters
from qiao.matching.searches.keeping import LONGEST_WORDS
from qiao.web.labels import choices_of, label_of, maturity_name
from qiao.web.listings.asking import ListValues, asked_for
from qiao.web.listings.kinds import BY_KEY, ListingKind
from qiao.web.listings.panels import chips
from qiao.web.pages import InputFault

_NOT_FILTERS = ("list", "words", "page", "sort", "csrfmiddlewaretoken", "name", "frequency", "prefill", "query", "kept")
LONGEST_QUERY = 2000
LONGEST_GUESS = 60


@dataclass(frozen=True)
class Wanted:
    """A search as asked for: the list, its filters (stored form, address form, in words), the free text, the faults."""

    kind: ListingKind | None
    filters: Mapping[str, Any]
    query: str
    shown: tuple[tuple[str, str], ...]
    words: str
    faults: tuple[InputFault, ...]

    @property
    def guess(self) -> str:
        """A name to begin with: the words, else the filters, else the list."""
        text = " ".join(self.words.split()) or "、".join(value for _name, value in self.shown)
        if not text and self.kind:
            text = str(self.kind.title)
        return text[:LONGEST_GUESS]


def wanted(given: QueryDict) -> Wanted:
    """Read the values of a list's address (``list`` or ``kind`` names the list) or ``words`` for a free text."""
    key = given.get("list", "")
    kinds = given.getlist("kind")
    if key not in BY_KEY:
        key = next((kind for kind in kinds if kind in BY_KEY), "")
        kinds = [kind for kind in kinds if kind != key]
    typed = QueryDict(given.get("query", ""), mutable=True) if "query" in given else given.copy()
    if "query" not in given:
        typed.setlist("kind", kinds)
    for name in (*_NOT_FILTERS, *(name for name in typed if not any(typed.getlist(name)))):
        typed.pop(name, None)
    return _read(BY_KEY.get(key), typed, given.get("words", "").replace("\r\n", "\n").strip())


def _read(kind: ListingKind | None, typed: QueryDict, words: str) -> Wanted:
    query = typed.urlencode()
    faults = []
    if kind is None:
        faults.append(InputFault("list", "", _("Begin at a list: choose filters there and save the search.")))
    if len(query) > LONGEST_QUERY:
        faults.append(InputFault("query", query, _("There are too many filters to be saved. Take some out.")))
    if len(words) > LONGEST_WORDS or "\x00" in words:
        text = _("The text has %(length)s characters, %(most)s are taken. Shorten it to what matters.")
        faults.append(InputFault("words", words, text % {"length": len(words), "most": LONGEST_WORDS}))
    if kind is None or faults:
        return Wanted(kind, {}, "", (), words[:LONGEST_WORDS], tuple(faults))
    if words:
        return _free_text(kind, typed, words)
    values = ListValues(typed)
    asked = asked_for(kind, values)
    shown = [(str(chip.title), chip.label) for chip in chips(kind.panels, asked.values)]
    for name, heading in (("maturity_min", _("Maturity from")), ("maturity_max", _("Maturity up to"))):
        if asked.values.get(name):
            shown.append((heading, maturity_name(int(asked.values[name]))))
    return Wanted(kind, stored_filters(asked.filters), query, tuple(shown), "", tuple(values.faults))


def _free_text(kind: ListingKind, typed: QueryDict, words: str) -> Wanted:
    values = ListValues(typed)
    field = values.choice("field", dict(choices_of("field")))
    filters = {"field": field} if field else {}
    shown = ((_("Technical field"), label_of(field, "field")),) if field else ()
    query = f"field={field}" if field else ""
    return Wanted(kind, filters, query, shown, words, tuple(values.faults))
