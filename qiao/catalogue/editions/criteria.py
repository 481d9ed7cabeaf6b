"""How the lines of a demand or scenario list are chosen, and the texts of its head."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from qiao.catalogue.lifecycles.edition import EditionKind
from qiao.core.outcomes import Invalid, Problem
from qiao.core.taxonomy import HiTechField

CHOSEN_KINDS = (EditionKind.DEMANDS, EditionKind.SCENARIOS)
MOST_CLARITY = 100


@dataclass(frozen=True, kw_only=True)
class EditionCriteria:
    """Which published records are listed; an empty tuple sets no condition.

    ``fields`` are hi-tech fields, ``industries`` and ``regions`` beginnings of codes, ``codes`` the records wished by
    code. ``min_clarity`` (0–100) is for demands.
    """

    fields: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    min_clarity: int = 0

    def as_json(self) -> dict[str, Any]:
        """The form that an edition keeps."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "EditionCriteria":
        """From the form that an edition keeps."""
        return cls(
            fields=tuple(kept["fields"]),
            industries=tuple(kept["industries"]),
            regions=tuple(kept["regions"]),
            codes=tuple(kept["codes"]),
            min_clarity=kept["min_clarity"],
        )


@dataclass(frozen=True, kw_only=True)
class EditionRequest:
    """What a compiler asks for. Texts left empty are written at issue, when number and batch are known."""

    kind: str
    criteria: EditionCriteria = field(default_factory=EditionCriteria)
    title: str = ""
    addressees: str = ""
    copies_to: str = ""
    opening: tuple[str, ...] = ()


def require_usable(request: EditionRequest) -> None:
    """Raises Invalid naming everything that is wrong with the request."""
    problems = [*_head_problems(request), *_criteria_problems(request.kind, request.criteria)]
    if problems:
        raise Invalid(*problems)


def missing_codes(criteria: EditionCriteria, found: set[str]) -> list[Problem]:
    """One problem for each record wished by code that the list may not or cannot take."""
    return [Problem("codes", "edition_code_not_listed", code) for code in criteria.codes if code not in found]


def _head_problems(request: EditionRequest) -> Iterator[Problem]:
    if request.kind not in CHOSEN_KINDS:
        yield Problem("kind", "edition_kind_unknown", request.kind)
    for name in ("title", "addressees", "copies_to"):
        value: str = getattr(request, name)
        if len(value) > 300:
            yield Problem(name, "edition_text_too_long", value[:40], {"most": 300, "length": len(value)})
    if any(not paragraph.strip() for paragraph in request.opening):
        yield Problem("opening", "edition_paragraph_empty")


def _criteria_problems(kind: str, criteria: EditionCriteria) -> Iterator[Problem]:
    known = {str(member) for member in HiTechField}
    for value in criteria.fields:
        if value not in known:
            yield Problem("fields", "edition_field_unknown", value)
    for name, longest in (("industries", 4), ("regions", 6)):
        for value in getattr(criteria, name):
            if not (value.isascii() and value.isdigit() and len(value) <= longest):
                yield Problem(name, "edition_code_beginning", value, {"longest": longest})
    if not 0 <= criteria.min_clarity <= MOST_CLARITY:
        yield Problem("min_clarity", "edition_clarity_range", str(criteria.min_clarity))
    elif criteria.min_clarity and kind != EditionKind.DEMANDS:
        yield Problem("min_clarity", "edition_clarity_for_demands_only", str(criteria.min_clarity))
