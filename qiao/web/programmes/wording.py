"""Limits, prices and reasons in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from qiao.foundation.wording import text_of
from qiao.matching.programmes.lines import LimitLine, OmittedLine, Reason, Result
from qiao.web.labels import label_of


@dataclass(frozen=True)
class ShownLimit:
    """A limit with its price in words; ``gain`` is a dash where the limit cannot be looser."""

    name: str
    number: int
    reached: str
    looser: int | None
    gain: str
    binds: bool
    entering: tuple[str, ...]
    leaving: tuple[str, ...]


@dataclass(frozen=True)
class ShownOmission:
    """What was left out, what it would have counted for, and which groups are full."""

    name: str
    counts: str
    because: tuple[str, ...]


@dataclass(frozen=True)
class ShownResult:
    """What a list under limits says of itself."""

    total: str
    says: str
    is_optimal: bool
    gap: str
    limits: tuple[ShownLimit, ...]
    omitted: tuple[ShownOmission, ...]
    omitted_count: int


def limit_name(key: str) -> str:
    """The words for a limit; the key itself where there are none."""
    code = f"field.matching.limit.{key}"
    text = text_of(code)
    return key if text == code else text


def points(score_bp: int | None) -> str:
    """Basis points as points with one digit; a dash for none."""
    return "–" if score_bp is None else f"{score_bp / 100:.1f}"


def shown_result(result: Result) -> ShownResult:
    """The result in words."""
    return ShownResult(
        total=points(result.total_bp),
        says=text_of(f"assignment.{result.status}"),
        is_optimal=result.status == "optimal",
        gap=f"{result.gap_bp / 100:.2f}",
        limits=tuple(map(_limit, result.limits)),
        omitted=tuple(map(_omission, result.omitted)),
        omitted_count=result.omitted_count,
    )


def group_name(key: str, group: str) -> str:
    """The name of a group of a limit."""
    if key == "per_field":
        return label_of(group, "field")
    if key == "slots":
        return _("session %(number)s") % {"number": group}
    return group


def _limit(line: LimitLine) -> ShownLimit:
    return ShownLimit(
        name=limit_name(line.key),
        number=line.number,
        reached=_reached(line),
        looser=line.looser,
        gain=points(line.gain_bp) if line.is_exact else f"≥ {points(line.gain_bp)}",
        binds=bool(line.gain_bp),
        entering=line.entering,
        leaving=line.leaving,
    )


def _reached(line: LimitLine) -> str:
    if line.reached:
        return _joined(group_name(line.key, group) for group in line.reached)
    return _("the whole list") if line.key == "most_items" and line.reached_count else str(line.reached_count or "")


def _omission(line: OmittedLine) -> ShownOmission:
    return ShownOmission(line.name, points(line.counts_bp), tuple(map(_reason, line.because)))


def _reason(reason: Reason) -> str:
    named = limit_name(reason.key)
    if reason.group:
        named = f"{named} ({group_name(reason.key, reason.group)})"
    return _("%(limit)s: full, the lowest in it counts %(points)s") % {
        "limit": named,
        "points": points(reason.lowest_bp),
    }


def _joined(names: Iterable[str]) -> str:
    return "; ".join(names)
