"""Taking staged rows: new ones are added, different ones changed, the same ones left alone."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from qiao.core.access import Actor
from qiao.core.outcomes import Problem
from qiao.foundation.acting import record
from qiao.foundation.intake.checking import CHUNK_ROWS, Progress
from qiao.foundation.intake.kinds import RecordWriter, StagedRow
from qiao.foundation.intake.lifecycle import IMPORT
from qiao.foundation.intake.staging import ADDED, CHANGED, SAME, imported_keys, outcome_of, store_problems
from qiao.foundation.models import ImportBatch, ImportedKey, ImportRow, ImportSource

LEFT_OUT = "left_out"


def locked_source(actor: Actor, batch: ImportBatch, now: datetime) -> ImportSource:
    """The source of a batch, made and recorded if new, locked until the transaction ends: imports of it queue."""
    where = {
        "zone_code": batch.zone_code,
        "kind": batch.kind,
        "organisation_key": batch.organisation_key,
        "name": batch.source,
    }
    source, is_new = ImportSource.objects.get_or_create(**where, defaults={"created_at": now})
    if is_new:
        record(actor, IMPORT.action("apply"), source, {}, now)
    return ImportSource.objects.select_for_update().get(**where)


@dataclass
class Application:
    """Takes the rows of one batch, chunk by chunk, and counts what became of them.

    Outcomes are worked out anew: another import of the same source may have been applied since the preview.
    """

    batch: ImportBatch
    source: ImportSource
    writer: RecordWriter
    counts: Counter[str] = field(default_factory=Counter)

    def take_all(self, progress: Progress | None = None) -> None:
        """Take every staged row, 500 at a time, and clear the stage; ``progress`` hears how many are done."""
        done = 0
        for chunk in self._chunks():
            self._take(chunk)
            done += len(chunk)
            if progress is not None:
                progress(done)
        clear_stage(self.batch)

    def _chunks(self) -> Iterator[list[ImportRow]]:
        last = 0
        rows = ImportRow.objects.filter(batch=self.batch).order_by("pk")
        while chunk := list(rows.filter(pk__gt=last)[:CHUNK_ROWS]):
            yield chunk
            last = chunk[-1].pk

    def _take(self, chunk: Sequence[ImportRow]) -> None:
        keys = imported_keys(self.source, (row.external_number for row in chunk))
        fresh = []
        for row in chunk:
            if outcome_of(keys.get(row.external_number), row.content_digest) == SAME:
                self.counts[SAME] += 1
            else:
                fresh.append((row, _staged(row, keys.get(row.external_number))))
        refused = self.writer.refusals([staged for _, staged in fresh])
        self._leave_out([(fresh[position][0], problems) for position, problems in refused.items()])
        taken = [pair for position, pair in enumerate(fresh) if position not in refused]
        self._add([pair for pair in taken if pair[1].object_id is None])
        self._change([pair for pair in taken if pair[1].object_id is not None], keys)

    def _leave_out(self, rows: Sequence[tuple[ImportRow, list[Problem]]]) -> None:
        store_problems(self.batch, ((row.sheet, row.number, problems) for row, problems in rows))
        self.counts[LEFT_OUT] += len(rows)

    def _add(self, pairs: Sequence[tuple[ImportRow, StagedRow]]) -> None:
        object_ids = self.writer.add([staged for _, staged in pairs]) if pairs else []
        ImportedKey.objects.bulk_create(
            ImportedKey(
                source=self.source,
                external_number=row.external_number,
                object_id=object_id,
                content_digest=row.content_digest,
            )
            for (row, _), object_id in zip(pairs, object_ids, strict=True)
        )
        self.counts[ADDED] += len(pairs)

    def _change(self, pairs: Sequence[tuple[ImportRow, StagedRow]], keys: dict[str, ImportedKey]) -> None:
        if not pairs:
            return
        changed = self.writer.change([staged for _, staged in pairs])
        for row, _ in pairs:
            keys[row.external_number].content_digest = row.content_digest
        ImportedKey.objects.bulk_update([keys[row.external_number] for row, _ in pairs], ["content_digest"])
        self.counts[CHANGED] += changed
        self.counts[SAME] += len(pairs) - changed


def _staged(row: ImportRow, key: ImportedKey | None) -> StagedRow:
    return StagedRow(row.external_number, row.values, key.object_id if key else None)


def clear_stage(batch: ImportBatch) -> None:
    """Remove the staged rows of a decided import; its problems and its file stay."""
    ImportRow.objects.filter(batch=batch).delete()
