"""Issued editions are frozen; their lines can only be added before the issue.

SQLite rebuilds a table to alter it and loses its triggers then: repeat both operations after a migration that alters
one of the two tables. A contract test checks that the guards are there.
"""

from django.db import migrations

from qiao.catalogue.frozen_editions import frozen_editions
from qiao.foundation.immutability import append_only


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_initial")]

    operations = [append_only("catalogue_editionitem"), frozen_editions()]
