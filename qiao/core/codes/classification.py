"""Codes of classifications: industries, regions, patents and designs."""

import re

from qiao.core.codes.check import CodeCheck, compact
from qiao.core.taxonomy import SECTION_DIVISIONS, IndustrySection, Province

_INDUSTRY = re.compile(r"([A-T]?)([0-9]{2,4})")
_REGION = re.compile(r"[0-9]{6}")
_IPC = re.compile(r"([A-H][0-9]{2}[A-Z])([0-9]{1,4}/[0-9]{2,6})")
_LOCARNO = re.compile(r"[0-9]{2}-[0-9]{2}")
_PROVINCES = {province.value[:2]: province for province in Province}


def check_industry_code(text: str) -> CodeCheck:
    """Check a GB/T 4754-2017 code of 2 to 4 digits; the normal form has no section letter.

    The division must exist and a given letter must be its section. Groups and classes are not checked:
    the whole list is the operator's to import.
    """
    value = compact(text)
    match = _INDUSTRY.fullmatch(value)
    if match is None:
        return CodeCheck(value, "industry_code_pattern")
    letter, digits = match.groups()
    section = section_of_industry(digits)
    if section is None:
        return CodeCheck(digits, "industry_code_division")
    if letter and letter != section.value:
        return CodeCheck(digits, "industry_code_section")
    return CodeCheck(digits)


def section_of_industry(digits: str) -> IndustrySection | None:
    """Return the section of a division, group or class code without letter, None when there is none."""
    division = int(digits[:2])
    for section, divisions in SECTION_DIVISIONS.items():
        if division in divisions:
            return section
    return None


def check_region_code(text: str) -> CodeCheck:
    """Check a 6-digit GB/T 2260 code by its province; lower levels change with time and are not checked."""
    value = compact(text)
    if not _REGION.fullmatch(value):
        return CodeCheck(value, "region_code_pattern")
    if value[:2] not in _PROVINCES:
        return CodeCheck(value, "region_code_province")
    return CodeCheck(value)


def province_of_region(value: str) -> Province | None:
    """Return the province of a region code, None when it names none."""
    return _PROVINCES.get(value[:2])


def check_ipc(text: str) -> CodeCheck:
    """Check an International Patent Classification symbol down to the subgroup, for example G06F 17/30.

    The normal form has one blank after the subclass. Retired subclasses such as H01L are accepted,
    because older patents keep them.
    """
    value = compact(text)
    match = _IPC.fullmatch(value)
    return CodeCheck(f"{match[1]} {match[2]}") if match else CodeCheck(value, "ipc_pattern")


def check_locarno(text: str) -> CodeCheck:
    """Check a class of the Locarno classification of designs, for example 14-02."""
    value = compact(text)
    return CodeCheck(value, None if _LOCARNO.fullmatch(value) else "locarno_pattern")
