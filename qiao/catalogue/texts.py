"""The texts of a record: what is searched, what is checked for marks of secrecy, what counts as its description."""

from collections.abc import Mapping
from typing import Any

from qiao.catalogue.masking import HiddenNames, hidden_names, masked
from qiao.core.clarity import ClarityFacts, Indicator, clarity_report
from qiao.core.near_duplicates.plain_text import ComparedText
from qiao.core.taxonomy import DisclosureLevel

_DESCRIPTIONS: Mapping[str, tuple[str, ...]] = {
    "demand": ("content",),
    "achievement": ("summary", "advantages"),
    "scenario": ("problem", "technology_needed"),
}

# Short fields in which whoever fills in a form or a list can write anything.
_NAMES_AND_NUMBERS = ("contact", "organisation_name", "department", "source", "external_number", "project_number")


def description_of(record: Any) -> str:
    """The fields that say what the record is about, without its title."""
    return "\n".join(getattr(record, name) for name in _DESCRIPTIONS[record._meta.model_name])


def compared_text(record: Any, names: HiddenNames | None = None) -> ComparedText:
    """What is compared with other records of its kind: title and description; ``names`` are taken out of it."""
    fields = [getattr(record, name) for name in ("title", *_DESCRIPTIONS[record._meta.model_name])]
    title, *body = [masked(text, names) for text in fields] if names else fields
    return ComparedText(title, tuple(body))


def compared_text_of_values(kind: str, values: Mapping[str, Any]) -> ComparedText:
    """The same of the values of a row that would become a record; columns that it lacks are empty."""
    return ComparedText(values["title"], tuple(values.get(name) or "" for name in _DESCRIPTIONS[kind]))


def compared_text_of_view(view: Mapping[str, Any]) -> ComparedText:
    """The same of a record as somebody sees it (`qiao.catalogue.disclosure.view_at`)."""
    return ComparedText(view["title"], tuple(view[name] for name in _DESCRIPTIONS[view["record"]]))


def texts_of(record: Any) -> list[str]:
    """Every text that people may read in the record, names and numbers included; not those of its rights.

    The rights of an achievement are rows of their own: `qiao.catalogue.drafting` looks at those that come in,
    `qiao.catalogue.selectors.facts.achievement_facts` at those that are kept.
    """
    return [
        *(getattr(record, name) for name in record.TEXT_FIELDS),
        *(getattr(record, name, "") for name in _NAMES_AND_NUMBERS),
        *(str(word) for word in record.keywords),
        *(str(name) for name in getattr(record, "team", ())),
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
