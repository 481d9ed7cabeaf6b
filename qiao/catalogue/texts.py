"""The texts of a record: what is searched, what is checked for marks of secrecy, what counts as its description."""

from collections.abc import Mapping
from typing import Any

from qiao.catalogue.masking import hidden_names, masked
from qiao.core.clarity import ClarityFacts, Indicator, clarity_report
from qiao.core.taxonomy import DisclosureLevel

_DESCRIPTIONS: Mapping[str, tuple[str, ...]] = {
    "demand": ("content",),
    "achievement": ("summary", "advantages"),
    "scenario": ("problem", "technology_needed"),
}


def description_of(record: Any) -> str:
    """The fields that say what the record is about, without its title."""
    return "\n".join(getattr(record, name) for name in _DESCRIPTIONS[record._meta.model_name])


def texts_of(record: Any) -> list[str]:
    """Every text that people may read in the record."""
    return [
        *(getattr(record, name) for name in record.TEXT_FIELDS),
        *(str(word) for word in record.keywords),
        *(str(text) for row in getattr(record, "indicators", ()) for text in row.values()),
    ]


def open_text_of(record: Any) -> str:
    """What a search looks at: title, description and keywords, names taken out unless the record is public."""
    text = "\n".join([record.title, description_of(record), *(str(word) for word in record.keywords)])
    return masked(text, hidden_names(record)) if record.disclosure == DisclosureLevel.MASKED else text


def clarity_facts(demand: Any) -> ClarityFacts:
    """What the clarity score of a demand looks at."""
    return ClarityFacts(
        title=demand.title,
        content=demand.content,
        indicators=tuple(
            Indicator(*(str(row.get(key) or "") for key in ("name", "current", "target", "unit")))
            for row in demand.indicators
        ),
        budget_band=demand.budget_band,
        urgency=demand.urgency,
        ways=tuple(demand.ways),
        deadline=demand.valid_until,
        existing_base=demand.foundation_now,
        partner_requirements=demand.partner_requirements,
        rights_wish=demand.rights_wish,
        field=demand.field,
        industry=demand.industry,
    )


def derived_values(record: Any) -> dict[str, Any]:
    """Fields worked out from the others; whoever writes a record (draft, revision, import) writes them with it."""
    values: dict[str, Any] = {"open_text": open_text_of(record)}
    if record._meta.model_name == "demand":
        values["clarity"] = clarity_report(clarity_facts(record)).score
    return values
