"""A record in a row of the funnel, as far as the reader may see it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from qiao.catalogue.disclosure import Depth, depth_of, disclosure_facts, view_at
from qiao.catalogue.selectors.narrowing import region_prefix
from qiao.core.access import PUBLIC
from qiao.core.calendar import CHINA
from qiao.matching.models import Introduction
from qiao.reports.funnel.asking import Question, Reader, Scope


@dataclass(frozen=True)
class RecordLine:
    """A record by code and title; the title is "" once the record is closed to the reader, its number stays.

    ``is_public`` says whether everybody may open its page.
    """

    kind: str
    pk: int
    code: str
    title: str
    state: str
    field: str
    organisation_name: str
    published_on: date | None
    is_public: bool


def line_of(record: Any, reader: Reader) -> RecordLine:
    """The record as far as the reader may see it."""
    facts = disclosure_facts(record)
    depth = depth_of(reader.eyes, facts)
    view = None if depth is Depth.HIDDEN else view_at(record, depth)
    published = record.published_at
    return RecordLine(
        kind=record._meta.model_name,
        pk=record.pk,
        code=record.code,
        title=view["title"] if view else "",
        state=record.state,
        field=record.field,
        organisation_name=view["organisation_name"] if view else "",
        published_on=published.astimezone(CHINA).date() if published else None,
        is_public=depth_of(PUBLIC, facts) is not Depth.HIDDEN,
    )


def records_of(met: Introduction, reader: Reader, question: Question) -> tuple[RecordLine, ...]:
    """Both records for readers of the whole zone, its own for an organisation, one for everybody else.

    Open readers are never shown the pair: that two records have to do with each other is the parties' business.
    """
    records = [met.need, met.achievement]
    if reader.scope is Scope.OWN:
        records = [record for record in records if record.organisation_id == reader.actor.organisation_id]
    if reader.scope is Scope.OPEN:
        records = [next(record for record in records if _fits(record, question))]
    return tuple(line_of(record, reader) for record in records)


def _fits(record: Any, question: Question) -> bool:
    """Whether the record is one of those asked for."""
    in_field = not question.field or record.field == question.field
    in_region = not question.region or record.region.startswith(region_prefix(question.region))
    return record._meta.model_name in question.kinds and in_field and in_region and record.published_at is not None
