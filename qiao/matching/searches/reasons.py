"""Why a record is named in an alert: which filters it fits and which words were found where. Pure.

Everything is taken from the record as its reader sees it: nothing hidden can be quoted, and a word is said to stand
somewhere only when it does.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from qiao.catalogue.filters import ListingFilters
from qiao.core.codes.classification import section_of_industry
from qiao.core.taxonomy import (
    AchievementKind,
    BudgetBand,
    CooperationWay,
    DemandKind,
    FundingSource,
    HiTechField,
    IndustrySection,
    Listed,
    Maturity,
    OrganisationKind,
    Province,
    ScenarioOpener,
    ScenarioSize,
    Urgency,
)
from qiao.matching.selectors.matches import MatchView

Line = dict[str, Any]
AROUND = 24
"""Characters shown before and after a found word."""
_MOST_PHRASES = 5
_PLACES = (
    "code", "title", "content", "summary", "problem", "technology_needed", "advantages", "keywords",
    "organisation_name",
)  # fmt: skip
_KINDS: Mapping[str, type[Listed]] = {"demand": DemandKind, "achievement": AchievementKind}
_VALUES: Mapping[str, tuple[str, type[Listed]]] = {
    "field": ("field", HiTechField),
    "fields": ("field", HiTechField),
    "urgencies": ("urgency", Urgency),
    "budgets": ("budget_band", BudgetBand),
    "organisation_kinds": ("organisation_kind", OrganisationKind),
    "opener_kinds": ("opener_kind", ScenarioOpener),
    "scales": ("scale", ScenarioSize),
    "fundings": ("funding", FundingSource),
    "provinces": ("region", Province),
}


def reasons_for(view: Mapping[str, Any], filters: ListingFilters) -> list[Line]:
    """One line for each word and each filter that the record fits."""
    lines = [_word(view, word) for word in filters.text.split()]
    return lines + [line for line in _filters(view, filters) if line]


def reasons_of_match(match: MatchView) -> list[Line]:
    """The level of the match, and the phrases that stand in both texts, the first with its surroundings."""
    params = {"level_code": f"match_level.{match.level}", "score": f"{match.score_bp / 100:.0f}"}
    lines: list[Line] = [{"code": "search_reason.level", "params": params, "inner": True}]
    phrases = list(dict.fromkeys(phrase.text for phrase in match.shown.phrases))[:_MOST_PHRASES]
    if phrases:
        place = match.shown.phrases[0].in_target[0]
        lines.append(
            {
                "code": "search_reason.phrases",
                "params": {"phrases": phrases},
                "inner": True,
                "excerpt": _excerpt(match.shown.target_text, place.start, place.end),
            }
        )
    agreeing = [f"search_filter.{one.name}" for one in match.fields if one.verdict == "agrees"]
    if agreeing:
        lines.append({"code": "search_reason.agreeing", "params": {"names_code": agreeing}, "inner": True})
    return lines


def _word(view: Mapping[str, Any], word: str) -> Line:
    for place in _PLACES:
        text = _text(view.get(place))
        start = text.casefold().find(word.casefold())
        # Folding may change the length of foreign text; then the place is not the same and is not shown.
        if start >= 0 and text[start : start + len(word)].casefold() == word.casefold():
            params = {"word": word, "place_code": f"search_place.{place}"}
            excerpt = _excerpt(text, start, start + len(word))
            return {"code": "search_reason.word", "params": params, "inner": True, "excerpt": excerpt}
    # Insiders also find a record by a former name of its unit, which stands in no text.
    return {"code": "search_reason.register", "params": {"word": word}, "inner": True}


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return " ".join(str(one) for one in value)
    return "" if value is None else str(value)


def _excerpt(text: str, start: int, end: int) -> list[str]:
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    head = "…" if start > AROUND else ""
    tail = "…" if end + AROUND < len(text) else ""
    return [head + " ".join(before.split()), text[start:end], " ".join(after.split()) + tail]


def _filters(view: Mapping[str, Any], filters: ListingFilters) -> Iterator[Line | None]:
    for name, (column, values) in _VALUES.items():
        if getattr(filters, name, None):
            code = view.get(column) or ""
            yield _fits(name, _label(values, f"{code[:2]}0000" if name == "provinces" else code))
    for name, shown in _SPECIAL.items():
        if getattr(filters, name, None) not in (None, "", ()):
            yield shown(view, filters)


def _fits(name: str, value: Any) -> Line | None:
    params = {"filter_code": f"search_filter.{name}", "value": value}
    return {"code": "search_reason.filter", "params": params, "inner": True} if value else None


def _label(values: type[Listed], code: Any) -> Any:
    for member in values:
        if member.value == str(code):
            return {"zh": member.label.zh, "en": member.label.en}
    return str(code)


def _kinds(view: Mapping[str, Any], _wanted: Any) -> Line | None:
    values = _KINDS.get(view["record"])
    return _fits("kinds", _label(values, view["kind"])) if values else None


def _ways(view: Mapping[str, Any], filters: Any) -> Line | None:
    return _fits("ways", [_label(CooperationWay, way) for way in view.get("ways") or () if way in filters.ways])


def _sections(view: Mapping[str, Any], _wanted: Any) -> Line | None:
    digits = str(view.get("industry") or "")[:2]
    section = section_of_industry(digits) if digits.isdigit() else None
    return _fits("sections", _label(IndustrySection, section.value)) if section else None


def _maturity(view: Mapping[str, Any], _wanted: Any) -> Line | None:
    level = view.get("maturity", view.get("expected_maturity"))
    return None if level is None else _fits("maturity", _label(Maturity, level))


def _state(view: Mapping[str, Any], _wanted: Any) -> Line | None:
    params = {"filter_code": "search_filter.states", "value_code": f"state.catalogue.{view['record']}.{view['state']}"}
    return {"code": "search_reason.state", "params": params, "inner": True}


def _rights(view: Mapping[str, Any], _wanted: Any) -> Line | None:
    return _fits("rights", str(len(view.get("rights") or ())))


def _plain(name: str) -> Callable[[Mapping[str, Any], Any], Line | None]:
    return lambda view, _wanted: _fits(name, str(view.get(name) or ""))


_SPECIAL: Mapping[str, Callable[[Mapping[str, Any], Any], Line | None]] = {
    "kinds": _kinds,
    "ways": _ways,
    "sections": _sections,
    "maturity_min": _maturity,
    "maturity_max": lambda view, filters: None if filters.maturity_min is not None else _maturity(view, filters),
    "states": _state,
    "state": _state,
    "rights": _rights,
    "industry": _plain("industry"),
    "region": _plain("region"),
    "clarity_min": lambda view, _wanted: _fits("clarity", str(view.get("clarity"))),
    "organisation_id": lambda view, _wanted: _fits("organisation", view.get("organisation_name")),
}
