"""Facts of imports, for guards and rights."""

from datetime import datetime, time, timedelta

from qiao.core.access import Actor, Role
from qiao.core.calendar import CHINA
from qiao.foundation.intake.kinds import KINDS, ImportContext
from qiao.foundation.intake.lifecycle import ImportFacts
from qiao.foundation.models import ImportBatch, ImportSource
from qiao.foundation.rules import rule_value

KEPT_DAYS = "foundation.import.preview_kept_days"


def import_facts(batch: ImportBatch) -> ImportFacts:
    """What decides about this import."""
    return ImportFacts(
        zone_code=batch.zone_code,
        organisation_id=batch.organisation_key or None,
        open_to_editors=KINDS[batch.kind].open_to_editors,
        admit=batch.admit,
        good=batch.added + batch.changed + batch.same,
        lapses_at=lapse_of(batch.created_at, batch.zone_code),
    )


def lapse_of(previewed_at: datetime, zone_code: str) -> datetime:
    """The end (24:00 in Shanghai) of the last day on which a preview may still be decided."""
    first = previewed_at.astimezone(CHINA).date()
    days = int(rule_value(KEPT_DAYS, zone_code, first))
    return datetime.combine(first + timedelta(days=days + 1), time(), CHINA)


def organisation_key_of(actor: Actor) -> int:
    """Under whose name an actor imports: its organisation for an editor, 0 (the zone) for everybody else."""
    return (actor.organisation_id or 0) if actor.role is Role.ORGANISATION_EDITOR else 0


def context_of(batch: ImportBatch, actor: Actor, now: datetime) -> ImportContext:
    """On whose behalf and from where the rows of a batch are taken."""
    reason = f"{batch.source} · {batch.file_name} · #{batch.pk}"
    return ImportContext(actor, batch.zone_code, batch.source, batch.admit, reason, now)


def source_of(zone_code: str, kind: str, organisation_key: int, name: str) -> ImportSource | None:
    """The source of this name, if lists of it were imported or its mapping was saved."""
    rows = ImportSource.objects.filter(zone_code=zone_code, kind=kind, organisation_key=organisation_key, name=name)
    return rows.first()
