"""How commands speak: tables and progress for people, JSON for programs, errors in the user's words."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from qiao.core.outcomes import Denied, Invalid, Outcome
from qiao.foundation.tabular.refusals import FileRefused
from qiao.foundation.wording import has_text, text_of

OUT = Console(soft_wrap=False)
ERR = Console(stderr=True)


def note(text: str) -> None:
    """A remark beside the result, on the error stream, so that `--json` stays clean."""
    ERR.print(text, style="yellow", markup=False, highlight=False)


def table(title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print a table."""
    shown = Table(title=title, title_justify="left", header_style="bold")
    for heading in headings:
        shown.add_column(heading, overflow="fold")
    for row in rows:
        shown.add_row(*("" if cell is None else str(cell) for cell in row))
    OUT.print(shown)


def yes_or_no(value: bool) -> str:
    """The word for a truth value."""
    return _("yes") if value else _("no")


def as_json(value: Any) -> None:
    """Print a value as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


@contextmanager
def progress(title: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """A progress bar on the error stream; yields a function that is told how much is done in all."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=ERR,
        transient=not sys.stderr.isatty(),
    )
    with bar:
        task = bar.add_task(title, total=total)

        def tell(done: int) -> None:
            bar.update(task, completed=done)

        yield tell
        if total is not None:
            bar.update(task, completed=total)


def explain(problem: Outcome | FileRefused) -> str:
    """An outcome in the user's words, one line for each fault."""
    if isinstance(problem, Invalid):
        return "\n".join(
            f"{fault.field}: {fault.value!r} – {text_of(f'rule.{fault.rule}', fault.params)}"
            for fault in problem.problems
        )
    if isinstance(problem, FileRefused):
        return text_of(f"refusal.{problem.code}", problem.params)
    prefix = "denied" if isinstance(problem, Denied) else "refusal"
    text = text_of(f"{prefix}.{problem.code}", problem.params)
    state, action = problem.params.get("state"), problem.params.get("action")
    if action and has_text(f"verb.{action}"):
        text = f"{text_of(f'verb.{action}')}: {text}"
    return f"{text} ({_('state')}: {state})" if state else text
