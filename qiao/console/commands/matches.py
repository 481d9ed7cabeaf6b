"""`qiao match`: every list with every list, and the reasons."""

import sys
import time
from typing import Any

import click
from django.utils.translation import gettext as _
from rich.text import Text

from qiao.console.options import json_option
from qiao.console.output import OUT, as_json, progress, say, table
from qiao.console.session import acting, ready_database
from qiao.core.access import Actor
from qiao.core.matching.engine import IndexUnusable
from qiao.core.matching.texts import Span
from qiao.foundation.clock import now
from qiao.foundation.wording import text_of
from qiao.matching.index_folders import known_indexes
from qiao.matching.indexing import repair_index, verify_index
from qiao.matching.jobs import run_matching
from qiao.matching.models import Direction, MatchRun
from qiao.matching.selectors.by_code import record_by_code
from qiao.matching.selectors.matches import FreeText, MatchView, match_text, matches_for
from qiao.matching.selectors.records import KINDS

_DRIFT = ("missing", "outdated", "altered", "gone")
DIRECTIONS = [str(direction) for direction in Direction]
_limit = click.option("--limit", default=5, show_default=True, type=click.IntRange(min=1), help="Most matches shown.")


@click.group()
def match() -> None:
    """Match demands, achievements and scenarios, with reasons."""


@match.command()
@click.option("--direction", "directions", multiple=True, type=click.Choice(DIRECTIONS), help="Default: all three.")
@json_option
def run(directions: tuple[str, ...], json_output: bool) -> None:
    """Match every published record with every other; the result becomes the current run."""
    actor, _at = acting()
    rows = [_run(actor, direction) for direction in directions or DIRECTIONS]
    if json_output:
        as_json([{"direction": run.direction, **_figures(run), "seconds": round(s, 1)} for run, s in rows])
        return
    table(
        _("Matching"),
        [_("Direction"), _("Asking"), _("Answering"), _("Strong"), _("Fair"), _("Weak"), _("Nothing"), _("Seconds")],
        [(text_of(f"direction.{run.direction}"), *_figures(run).values(), f"{seconds:.1f}") for run, seconds in rows],
    )


def _run(actor: Actor, direction: str) -> tuple[MatchRun, float]:
    started = time.monotonic()
    with progress(text_of(f"direction.{direction}")) as tell:

        def told(stage: str, done: int, total: int) -> None:  # noqa: ARG001
            tell(done)

        finished = run_matching(actor=actor, zone_code=actor.zone_code, direction=direction, clock=now, progress=told)
    return finished, time.monotonic() - started


def _figures(run: MatchRun) -> dict[str, int]:
    return {
        "asking": run.source_count,
        "answering": run.target_count,
        "strong": run.strong_count,
        "fair": run.fair_count,
        "weak": run.weak_count,
        "nothing": run.nothing_count,
    }


@match.command()
@click.option("--repair", is_flag=True, help="Bring every index and the database together first.")
@json_option
def verify(repair: bool, json_output: bool) -> None:
    """Compare every index with the database, record by record and text by text; exit 1 on a difference."""
    ready_database()
    rows = [_compared(zone_code, kind, repair=repair) for zone_code, kind in known_indexes()]
    if json_output:
        as_json(rows)
    elif not rows:
        say(_("There is no index yet; the first matching builds it."))
    else:
        names = [_("Zone"), _("List"), _("Missing"), _("Outdated"), _("Altered"), _("Too many"), _("Search index")]
        table(_("Index and database"), names, [(*list(row.values())[:6], _state_of(row)) for row in rows])
    sys.exit(1 if any(not row["agrees"] for row in rows) else 0)


def _compared(zone_code: str, kind: str, *, repair: bool) -> dict[str, Any]:
    if repair:
        repair_index(zone_code, kind)
    try:
        drift = verify_index(zone_code, kind)
    except IndexUnusable as fault:
        return {"zone": zone_code, "kind": kind, **dict.fromkeys(_DRIFT, 0), "problem": str(fault), "agrees": False}
    counts = {name: len(getattr(drift, name)) for name in _DRIFT}
    problem = f"{drift.searchable:+d}" if drift.searchable else ""
    return {"zone": zone_code, "kind": kind, **counts, "problem": problem, "agrees": drift.none}


def _state_of(row: dict[str, Any]) -> str:
    return _("agrees") if row["agrees"] else row["problem"] or _("differs; `qiao match verify --repair` mends it")


@match.command()
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("code")
@_limit
@json_option
def show(kind: str, code: str, limit: int, json_output: bool) -> None:
    """The current matches of the KIND with this CODE (number in the zone's list, or in its source)."""
    actor, _at = acting()
    found = matches_for(actor, record_by_code(actor, kind, code))
    if found.run is None:
        raise click.ClickException(_("Not matched yet. Run `qiao match run` first."))
    _print(found.matches[:limit], json_output)


@match.command()
@click.argument("words")
@click.option(
    "--kind", default="achievement", show_default=True, type=click.Choice(list(KINDS)), help="What is looked for."
)
@_limit
@json_option
def text(words: str, kind: str, limit: int, json_output: bool) -> None:
    """What answers WORDS, typed freely; nothing is kept."""
    actor, at = acting()
    _print(match_text(actor, actor.zone_code, FreeText(words), kind, now=at, limit=limit), json_output)


def _print(found: tuple[MatchView, ...], json_output: bool) -> None:
    if json_output:
        as_json([_as_dict(view) for view in found])
        return
    if not found:
        say(_("Nothing suitable was found."))
    for view in found:
        _print_match(view)


def _print_match(view: MatchView) -> None:
    OUT.rule(
        Text(f"{view.rank}. {view.target['code']} {text_of(f'match_level.{view.level}')} {view.score_bp / 100:.1f}")
    )
    OUT.print(_marked(view.shown.target_text, [s for p in view.shown.phrases for s in p.in_target]))
    shares = ", ".join(f"{p.text} {p.share_bp / 100:.0f} %" for p in view.shown.phrases)
    say(f"{_('Carried by')}: {shares}")
    for fact in view.fields:
        if fact.verdict != "unknown":
            say(f"· {_fact(fact.name)}: {text_of(f'match_verdict.{fact.verdict}')}")
    for side, words in (("source", _("Not stated by what is matched")), ("target", _("Not stated by what was found"))):
        names = [name.partition(".")[2] for name in view.missing if name.startswith(f"{side}.")]
        if names:
            say(f"· {words}: {', '.join(_fact(name) for name in names)}")


def _fact(name: str) -> str:
    return text_of(f"match_fact.{name}")


def _marked(content: str, spans: list[Span]) -> Text:
    shown = Text(content)
    for span in spans:
        shown.stylize("bold reverse", span.start, span.end)
    return shown


def _as_dict(view: MatchView) -> dict[str, object]:
    return {
        "rank": view.rank,
        "code": view.target["code"],
        "title": view.target["title"],
        "score_bp": view.score_bp,
        "level": view.level,
        "phrases": [
            {
                "text": p.text,
                "share_bp": p.share_bp,
                "in_source": [[s.start, s.end] for s in p.in_source],
                "in_target": [[s.start, s.end] for s in p.in_target],
            }
            for p in view.shown.phrases
        ],
        "fields": [{"name": f.name, "verdict": f.verdict, "share_bp": f.share_bp} for f in view.fields],
        "missing": list(view.missing),
    }
