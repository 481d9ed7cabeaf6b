"""What every command begins with: a ready database, the present time, and the holding under which it acts."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryFile

import click
from django.conf import settings
from django.core.files import locks
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from qiao.console.output import note
from qiao.core.access import Actor, Role
from qiao.core.calendar import CHINA
from qiao.foundation.audit import seal_rows
from qiao.foundation.clock import now
from qiao.foundation.wording import text_of
from qiao.parties.acting_as import actor_of
from qiao.parties.founding import ZoneHead, found_zone
from qiao.parties.selectors.console import holding_in_zone, zone_for_console

LOCAL_ZONE = "LOCAL"
_SCHEMA_LOCK = 7_118_204
# Set in the context of a command that acted under a holding, so that what it recorded is sealed when it ends.
ACTED = "qiao.console.acted"


def today(at: datetime) -> date:
    """The day in China on which an instant falls; holdings begin and end by it."""
    return at.astimezone(CHINA).date()


def ready_database() -> None:
    """Bring the database of this data folder to the present schema (it is made on first use)."""
    # The first look too is taken alone: a new SQLite file takes up its journal mode then, which others would disturb.
    with _alone():
        if not _migrations_wait():
            return
        if not connection.introspection.table_names():
            note(_("First use of %(folder)s: the database is being made.") % {"folder": settings.DATA_FOLDER})
        call_command("migrate", verbosity=0, interactive=False)


def _migrations_wait() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@contextmanager
def _alone() -> Iterator[None]:
    """Only one process at a time: on this machine by a lock on a file, on a shared PostgreSQL also by its own."""
    with (Path(settings.DATA_FOLDER) / "migrating.lock").open("w") as file:
        locks.lock(file, locks.LOCK_EX)
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_SCHEMA_LOCK])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_SCHEMA_LOCK])


def seal_everything() -> int:
    """Seal every audit row that no link of the chain holds yet; returns how many."""
    sealed = 0
    while count := seal_rows(now()):
        sealed += count
    return sealed


def chosen_zone() -> str:
    """The zone that `qiao --zone` or QIAO_ZONE names, "" for the oldest of the data folder."""
    context = click.get_current_context(silent=True)
    return str(context.find_root().params.get("zone_code") or "") if context else ""


def acting(role: Role = Role.ZONE_OPERATOR) -> tuple[Actor, datetime]:
    """The actor of this command and the present time.

    On a data folder without a zone, a local zone with an operator and an approver is founded and said so.
    """
    ready_database()
    context = click.get_current_context(silent=True)
    if context is not None:
        context.meta[ACTED] = True
    at, zone_code = now(), chosen_zone()
    zone = zone_for_console(zone_code)
    if zone is None:
        if zone_code:
            text = _("There is no zone with the code %(code)s. `qiao zone list` shows the zones.")
            raise click.ClickException(text % {"code": zone_code})
        zone = found_zone(local_zone(), at)
        founded = _("This data folder had no zone yet, so “%(name)s” was founded. Its own name: `qiao zone rename`.")
        note(founded % {"name": zone.name})
    holding = holding_in_zone(zone.code, role, today(at))
    if holding is None:
        remedy = "qiao zone appoint" if role is Role.PLATFORM_ADMIN else "qiao holding grant"
        text = _("Nobody holds the role “%(role)s” in zone %(zone)s. Give it to somebody with `%(remedy)s`.")
        raise click.ClickException(text % {"role": text_of(f"role.{role}"), "zone": zone.code, "remedy": remedy})
    return actor_of(holding, today(at)), at


def local_zone() -> ZoneHead:
    """The head of the zone that is founded when a data folder is used without `qiao zone found`."""
    return ZoneHead(
        code=LOCAL_ZONE,
        name="本地示范区",
        issuer="本地转办",
        office="本地示范区建设办公室",
        operator="本地操作员",
        approver="本地签发人",
    )


def out_folder(path: str) -> Path:
    """The folder for results, made when it does not exist. Raises OSError when nothing can be written there."""
    folder = Path(path)
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryFile(dir=folder):
        return folder
