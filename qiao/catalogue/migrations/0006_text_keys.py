"""Keys of texts. Records that are there already get theirs from the job ``catalogue.text_keys`` (once a day, and in
the first round of the worker) or from `qiao match duplicates --fill`."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0005_portal'),
    ]

    operations = [
        migrations.CreateModel(
            name='TextKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.PositiveSmallIntegerField(choices=[(1, 'demand'), (2, 'achievement')])),
                ('key', models.BigIntegerField()),
                ('object_id', models.BigIntegerField()),
            ],
            options={
                'indexes': [
                    models.Index(fields=['kind', 'key', 'object_id'], name='text_key_lookup'),
                    models.Index(fields=['kind', 'object_id'], name='text_key_record'),
                ],
            },
        ),
    ]
