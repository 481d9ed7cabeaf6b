"""The demonstration from the empty folder to the closing tables."""

import shutil
import time
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from demo.datafolder import clear, mark, require_own
from demo.printing import print_summary
from demo.timeline import Step, take
from demo.world import ZONE, World
from demo.year import steps_of_the_year
from qiao.catalogue.editions.verification import verify_editions
from qiao.catalogue.selectors.editions import issued_editions
from qiao.console.output import ERR
from qiao.core.calendar import CHINA
from qiao.foundation.audit_verification import Finding, verify_chain
from qiao.foundation.files import path_of
from qiao.foundation.record_verification import verify_records
from qiao.foundation.working_days import working_calendar
from qiao.reports.open_data import zone_catalog, zone_feed
from qiao.reports.selectors import current_files
from qiao.reports.verification import verify_edition_files


def run_demonstration(out: Path, *, until: date, quiet: bool) -> list[Finding]:
    """Tell the year up to a day in the data folder and write every issued edition into ``out``.

    Returns what does not verify: nothing, unless the platform is broken. Raises FolderInUse when the data folder is
    somebody's own.
    """
    began = time.perf_counter()
    folder = Path(settings.DATA_FOLDER)
    require_own(folder)
    clear(folder)
    mark(folder)
    call_command("migrate", verbosity=0, interactive=False)
    out.mkdir(parents=True, exist_ok=True)
    world = World(folder, out)
    _tell(world, steps_of_the_year(working_calendar(), until), quiet=quiet)
    files = write_results(out)
    findings = [*verify_chain(), *verify_records(), *verify_editions(), *verify_edition_files()]
    if not quiet:
        print_summary(world, files, findings, time.perf_counter() - began)
    return findings


def _tell(world: World, told: list[Step], *, quiet: bool) -> None:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=ERR, disable=quiet) as bars:
        for month, steps in _by_month(told).items():
            bar = bars.add_task(month, total=len(steps))
            for step in steps:
                take(world, step)
                bars.advance(bar)


def _by_month(steps: list[Step]) -> dict[str, list[Step]]:
    found: dict[str, list[Step]] = {}
    for step in steps:
        found.setdefault(f"{step.at.astimezone(CHINA):%Y-%m}", []).append(step)
    return found


def write_results(out: Path) -> list[Path]:
    """Every present file of every edition, the feed and the catalogue."""
    written = []
    for file in current_files(list(issued_editions(ZONE))):
        written.append(out / file.name)
        shutil.copyfile(path_of(file.sha256), out / file.name)
    for name, content in (
        ("editions.atom", zone_feed(ZONE, settings.BASE_URL)),
        ("catalog.jsonld", zone_catalog(ZONE, settings.BASE_URL)),
    ):
        (out / name).write_bytes(content)
        written.append(out / name)
    return written
