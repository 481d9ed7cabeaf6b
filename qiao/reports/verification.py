"""Verifying that the published files are still what was published, and that the database guards editions."""

from collections.abc import Iterator

from django.db import connection
from django.db.models import prefetch_related_objects

from qiao.catalogue.frozen_editions import freeze_statements
from qiao.catalogue.models import Edition, EditionItem
from qiao.foundation.audit_verification import Finding
from qiao.foundation.files import hash_of, path_of
from qiao.foundation.immutability import guard_statements
from qiao.reports.models import EditionFile
from qiao.reports.selectors import all_files


def verify_edition_files() -> Iterator[Finding]:
    """Every published file that is gone from the store, or whose content or row is not as published, by name."""
    files = all_files()
    prefetch_related_objects(files, "edition")
    for file in files:
        path = path_of(file.sha256)
        if not path.exists():
            yield Finding("edition_file_missing", file.pk, file.name)
        elif (
            not file.name.startswith(file.edition.number)
            or path.stat().st_size != file.size
            or hash_of(path) != file.sha256
        ):
            yield Finding("edition_file_altered", file.pk, file.name)


def edition_file_uses() -> Iterator[tuple[str, str]]:
    """Hash and name of each published file: what editions keep in the file store."""
    for file in all_files():
        yield file.sha256, file.name


def edition_guards() -> list[str]:
    """The statements that guard editions, their lines and their files."""
    columns = [str(field.column) for field in Edition._meta.concrete_fields]
    tables = [model._meta.db_table for model in (EditionItem, EditionFile)]
    return [
        *freeze_statements(connection.vendor, columns),
        *(statement for table in tables for statement in guard_statements(connection.vendor, table)),
    ]
