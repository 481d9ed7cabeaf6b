"""Verifying the audit chain: which row, link or record is not what was written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import DatabaseError

from qiao.core.audit_chain import GENESIS, seal_digest
from qiao.foundation.audit import row_digest
from qiao.foundation.models import AuditRow, AuditSeal, SealedRow

CHUNK = 500


@dataclass(frozen=True)
class Finding:
    """One break of the chain: what kind, and which row or seal it names."""

    kind: str
    number: int
    label: str = ""


def readable(table: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings; a value that cannot even be read (no date, no JSON, no UTF-8) ends them and names the table."""
    try:
        yield from findings
    except (ValueError, TypeError, AttributeError, DatabaseError):
        yield Finding("register_unreadable", 0, table)


def verify_chain() -> Iterator[Finding]:
    """Every row whose content is not what was written, every missing row, every broken link, in order."""
    keys = list(AuditRow.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        yield from _verify_rows(keys[start : start + CHUNK])
    previous, expected = GENESIS, 1
    for seal in AuditSeal.objects.order_by("number").iterator(chunk_size=200):
        yield from _verify_seal(seal, previous, expected)
        previous, expected = seal.digest, seal.number + 1


def _verify_rows(keys: list[int]) -> Iterator[Finding]:
    try:
        rows = list(AuditRow.objects.filter(pk__in=keys).order_by("pk"))
        altered = [row for row in rows if row_digest(row) != row.digest]
    except (ValueError, TypeError, AttributeError, DatabaseError):
        # A damaged value can be unreadable (no JSON, no date, no UTF-8): find the row that holds it.
        if len(keys) == 1:
            yield Finding("row_altered", keys[0])
            return
        for key in keys:
            yield from _verify_rows([key])
        return
    for row in altered:
        yield Finding("row_altered", row.pk, f"{row.action} {row.object_label}")


def _verify_seal(seal: AuditSeal, previous: str, expected: int) -> Iterator[Finding]:
    if seal.number != expected:
        yield Finding("seal_missing", expected)
    if seal.previous_digest != previous:
        yield Finding("seal_link_broken", seal.number)
    ids = list(SealedRow.objects.filter(seal_number=seal.number).order_by("row_id").values_list("row_id", flat=True))
    digests: dict[int, str] = {}
    for start in range(0, len(ids), CHUNK):
        digests.update(AuditRow.objects.filter(pk__in=ids[start : start + CHUNK]).values_list("pk", "digest"))
    for row_id in ids:
        if row_id not in digests:
            yield Finding("row_missing", row_id)
    rows = [(row_id, digests.get(row_id, "")) for row_id in ids]
    if len(ids) != seal.row_count or seal_digest(seal.previous_digest, rows) != seal.digest:
        yield Finding("seal_altered", seal.number)
