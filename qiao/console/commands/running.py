"""`qiao serve` and `qiao worker`: the processes that stay up."""

import os
import sys
import time
from pathlib import Path

import click
from django.core.management import call_command
from django.utils.translation import gettext as _

from qiao.console.output import OUT, as_json
from qiao.console.session import ready_database
from qiao.foundation.clock import now
from qiao.foundation.worker import work_once


@click.command()
@click.option("--once", is_flag=True, help="One round, then stop.")
@click.option("--every", default=5.0, show_default=True, help="Seconds between rounds.")
def worker(once: bool, every: float) -> None:
    """Fire due clocks, deliver events, seal the audit."""
    ready_database()
    while True:
        done = work_once(now())
        if once or done.fired or done.events.delivered or done.events.failed:
            as_json(
                {
                    "clocks": [vars(fired) for fired in done.fired],
                    "events": vars(done.events),
                    "sealed_rows": done.sealed_rows,
                }
            )
        if once:
            return
        time.sleep(every)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True)
def serve(host: str, port: int, workers: int) -> None:
    """Serve the pages of this data folder."""
    ready_database()
    call_command("collectstatic", verbosity=0, interactive=False)
    OUT.print(_("Qiao answers on http://%(host)s:%(port)s (Ctrl-C ends it).") % {"host": host, "port": port})
    granian = Path(sys.executable).parent / "granian"
    command = [str(granian), "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers)]
    os.execv(granian, [*command, "--blocking-threads", "4", "--log-level", "warning", "config.wsgi:application"])
