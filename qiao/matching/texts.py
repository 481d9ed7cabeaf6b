"""What the engine is told of a catalogue record: the text that may be shown of it, and its facts."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from qiao.catalogue.masking import hidden_names, masked
from qiao.catalogue.models import Achievement, Demand, Scenario
from qiao.core.matching.texts import MatchText, Role
from qiao.core.taxonomy import DisclosureLevel

Listed = Demand | Achievement | Scenario

_BODY: Mapping[str, tuple[str, ...]] = {
    "demand": ("content",),
    "achievement": ("summary", "advantages", "application_range"),
    "scenario": ("problem", "technology_needed", "success_criteria"),
}
_ROLE: Mapping[str, Role] = {"demand": "need", "achievement": "offer", "scenario": "need"}
_MATURITY: Mapping[str, str] = {"achievement": "maturity", "scenario": "expected_maturity"}
_INDICATOR = ("name", "target", "unit")


def text_of_record(record: Listed) -> MatchText:
    """The record for the engine. Of a masked record (脱敏) only the masked text is used.

    So no phrase of a match can name the unit, and the places of phrases hold in what everybody sees.
    """
    kind = str(record._meta.model_name)
    values: dict[str, Any] = {name: getattr(record, name) for name in ("title", *_BODY[kind])}
    values["keywords"] = list(record.keywords)
    values["indicators"] = [dict(row) for row in getattr(record, "indicators", ())]
    if record.disclosure == DisclosureLevel.MASKED:
        values = _masked(values, record)
    for name in ("field", "industry", "region", _MATURITY.get(kind, ""), "ways"):
        values[name] = getattr(record, name, None)
    owner = record.organisation
    stamp = (record.version, owner.version if owner is not None else 0)
    return replace(text_of_view({"id": record.pk, "record": kind, **values}), stamp=stamp)


def text_of_view(view: Mapping[str, Any]) -> MatchText:
    """The same from what somebody may see of a record (`qiao.catalogue.disclosure.masked_view`)."""
    kind = view["record"]
    paragraphs = [str(view[name] or "").strip() for name in _BODY[kind]]
    paragraphs += [_indicator(row) for row in view.get("indicators") or ()]
    ways = view.get("ways") or ()
    return MatchText(
        key=view["id"],
        title=view["title"],
        body="\n".join(paragraph for paragraph in paragraphs if paragraph),
        keywords=tuple(str(word) for word in view["keywords"]),
        field=view["field"],
        industry=view["industry"],
        region=view["region"],
        maturity=view.get(_MATURITY.get(kind, "")),
        ways=frozenset(ways),
        role=_ROLE[kind],
    )


def _indicator(row: Mapping[str, Any]) -> str:
    return " ".join(text for key in _INDICATOR if (text := str(row.get(key) or "").strip()))


def _masked(value: Any, record: Listed) -> Any:
    names = hidden_names(record)

    def hide(inner: Any) -> Any:
        if isinstance(inner, str):
            return masked(inner, names)
        if isinstance(inner, list):
            return [hide(item) for item in inner]
        return {key: hide(item) for key, item in inner.items()} if isinstance(inner, dict) else inner

    return hide(value)
