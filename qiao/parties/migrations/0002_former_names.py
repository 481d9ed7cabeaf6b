"""Organisations keep the names they once bore."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("parties", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="former_names",
            field=models.JSONField(default=list, editable=False),
        ),
    ]
