"""The audit chain can only grow."""

from django.db import migrations

from qiao.foundation.immutability import append_only


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_initial")]

    operations = [
        append_only("foundation_auditrow"),
        append_only("foundation_auditseal"),
        append_only("foundation_sealedrow"),
    ]
