"""Verifying what has no audit row of its own: shipped rules, the calendar, imported keys, numbers, stored files."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models

from qiao.foundation.audit_verification import Finding, readable
from qiao.foundation.files import hash_of, path_of
from qiao.foundation.models import (
    AuditRow,
    CalendarException,
    CalendarYear,
    ImportBatch,
    ImportedKey,
    ImportTask,
    IssuedNumber,
    NumberSeries,
    RuleParameter,
    StoredFile,
)
from qiao.foundation.registry import RULES
from qiao.foundation.shipped import shipped_years
from qiao.foundation.working_days import days_digest

CHUNK = 500
MOST_NAMED = 10
_RULE_FIELDS = ("value", "unit", "valid_from", "legal_basis", "verified", "note")


def verify_registers() -> Iterator[Finding]:
    """Every row of the foundation's registers that is not what was shipped, recorded or given out."""
    yield from readable("foundation.ruleparameter", verify_rules())
    yield from readable("foundation.calendarexception", verify_calendar())
    yield from readable("foundation.importedkey", verify_imported_keys())
    yield from readable("foundation.issuednumber", verify_numbers())


def _recorded_keys(model: type[models.Model]) -> set[int]:
    label = model._meta.label_lower
    return set(AuditRow.objects.filter(object_type=label).values_list("object_id", flat=True))


def verify_rules() -> Iterator[Finding]:
    """Rules that nobody set and that are not as they ship, and shipped ones that are gone."""
    recorded = _recorded_keys(RuleParameter)
    left = set(RULES)
    for row in RuleParameter.objects.order_by("pk"):
        if row.pk in recorded:
            continue
        shipped = None if row.zone_code else RULES.get(row.key)
        if shipped is None:
            yield Finding("rule_unknown", row.pk, f"{row.key} {row.zone_code}".strip())
            continue
        left.discard(row.key)
        if different := [name for name in _RULE_FIELDS if getattr(row, name) != getattr(shipped, name)]:
            yield Finding("rule_altered", row.pk, f"{row.key} {', '.join(different)}")
    for key in sorted(left):
        yield Finding("rule_missing", 0, key)


def verify_calendar() -> Iterator[Finding]:
    """Loaded years whose days are not those of their record, other years that differ from what ships."""
    stored: dict[int, dict[date, tuple[bool, str]]] = defaultdict(dict)
    for day in CalendarException.objects.order_by("date"):
        stored[day.date.year][day.date] = (day.is_workday, day.name)
    recorded, shipped = _recorded_keys(CalendarYear), {year.year: year for year in shipped_years()}
    rows = {row.year: row for row in CalendarYear.objects.order_by("year")}
    for year in sorted({*stored, *rows, *shipped} | recorded):
        row, ships = rows.get(year), shipped.get(year)
        if year in recorded:
            # Whether the row itself is as recorded is verified with the records; earlier ones have no digest.
            if row is not None and row.days_digest and row.days_digest != days_digest(stored[year]):
                yield Finding("calendar_days_altered", year, str(year))
        elif ships is None:
            yield Finding("calendar_year_unknown", year, str(year))
        elif row is None:
            yield Finding("calendar_year_missing", year, str(year))
        else:
            if (row.source, row.verified, row.days_digest) != (ships.source, ships.verified, ""):
                yield Finding("calendar_year_altered", year, str(year))
            for day_on in sorted({*stored[year], *ships.days}):
                if stored[year].get(day_on) != ships.days.get(day_on):
                    yield Finding("calendar_day_altered", year, day_on.isoformat())


def verify_imported_keys() -> Iterator[Finding]:
    """Keys whose record is gone, is another row's, or names another source or number.

    A key that followed a merge names the kept record; its audit rows say so, and it is verified with the records.
    """
    recorded = _recorded_keys(ImportedKey)
    kinds = ImportedKey.objects.order_by().values_list("source__kind", flat=True).distinct()
    for kind in sorted(str(kind) for kind in kinds):
        keys = ImportedKey.objects.filter(source__kind=kind).select_related("source").order_by("pk")
        yield from _astray(kind, keys, recorded)
    known = ImportedKey.objects.filter(source__kind__isnull=False).values("pk")
    for key in ImportedKey.objects.exclude(pk__in=known).order_by("pk"):
        yield Finding("imported_key_astray", key.pk, key.external_number)


def _astray(kind: str, keys: models.QuerySet[ImportedKey], recorded: set[int]) -> Iterator[Finding]:
    try:
        model = apps.get_model(kind)
    except (LookupError, ValueError):
        yield from (Finding("imported_key_astray", key.pk, f"{kind} {key.external_number}") for key in keys)
        return
    told = {"source", "external_number"} <= {field.name for field in model._meta.get_fields()}
    owners: Counter[int] = Counter()
    chunk: list[ImportedKey] = []
    for key in keys.iterator(chunk_size=CHUNK):
        chunk.append(key)
        if len(chunk) == CHUNK:
            yield from _astray_chunk(model, chunk, recorded, owners if told else None)
            chunk = []
    yield from _astray_chunk(model, chunk, recorded, owners if told else None)


def _astray_chunk(
    model: type[models.Model], keys: list[ImportedKey], recorded: set[int], owners: Counter[int] | None
) -> Iterator[Finding]:
    found = model._default_manager.in_bulk([key.object_id for key in keys])
    for key in keys:
        record: Any = found.get(key.object_id)
        right = record is not None
        if right and owners is not None and key.pk not in recorded:
            owners[key.object_id] += 1
            # A row without a number of its own is known by what it says; its record then has none.
            right = (
                owners[key.object_id] == 1
                and record.source == key.source.name
                and record.external_number in ("", key.external_number)
            )
        if not right:
            yield Finding("imported_key_astray", key.pk, f"{key.source.kind} {key.external_number}")


def verify_numbers() -> Iterator[Finding]:
    """Series whose numbers have gaps or doubles or end elsewhere than the series says, and numbers of no series."""
    given: dict[int, list[int]] = defaultdict(list)
    for series_id, number in IssuedNumber.objects.order_by("series_id", "number").values_list("series_id", "number"):
        given[series_id].append(number)
    for series in NumberSeries.objects.order_by("pk"):
        numbers = given.pop(series.pk, [])
        last = max(numbers, default=0)
        label = f"{series.series} {series.scope} {series.year}"
        for wrong in _gaps_and_doubles(numbers)[:MOST_NAMED]:
            yield Finding("numbers_with_gaps", series.pk, f"{label}: {wrong}")
        if series.last != last:
            yield Finding("number_series_altered", series.pk, f"{label}: {series.last} ≠ {last}")
    for series_id in sorted(given):
        yield Finding("number_series_missing", series_id, ", ".join(str(one) for one in given[series_id][:MOST_NAMED]))


def _gaps_and_doubles(numbers: list[int]) -> list[str]:
    """The numbers that are missing (``2`` or ``4–7``) or stand there twice, of a list in ascending order."""
    wrong, previous = [], 0
    for number in numbers:
        if number <= previous:
            wrong.append(str(number))
        elif number > previous + 1:
            wrong.append(f"{previous + 1}–{number - 1}" if number > previous + 2 else str(previous + 1))
        previous = number
    return wrong


def verify_stored_files(uses: Iterable[tuple[str, str]] = ()) -> Iterator[Finding]:
    """Stored files that are gone, altered or renamed.

    ``uses`` are hash and name of what other rooms keep in the store; imports are known here. The same content can have
    several names and is stored under one of them.
    """
    names: dict[str, set[str]] = defaultdict(set)
    uploads = ImportTask.objects.values_list("file__sha256", "file_name")
    for sha256, name in (*ImportBatch.objects.values_list("file__sha256", "file_name"), *uploads, *uses):
        names[sha256].add(name)
    for stored in StoredFile.objects.order_by("pk").iterator(chunk_size=CHUNK):
        known = names.pop(stored.sha256, set())
        path = path_of(stored.sha256)
        if not path.exists():
            yield Finding("stored_file_missing", stored.pk, stored.name)
        elif path.stat().st_size != stored.size or hash_of(path) != stored.sha256:
            yield Finding("stored_file_altered", stored.pk, stored.name)
        if known and stored.name not in known:
            yield Finding("stored_file_renamed", stored.pk, stored.name)
    for sha256 in sorted(names, key=str):
        yield Finding("stored_file_unlisted", 0, ", ".join(sorted(names[sha256])))
