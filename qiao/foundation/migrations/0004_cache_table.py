"""The table of the cache, in which log-in attempts are counted for all processes together."""

from typing import Any

from django.core.management import call_command
from django.db import migrations

TABLE = "qiao_cache"


def make(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001
    """A table that is there already stays as it is."""
    call_command("createcachetable", TABLE, database=schema_editor.connection.alias, verbosity=0)


def drop(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001
    """Counts are lost, nothing else."""
    schema_editor.execute(f"DROP TABLE IF EXISTS {schema_editor.quote_name(TABLE)}")


class Migration(migrations.Migration):
    dependencies = [("foundation", "0003_calendaryear_days_digest")]

    operations = [migrations.RunPython(make, drop)]
