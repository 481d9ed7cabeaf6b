from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matching", "0002_initial")]

    operations = [
        migrations.AddField(
            model_name="matchrun",
            name="results_digest",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
    ]
