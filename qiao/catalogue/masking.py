"""Taking names and contacts out of texts, for records whose unit stays unnamed (脱敏). Pure.

The words put in their place are content of Chinese lists, not texts of the interface.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

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
_LEGAL_FORM = re.compile(r"(?:集团)?(?:股份有限公司|有限责任公司|有限公司|集团公司|集团)$")
_TRADE = re.compile(r"(?:科技|技术|智能|实业|工业|材料|新材料|装备|电子|信息|生物|医药|环保|能源|制造)+$")
_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,8}?(?:省|市|自治区|县|区)(?=[\u4e00-\u9fff]{4})")
_CONTACTS = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}[-－ ]?\d{7,8}(?:[-转]\d{1,6})?(?!\d)"
)
_SHORTEST_UNIT = 3
_SHORTEST_PERSON = 2


@dataclass(frozen=True)
class HiddenNames:
    """Names to take out, longest first, each with the words put in its place."""

    replacements: tuple[tuple[str, str], ...]


def unit_mask(name: str, kind: str = "") -> str:
    """What stands for a unit that stays unnamed: by its kind, else by the end of its name, else 某单位."""
    if kind in _UNNAMED:
        return _UNNAMED[kind]
    bare = _BRACKETS.sub("", name).strip()
    found = next((found for ending, found in _ENDINGS if bare.endswith(ending)), None)
    return _UNNAMED[found] if found else _UNNAMED_UNIT


@lru_cache(maxsize=4096)
def name_variants(name: str) -> tuple[str, ...]:
    """Forms of a unit's name in texts: as registered, and without brackets, place, legal form and trade."""
    bare = _BRACKETS.sub("", name).strip()
    trunk = _LEGAL_FORM.sub("", bare)
    forms = {name.strip(), bare, trunk, _TRADE.sub("", trunk)}
    forms |= {_PLACE.sub("", form) for form in tuple(forms)}
    other_brackets = str.maketrans("（）()", "()（）")
    forms |= {form.translate(other_brackets) for form in tuple(forms)}
    return tuple(sorted((form for form in forms if len(form) >= _SHORTEST_UNIT), key=lambda form: (-len(form), form)))


def hidden_names(record: Any) -> HiddenNames:
    """Everything that would name the unit behind a record: its names, the one in the source, team and contact.

    The party's names are its present and its former ones, those of duplicates merged into it among them.
    """
    party = record.organisation
    kind = party.kind if party else ""
    borne = (party.name, *party.former_names) if party else ()
    pairs: dict[str, str] = {}
    for name in dict.fromkeys((*borne, record.organisation_name)):
        stand_in = unit_mask(name, kind)
        pairs |= {form: stand_in for form in name_variants(name) if form not in pairs}
    team = getattr(record, "team", ())
    pairs |= {person: _UNNAMED_PERSON for person in team if len(person) >= _SHORTEST_PERSON}
    contact = record.contact.strip()
    if contact:
        pairs[contact] = _NO_CONTACT
    return HiddenNames(tuple(sorted(pairs.items(), key=lambda pair: (-len(pair[0]), pair[0]))))


def masked(text: str, names: HiddenNames) -> str:
    """The text without the names, telephone numbers and mail addresses."""
    for name, stand_in in names.replacements:
        text = text.replace(name, stand_in)
    return _CONTACTS.sub(_NO_CONTACT, text)
