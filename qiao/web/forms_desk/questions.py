"""The guided questions of a demand: the score now, and what is still open, the most rewarding first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from qiao.catalogue.contents import DemandContent
from qiao.catalogue.selectors.editing import Editable, clarity_of
from qiao.core.clarity import ClarityReport
from qiao.foundation.wording import text_of
from qiao.web.forms_desk.demand_form import DemandForm
from qiao.web.forms_desk.desk_form import DeskForm, Item, Typed

FIELD_OF: Mapping[str, str] = {
    "title": "title",
    "content": "content",
    "precision": "content",
    "indicator_targets": "indicators",
    "indicator_currents": "indicators",
    "indicator_units": "indicators",
    "budget": "budget_band",
    "deadline": "valid_until",
    "ways": "ways",
    "existing_base": "foundation_now",
    "urgency": "urgency",
    "partner_requirements": "partner_requirements",
    "rights_wish": "rights_wish",
    "field": "field",
    "industry": "industry",
}
"""Component of the score (`qiao.core.clarity`) → the field of the form that answers its question."""


@dataclass
class Asked:
    """A field with the questions that it answers, and the points that a full answer adds."""

    name: str
    item: Item
    texts: list[str] = field(default_factory=list)
    gain: int = 0


def guided_form(record: Editable, typed: Typed | None, **how: Any) -> DeskForm:
    """The fields that the person was asked for; everything else stays as it is in the record."""
    asked = set((typed or {}).get("asked", ())) & set(FIELD_OF.values())
    return DemandForm(typed, content=record.content, names=asked or _open_fields(record), **how)


def guide_context(record: Editable, form: DeskForm) -> dict[str, Any]:
    """What the page of the questions shows besides the form."""
    report = report_of(record)
    found = {
        name: Asked(name, item)
        for section in form.shown_sections()
        for item in section.items
        for name in [item.field.name if item.field is not None else item.rows.name if item.rows is not None else ""]
    }
    for question in report.questions:
        asked = found.get(FIELD_OF[question.component])
        if asked is not None:
            asked.texts.append(text_of(f"clarity.question.{question.code}"))
            asked.gain += question.gain
    return {
        "report": report,
        "questions": sorted(found.values(), key=lambda asked: -asked.gain) if report.questions else [],
        "components": [
            {"name": text_of(f"clarity.component.{part.code}"), "points": part.points, "weight": part.weight}
            for part in report.components
        ],
        "after": None,
        "found": None,
        "was_previewed": False,
    }


def report_of(record: Editable) -> ClarityReport:
    """The clarity of the record as it stands. Raises TypeError for anything but a demand."""
    if not isinstance(record.content, DemandContent):
        raise TypeError("only demands have a clarity score")
    return clarity_of(record.content)


def _open_fields(record: Editable) -> list[str]:
    fields = [FIELD_OF[question.component] for question in report_of(record).questions]
    return list(dict.fromkeys(fields)) or ["title"]
