"""`qiao serve` and `qiao worker`: the processes that stay up."""

import signal
import socket
import sys
import time
from ipaddress import ip_address
from pathlib import Path
from types import FrameType

import click
from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _

from qiao.console.output import as_json, note, say
from qiao.console.session import ready_database
from qiao.console.supervising import run_together
from qiao.foundation.clock import now
from qiao.foundation.heartbeat import beat
from qiao.foundation.worker import work_once


@click.command()
@click.option("--once", is_flag=True, help="One round, then stop.")
@click.option("--every", default=5.0, show_default=True, type=click.FloatRange(min=0.1), help="Seconds between rounds.")
def worker(once: bool, every: float) -> None:
    """Fire due clocks, deliver events, seal the audit; prints a JSON object for each round that did something."""
    ready_database()
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        while True:
            _work(always_shown=once)
            if once:
                return
            time.sleep(every)
    except KeyboardInterrupt:
        note(_("The worker has stopped."))


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _work(*, always_shown: bool) -> None:
    at = now()
    done = work_once(at)
    beat(at)
    failed = [vars(job) for job in done.jobs if job.problem]
    if always_shown or done.fired or done.events.delivered or done.events.failed or failed:
        clocks = [vars(fired) for fired in done.fired]
        as_json({"clocks": clocks, "events": vars(done.events), "failed_jobs": failed, "sealed_rows": done.sealed_rows})


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to answer on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to answer on.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(min=1), help="Processes for pages.")
@click.option("--no-worker", is_flag=True, help="Pages only; clocks, events and mail are left to a `qiao worker`.")
def serve(host: str, port: int, workers: int, no_worker: bool) -> None:
    """Bring the database up to date, serve pages and API, and do the background work; Ctrl-C ends all of it."""
    _require_free(host, port)
    if not _is_loopback(host):
        _warn_of_others(host)
    ready_database()
    call_command("collectstatic", verbosity=0, interactive=False)
    say(_("Qiao answers on http://%(host)s:%(port)s (Ctrl-C ends it).") % {"host": host, "port": port})
    sys.stdout.flush()
    bin_folder = Path(sys.executable).parent
    pages = [str(bin_folder / "granian"), "--interface", "wsgi", "--host", host, "--port", str(port)]
    pages += ["--workers", str(workers), "--blocking-threads", "4", "--log-level", "warning", "config.wsgi:application"]
    others = [] if no_worker else [[str(bin_folder / "qiao"), "worker"]]
    sys.exit(run_together([pages, *others]))


def _require_free(host: str, port: int) -> None:
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as fault:
        text = _("%(host)s:%(port)s cannot be used (%(fault)s). Choose another one with --port or --host.")
        raise click.ClickException(text % {"host": host, "port": port, "fault": fault.strerror or fault}) from fault


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _warn_of_others(host: str) -> None:
    note(_("Others can reach this address. Serve them over https: set QIAO_BASE_URL and put a proxy in front."))
    if not {host, "*"} & set(settings.ALLOWED_HOSTS):
        text = _("Only the names in QIAO_HOSTS are answered (now: %(names)s). Add the name that others will use.")
        note(text % {"names": ", ".join(settings.ALLOWED_HOSTS)})
