"""Unified social credit codes (GB 32100-2015) and the organisation codes inside them (GB 11714)."""

import re
from enum import StrEnum

from stdnum.cn import uscc

from qiao.core.codes.check import CodeCheck, compact

_CREDIT_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
_ORGANISATION_CODE = re.compile(r"[0-9A-Z]{8}[0-9X]")
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


class CreditCodeHolder(StrEnum):
    """Who holds a credit code, told by its first two characters (registrar and category)."""

    ENTERPRISE = "enterprise"
    INDIVIDUAL_BUSINESS = "individual_business"
    FARMERS_COOPERATIVE = "farmers_cooperative"
    PUBLIC_INSTITUTION = "public_institution"
    GOVERNMENT = "government"
    ASSOCIATION = "association"
    PRIVATE_NON_ENTERPRISE = "private_non_enterprise"
    FOUNDATION = "foundation"
    LAW_FIRM = "law_firm"


_HOLDERS = {
    "91": CreditCodeHolder.ENTERPRISE,
    "92": CreditCodeHolder.INDIVIDUAL_BUSINESS,
    "93": CreditCodeHolder.FARMERS_COOPERATIVE,
    "12": CreditCodeHolder.PUBLIC_INSTITUTION,
    "11": CreditCodeHolder.GOVERNMENT,
    "51": CreditCodeHolder.ASSOCIATION,
    "52": CreditCodeHolder.PRIVATE_NON_ENTERPRISE,
    "53": CreditCodeHolder.FOUNDATION,
    "31": CreditCodeHolder.LAW_FIRM,
}


def check_credit_code(text: str) -> CodeCheck:
    """Check an 18-character unified social credit code.

    A wrong organisation code inside is a warning only: codes given by registrars other than the market
    regulators do not always keep it (GB 32100-2015, positions 9 to 17).
    """
    value = compact(text)
    if not _CREDIT_CODE.fullmatch(value):
        return CodeCheck(value, "credit_code_pattern")
    if uscc.calc_check_digit(value[:17]) != value[17]:
        return CodeCheck(value, "credit_code_check_character")
    if not check_organisation_code(value[8:17]).ok:
        return CodeCheck(value, warning="credit_code_organisation_check")
    return CodeCheck(value)


def check_organisation_code(text: str) -> CodeCheck:
    """Check a 9-character organisation code (GB 11714), written with or without the hyphen."""
    value = compact(text).replace("-", "")
    if not _ORGANISATION_CODE.fullmatch(value):
        return CodeCheck(value, "organisation_code_pattern")
    if organisation_check_character(value[:8]) != value[8]:
        return CodeCheck(value, "organisation_code_check_character")
    return CodeCheck(value)


def organisation_check_character(body: str) -> str:
    """Return the check character for the 8 digits or capital letters of an organisation code."""
    total = sum(int(sign, 36) * weight for sign, weight in zip(body, _ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]


def credit_code_holder(value: str) -> CreditCodeHolder | None:
    """Return the kind of holder of a checked credit code, None when the first two characters do not tell."""
    return _HOLDERS.get(value[:2])
