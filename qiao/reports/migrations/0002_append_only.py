"""What was published stays on record."""

from django.db import migrations

from qiao.foundation.immutability import append_only


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]

    operations = [append_only("reports_editionfile")]
