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
from rich.text import Text

OUT = Console(soft_wrap=False)
ERR = Console(stderr=True)


def say(text: str) -> None:
    """A line of the result. It is never broken, so that a path in it can be copied."""
    OUT.print(text, markup=False, highlight=False, soft_wrap=True)


def say_page(number: int, last: int, total: int) -> None:
    """Where a page stands among the pages of a list."""
    say(_("Page %(number)s of %(last)s, %(total)s in all.") % {"number": number, "last": last, "total": total})


def note(text: str) -> None:
    """A remark beside the result, on the error stream, so that `--json` stays clean."""
    ERR.print(text, style="yellow", markup=False, highlight=False, soft_wrap=True)


def complain(text: str) -> None:
    """Why a command did not do what was asked, on the error stream."""
    ERR.print(text, style="red", markup=False, highlight=False, soft_wrap=True)


def table(title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print a table."""
    shown = Table(title=Text(title), title_justify="left", header_style="bold")
    for heading in headings:
        shown.add_column(heading, overflow="fold")
    for row in rows:
        shown.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
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
        disable=not sys.stderr.isatty(),
    )
    with bar:
        task = bar.add_task(title, total=total)

        def tell(done: int) -> None:
            bar.update(task, completed=done)

        yield tell
        if total is not None:
            bar.update(task, completed=total)
