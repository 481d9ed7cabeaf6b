"""Save what the headers of a source mean, for its next list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from qiao.core.access import Actor
from qiao.core.outcomes import Invalid, Problem
from qiao.foundation.acting import authorise, change, create, record, use_case
from qiao.foundation.intake.facts import organisation_key_of
from qiao.foundation.intake.kinds import KINDS
from qiao.foundation.intake.lifecycle import ImportFacts
from qiao.foundation.intake.mapping import unknown_keys
from qiao.foundation.models import ImportSource

ACTION = "foundation.import.save_mapping"


@dataclass(frozen=True)
class NewMapping:
    """Column key by header for the lists of a source; "" leaves a header out."""

    kind: str
    source: str
    mapping: Mapping[str, str]


@use_case(ACTION)
def save_mapping(*, actor: Actor, mapping: NewMapping, now: datetime) -> ImportSource:
    """Keep the mapping; the next preview of this source uses it.

    Raises Denied, and Invalid for an unknown kind or column, a column named twice, or a missing source.
    """
    kind = KINDS.get(mapping.kind)
    if kind is None:
        params = {"kinds": ", ".join(sorted(KINDS))}
        raise Invalid(Problem("kind", "unknown_import_kind", mapping.kind, params))
    organisation = organisation_key_of(actor)
    facts = ImportFacts(
        zone_code=actor.zone_code,
        organisation_id=organisation or None,
        open_to_editors=kind.open_to_editors,
        admit=False,
        good=0,
        lapses_at=None,
    )
    authorise(actor, ACTION, facts)
    problems = [Problem("mapping", "unknown_column", key) for key in unknown_keys(mapping.mapping, kind)]
    if not mapping.source.strip():
        problems.append(Problem("source", "required"))
    if problems:
        raise Invalid(*problems)
    where = {"kind": kind.key, "organisation_key": organisation, "name": mapping.source.strip()}
    row = ImportSource.objects.select_for_update().filter(zone_code=actor.zone_code, **where).first()
    if row is None:
        row = ImportSource(zone_code=actor.zone_code, created_at=now, mapping=dict(mapping.mapping), **where)
        before = create(row)
    else:
        before = change(row, mapping=dict(mapping.mapping))
    record(actor, ACTION, row, before, now)
    return row
