"""A process of its own for the tests of imports: makes a database on disk, previews a list, applies it, dies midway.

python -m tests.concurrency.import_worker prepare <list.csv>
python -m tests.concurrency.import_worker apply
python -m tests.concurrency.import_worker apply-and-die <chunks>
"""

import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django
from django.conf import settings

NOW = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)


def prepare(path: Path) -> None:
    """Make the tables and preview the list."""
    from django.core.management import call_command

    from qiao.foundation.actions.preview_import import ImportRequest, preview_import

    call_command("migrate", run_syncdb=True, verbosity=0)
    request = ImportRequest(kind="catalogue.demand", path=path, source="挑战赛", admit=True)
    preview_import(actor=_operator(), request=request, now=NOW)


def apply() -> None:
    """Apply the import that was previewed."""
    from qiao.foundation.actions.apply_import import apply_import
    from qiao.foundation.models import ImportBatch

    apply_import(actor=_operator(), importbatch_id=ImportBatch.objects.get().pk, take="good_rows", now=NOW)


def apply_and_die(chunks: int) -> None:
    """Apply, and be killed once so many chunks of records have been written."""
    from django.db import connection

    written = 0

    def count(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal written
        result = execute(sql, params, many, context)
        written += sql.startswith('INSERT INTO "catalogue_demand"')
        if written == chunks:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    with connection.execute_wrapper(count):
        apply()


def _operator() -> Any:
    from qiao.core.access import Actor, Role

    return Actor(Role.ZONE_OPERATOR, "周操作员", zone_code="JH", user_id=1, person_id=1, holding_id=1)


if __name__ == "__main__":
    from importlib import import_module

    module = import_module(os.environ["DJANGO_SETTINGS_MODULE"])
    values = {name: getattr(module, name) for name in dir(module) if name.isupper()}
    # Tables are made from the models: the test is about transactions, not about the migrations.
    rooms = [name.rsplit(".", 1)[1] for name in values["INSTALLED_APPS"] if name.startswith("qiao.")]
    settings.configure(**{**values, "MIGRATION_MODULES": dict.fromkeys(rooms)})
    django.setup()
    command, *arguments = sys.argv[1:]
    if command == "prepare":
        prepare(Path(arguments[0]))
    elif command == "apply":
        apply()
    else:
        apply_and_die(int(arguments[0]))
