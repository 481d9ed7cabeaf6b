"""Identifiers of researchers."""

import re

from stdnum.iso7064 import mod_11_2

from qiao.core.codes.check import CodeCheck, compact

_ORCID = re.compile(r"(?:HTTPS?://ORCID\.ORG/)?([0-9]{4})-?([0-9]{4})-?([0-9]{4})-?([0-9]{3}[0-9X])")


def check_orcid(text: str) -> CodeCheck:
    """Check an ORCID iD (ISO 7064 mod 11-2), given as address, with or without hyphens."""
    value = compact(text)
    match = _ORCID.fullmatch(value)
    if match is None:
        return CodeCheck(value, "orcid_pattern")
    value = "-".join(match.groups())
    return CodeCheck(value, None if mod_11_2.is_valid(value.replace("-", "")) else "orcid_check_character")
