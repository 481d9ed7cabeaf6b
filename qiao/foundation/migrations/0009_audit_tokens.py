"""The access token through which a program acted.

Both columns may be null: SQLite then adds them without writing the table anew, which keeps its append-only guard.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("foundation", "0008_import_tasks")]

    operations = [
        migrations.AddField("auditrow", "token_id", models.BigIntegerField(null=True)),
        migrations.AddField("auditrow", "token_name", models.CharField(max_length=100, null=True)),
    ]
