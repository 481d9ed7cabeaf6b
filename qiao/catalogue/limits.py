"""How much fits into a record of the catalogue: characters of each text, entries of each list. Pure."""

from collections.abc import Mapping
from types import MappingProxyType

_LONG = 30_000
_SHORT = 200

LONGEST: Mapping[str, int] = MappingProxyType(
    {
        "title": 500,
        "contact": _SHORT,
        "organisation_name": _SHORT,
        "project_number": 60,
        "department": _SHORT,
        "scenario_class": 60,
        **dict.fromkeys(("content", "foundation_now", "partner_requirements", "rights_wish"), _LONG),
        **dict.fromkeys(("summary", "advantages", "compared_with", "application_range"), _LONG),
        **dict.fromkeys(("evidence", "maturity_evidence"), _LONG),
        **dict.fromkeys(("place", "problem", "technology_needed", "opened_conditions"), _LONG),
        **dict.fromkeys(("success_criteria", "safety_notes"), _LONG),
    }
)
"""Characters of a text field; long texts as imported lists may bring them."""

LONGEST_ENTRY: Mapping[str, int] = MappingProxyType({"keywords": 60, "team": 60})
"""Characters of one entry of a list of words."""

LONGEST_PART: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {
        "indicators": {"name": _SHORT, "current": _SHORT, "target": _SHORT, "unit": 40},
        "rights": {"number": 40},
    }
)
"""Characters of each part of a repeated row."""

MOST: Mapping[str, int] = MappingProxyType({"keywords": 30, "team": 50, "indicators": 50, "rights": 50})
"""Entries of a list."""

MOST_MONTHS = 600
"""Months of a scenario's period: fifty years are a slip of the pen."""
