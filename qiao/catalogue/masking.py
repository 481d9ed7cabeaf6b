"""Taking names and contacts out of texts, for records whose unit stays unnamed (脱敏). Pure.

The words put in their place are content of Chinese lists, not texts of the interface.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from qiao.catalogue.contacts import CONTACTS, PEOPLE, TITLE, is_scholar, people_in_contact
from qiao.catalogue.readings import folded, replaced
from qiao.catalogue.unit_names import NameForms, any_of, name_forms, name_pattern
from qiao.core.taxonomy import OrganisationKind

_UNNAMED: Mapping[str, str] = {
    OrganisationKind.ENTERPRISE: "某企业",
    OrganisationKind.UNIVERSITY: "某高校",
    OrganisationKind.RESEARCH_INSTITUTE: "某科研院所",
    OrganisationKind.TRANSFER_ORGANISATION: "某技术转移机构",
    OrganisationKind.HOSPITAL: "某医院",
    OrganisationKind.FINANCIAL_INSTITUTION: "某金融机构",
    OrganisationKind.GOVERNMENT: "某政府部门",
    OrganisationKind.PARK: "某园区",
}
_UNNAMED_UNIT = "某单位"
_UNNAMED_PERSON = "某研究人员"
_UNNAMED_LEADER = "某负责人"
_NO_CONTACT = "（联系方式略）"

# What the end of a name tells about the kind of unit, where no party is linked.
_ENDINGS: tuple[tuple[str, OrganisationKind], ...] = (
    ("医院", OrganisationKind.HOSPITAL),
    ("大学", OrganisationKind.UNIVERSITY),
    ("学院", OrganisationKind.UNIVERSITY),
    ("研究院", OrganisationKind.RESEARCH_INSTITUTE),
    ("研究所", OrganisationKind.RESEARCH_INSTITUTE),
    ("银行", OrganisationKind.FINANCIAL_INSTITUTION),
    ("公司", OrganisationKind.ENTERPRISE),
    ("集团", OrganisationKind.ENTERPRISE),
    ("厂", OrganisationKind.ENTERPRISE),
)
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_SHORTEST_PERSON = 2


@dataclass(frozen=True)
class HiddenNames:
    """What names a unit behind a record: forms of its names by the words put in their place, people, the contact."""

    units: tuple[tuple[NameForms, str], ...]
    team: frozenset[str] = frozenset()
    contact_people: frozenset[str] = frozenset()
    contact: str = ""


def unit_mask(name: str, kind: str = "") -> str:
    """What stands for a unit that stays unnamed: by its kind, else by the end of its name, else 某单位."""
    if kind in _UNNAMED:
        return _UNNAMED[kind]
    bare = _BRACKETS.sub("", name).strip()
    found = next((found for ending, found in _ENDINGS if bare.endswith(ending)), None)
    return _UNNAMED[found] if found else _UNNAMED_UNIT


def name_variants(name: str) -> tuple[str, ...]:
    """Forms of a unit's name that are taken out wherever they stand, longest first, folded."""
    return tuple(sorted(name_forms(name).free, key=lambda form: (-len(form), form)))


def hidden_names(record: Any) -> HiddenNames:
    """Everything that would name the unit behind a record: its names, the one in the source, team and contact.

    The party's names are its present and its former ones, those of duplicates merged into it among them.
    """
    party = record.organisation
    kind = party.kind if party else ""
    borne = (party.name, *party.former_names) if party else ()
    units: dict[str, NameForms] = {}
    for name in dict.fromkeys((*borne, record.organisation_name)):
        stand_in = unit_mask(name, kind)
        forms = name_forms(name)
        units[stand_in] = forms.joined(units[stand_in]) if stand_in in units else forms
    contact = folded(record.contact).strip()
    return HiddenNames(
        units=tuple((forms, stand_in) for stand_in, forms in units.items()),
        team=frozenset(
            name for person in getattr(record, "team", ()) if len(name := folded(person)) >= _SHORTEST_PERSON
        ),
        contact_people=frozenset(people_in_contact(contact)),
        contact=contact,
    )


def masked(text: str, names: HiddenNames) -> str:
    """The text without the unit's names, people, telephone numbers, accounts, addresses and credit codes.

    Full-width characters and invisible ones hide nothing; what is left stays as it was written.
    """
    for pattern, stand_in in _patterns(names):
        text = replaced(text, pattern, stand_in)
    return text


@lru_cache(maxsize=1024)
def _patterns(names: HiddenNames) -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]:
    """What is looked for, in order: the contact as a whole comes before its parts, units before people beside them."""
    found: list[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]] = []
    if names.contact:
        found.append((re.compile(re.escape(names.contact)), _put(_NO_CONTACT)))
    found.append((CONTACTS, _put(_NO_CONTACT)))
    for people, stand_in in ((names.team, _UNNAMED_PERSON), (names.contact_people, _UNNAMED_LEADER)):
        if people:
            found.append((re.compile(f"(?:{any_of(people)}){TITLE}?"), _put(stand_in)))
    found += [(re.compile(name_pattern(forms), re.IGNORECASE), _put(stand_in)) for forms, stand_in in names.units]
    found.append((PEOPLE, _stand_in_of_person))
    return tuple(found)


def _put(stand_in: str) -> Callable[[re.Match[str]], str]:
    return lambda _: stand_in


def _stand_in_of_person(found: re.Match[str]) -> str:
    return _UNNAMED_PERSON if is_scholar(found.group()) else _UNNAMED_LEADER
