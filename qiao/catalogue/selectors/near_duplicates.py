"""Records that say nearly the same as another of their kind, as far as the one who asks may know of them.

A record that the actor may not see is never named and nothing of it is shown: no title, code, unit, zone, share or
passage. That there is one is said only where the texts are nearly the same as wholes, so that nobody finds out by
trying what it says; the drafts of others and closed records are passed over.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Subquery

from qiao.catalogue.disclosure import Depth, depth_of, disclosure_facts, view_at
from qiao.catalogue.lifecycles.facts import Stage
from qiao.catalogue.masking import hidden_names
from qiao.catalogue.models.listing import Listing
from qiao.catalogue.rules import NEAR_TEXT, SAME_TEXT, SHARED_PART, SHARED_PASSAGE
from qiao.catalogue.selectors.key_holders import sharing_most
from qiao.catalogue.selectors.related import without_rights
from qiao.catalogue.text_keys import KINDS
from qiao.catalogue.texts import compared_text, compared_text_of_view
from qiao.core.access import Actor
from qiao.core.calendar import CHINA
from qiao.core.near_duplicates.overlap import Bounds, Degree, Overlap, overlap_of
from qiao.core.near_duplicates.plain_text import ComparedText
from qiao.core.near_duplicates.sketches import sketch_of
from qiao.core.outcomes import Refused
from qiao.foundation.rules import rule_rows, rule_values

COMPARED = 25
"""So many records, those that share most keys, are compared with a text word by word."""
SHOWN = 5
_DEGREES = list(Degree)
WHOLE = (Degree.SAME, Degree.NEARLY)
"""The degrees at which two records say nearly the same as wholes."""


_BOUNDS = {"same": SAME_TEXT, "near": NEAR_TEXT, "part": SHARED_PART, "passage": SHARED_PASSAGE}


@dataclass(frozen=True)
class Wanted:
    """A text of a kind of record, the zone by whose figures it is judged, and the record that it belongs to, if any."""

    kind: str
    text: ComparedText
    zone_code: str
    own_id: int | None


@dataclass(frozen=True)
class NearRecord:
    """A record that the actor may see: its view, the text that is compared as he reads it, and the overlap.

    In the overlap the text that was asked about comes first.
    """

    id: int
    state: str
    view: dict[str, Any]
    text: str
    overlap: Overlap


@dataclass(frozen=True)
class NearDuplicates:
    """What was found for a text: the records that the actor may see, the nearest first, and whether more are hidden."""

    kind: str
    text: str
    records: tuple[NearRecord, ...]
    hidden: bool

    @property
    def needs_reason(self) -> bool:
        """Whether something submitted says nearly the same as a whole, so that going on must be a decision."""
        return self.hidden or bool(self.nearly_the_same)

    @property
    def nearly_the_same(self) -> tuple[NearRecord, ...]:
        """The records that say nearly the same and have been submitted, drafts left out."""
        stages = KINDS[self.kind][1].STAGES
        near = (record for record in self.records if record.overlap.degree in WHOLE)
        return tuple(record for record in near if stages[record.state] is not Stage.DRAFT)

    def __bool__(self) -> bool:
        return self.hidden or bool(self.records)


def bounds_of(zone_code: str, now: datetime) -> Bounds:
    """What counts as near in a zone; one query. Raises RuleMissing when a figure has no value on that day."""
    values = rule_values(_BOUNDS.values(), zone_code, now.astimezone(CHINA).date())
    return Bounds(*(int(values[key]) for key in _BOUNDS.values()))


def near_duplicates_of_view(actor: Actor, view: Mapping[str, Any], now: datetime) -> NearDuplicates:
    """What repeats a demand or an achievement as the actor sees it; one query."""
    text = compared_text_of_view(view)
    return _found(actor, Wanted(view["record"], text, actor.zone_code, view["id"]), now)


def _found(actor: Actor, wanted: Wanted, now: datetime) -> NearDuplicates:
    on = now.astimezone(CHINA).date()
    records = list(_candidates(wanted).annotate(**_bounds_beside(wanted.zone_code, on)))
    if not records:
        return NearDuplicates(wanted.kind, wanted.text.shown, (), hidden=False)
    values = [getattr(records[0], name) for name in _BOUNDS]
    bounds = bounds_of(wanted.zone_code, now) if None in values else Bounds(*map(int, values))
    return near_among(actor, wanted.kind, wanted.text, bounds, records)


def _bounds_beside(zone_code: str, on: date) -> dict[str, Subquery]:
    """The figures of `bounds_of` as columns beside each record, so that they need no query of their own."""
    return {name: Subquery(rule_rows(key, zone_code, on).values("value")[:1]) for name, key in _BOUNDS.items()}


def near_among(actor: Actor, kind: str, text: ComparedText, bounds: Bounds, records: Iterable[Any]) -> NearDuplicates:
    """What repeats a text among these records, fetched with their organisation; no query."""
    found, hidden = [], False
    for record in records:
        seen = text_for(actor, record)
        overlap = overlap_of(text, seen or compared_text(record), bounds)
        if overlap is None:
            continue
        if seen is not None:
            depth = depth_of(actor, disclosure_facts(record))
            found.append(NearRecord(record.pk, record.state, view_at(record, depth), seen.shown, overlap))
        elif overlap.degree in WHOLE and record.stage in (Stage.REVIEW, Stage.OPEN):
            hidden = True
    return NearDuplicates(kind, text.shown, tuple(sorted(found, key=_nearness)[:SHOWN]), hidden)


def require_reason_for_duplicates(actor: Actor, record: Listing, now: datetime, reason: str) -> None:
    """Raises Refused when another record says nearly the same and nobody has said why this is another thing."""
    if reason.strip():
        return
    kind = str(record._meta.model_name)
    found = _found(actor, Wanted(kind, compared_text(record), record.zone_code, record.pk), now)
    if found.nearly_the_same:
        raise Refused("near_duplicate_found", others="；".join(map(_name, found.nearly_the_same)))
    if found.hidden:
        raise Refused("near_duplicate_of_hidden")


def text_for(actor: Actor, record: Any) -> ComparedText | None:
    """The text of a record as the actor may read it, None when the record does not exist for him."""
    depth = depth_of(actor, disclosure_facts(record))
    if depth is Depth.HIDDEN:
        return None
    return compared_text(record, hidden_names(record) if depth is Depth.MASKED else None)


def _candidates(wanted: Wanted) -> Any:
    """The records that share most keys with a text, unless they are closed."""
    kind = KINDS[wanted.kind][0]
    most = sharing_most(kind, sketch_of(wanted.text), wanted.own_id or 0, COMPARED)
    return compared_records(wanted.kind).filter(pk__in=most).order_by("pk")


def compared_records(kind: str) -> Any:
    """The records of a kind with which a text is compared: those that are not closed."""
    model = KINDS[kind][1]
    closed = [str(state) for state, stage in model.STAGES.items() if stage is Stage.CLOSED]
    return without_rights(model.objects.exclude(state__in=closed).select_related("organisation"))


def _nearness(near: NearRecord) -> tuple[int, int, int]:
    return _DEGREES.index(near.overlap.degree), -near.overlap.likeness_bp, near.id


def _name(near: NearRecord) -> str:
    parts = (near.view["code"] or f"#{near.id}", near.view["title"], near.view["organisation_name"])
    return " ".join(part for part in parts if part)
