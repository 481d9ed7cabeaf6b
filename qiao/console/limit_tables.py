"""Lists under limits in the terminal: what each limit costs, and what was left out and why."""

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from qiao.console.output import say, table
from qiao.foundation.wording import text_of
from qiao.matching.programmes.lines import LimitLine, OmittedLine, Reason, Result

SHOWN = 10
"""Lines of what was left out."""


def points(score_bp: int | None) -> str:
    """Basis points as points with one digit; a dash for none."""
    return "–" if score_bp is None else f"{score_bp / 100:.1f}"


def limit_name(key: str) -> str:
    """The words for a limit."""
    return text_of(f"field.matching.limit.{key}")


def reason_text(reason: Reason) -> str:
    """A full group in words: which limit, which group, and the lowest score in it."""
    named = f"{limit_name(reason.key)} ({reason.group})" if reason.group else limit_name(reason.key)
    return f"{named}: ≥ {points(reason.lowest_bp)}"


def say_result(result: Result) -> None:
    """Total, limits with prices, and the first of what was left out."""
    say(f"{_('Total')}: {points(result.total_bp)}. {text_of(f'assignment.{result.status}')}")
    if result.gap_bp:
        say(_("At most %(gap)s %% better is possible.") % {"gap": f"{result.gap_bp / 100:.2f}"})
    headings = [_("Limit"), _("Set at"), _("Reached by"), _("One looser"), _("Would gain")]
    headings += [_("Comes in"), _("Goes out")]
    table(_("What each limit costs"), headings, [_limit_row(line) for line in result.limits])
    if result.omitted:
        title = _("Left out (%(count)s in all)") % {"count": result.omitted_count}
        rows = [_omitted_row(line) for line in result.omitted[:SHOWN]]
        table(title, [_("Name"), _("Would count"), _("Kept out by")], rows)


def result_as_json(result: Result) -> dict[str, Any]:
    """The same for programs."""
    return asdict(result)


def _limit_row(line: LimitLine) -> tuple[Any, ...]:
    reached = ", ".join(line.reached) or (line.reached_count or "")
    gain = points(line.gain_bp) if line.is_exact else f"≥ {points(line.gain_bp)}"
    return (
        limit_name(line.key),
        line.number,
        reached,
        line.looser,
        gain,
        "; ".join(line.entering),
        "; ".join(line.leaving),
    )


def _omitted_row(line: OmittedLine) -> tuple[str, str, str]:
    return line.name, points(line.counts_bp), "; ".join(map(reason_text, line.because))
