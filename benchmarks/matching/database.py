"""A database of its own, filled with the corpus row by row."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from benchmarks.matching.corpus import SEED, Corpus, Written

ZONE = "benchmark"
NOW = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
AT_ONCE = 2_000


def prepare(folder: str) -> None:
    """Make the tables in a folder; call this once, before anything of the product is imported."""
    os.environ.update(QIAO_DATA=folder, DJANGO_SETTINGS_MODULE="config.settings.base")
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command

    # Tables straight from the models: the benchmark needs no history of migrations.
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)


def fill(folder: str, achievements: int, demands: int) -> None:
    """Write both lists."""
    from django.conf import settings

    from qiao.catalogue.models import Achievement, Demand

    settings.DATA_FOLDER = folder
    for model, text, count, seed in (
        (Achievement, "summary", achievements, SEED),
        (Demand, "content", demands, SEED + 1),
    ):
        model.objects.all().delete()
        _insert(model, text, Corpus(seed).records(count))


def _insert(model: Any, text: str, written: Iterator[Written]) -> None:
    """Copy one row that the model has made, with other texts: a million rows through the models take half an hour."""
    from django.db import connection, transaction

    head = {"zone_code": ZONE, "created_at": NOW, "state": "published", "published_at": NOW}
    first = model.objects.create(title="", **head)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table} WHERE id = %s", [first.pk])
        columns, row = (
            [column[0] for column in cursor.description],
            dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True)),
        )
    first.delete()
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({marks})"
    maturity = {"maturity"} & set(columns)
    number = 0
    while some := list(islice(written, AT_ONCE)):
        rows = []
        for one in some:
            number += 1
            values = {**row, "id": number, "title": one.title, text: one.text, "field": one.field}
            values |= {"industry": one.industry, "region": one.region} | dict.fromkeys(maturity, one.maturity)
            rows.append([values[column] for column in columns])
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(statement, rows)
