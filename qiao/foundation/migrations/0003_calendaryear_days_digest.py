from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("foundation", "0002_append_only")]

    operations = [
        migrations.AddField(
            model_name="calendaryear",
            name="days_digest",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
    ]
