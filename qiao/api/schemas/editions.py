"""Editions of lists, their lines and files."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Field, Schema

from qiao.api.codes import codes, human_verbs, listed
from qiao.api.schemas.answers import OfferOut, Part
from qiao.catalogue.lifecycles.edition import EDITION, EditionKind, EditionState
from qiao.core.editions import ChangeKind


class EditionOut(Schema):
    """An issue of a list. `digest` covers head and items and is fixed at issue."""

    id: int
    zone_code: str
    kind: Annotated[str, listed(EditionKind)]
    series: str
    state: Annotated[str, listed(EditionState)]
    title: str
    number: str
    document_number: str
    issued_on: date | None
    issued_at: datetime | None
    withdrawn_at: datetime | None
    withdrawal_reason: str
    previous_id: int | None
    digest: str


class EditionsPart(Part):
    """Part of the editions."""

    items: list[EditionOut]


class EditionOffer(OfferOut):
    """A verb of an edition."""

    verb: Annotated[str, codes("EditionVerb", human_verbs(EDITION))]


class ItemChangeOut(Schema):
    """How a line differs from the edition before."""

    code: str
    kind: Annotated[str, listed(ChangeKind)]


class EditionDetailOut(Schema):
    """An edition with what changed since the one before and the verbs that the caller may use."""

    edition: EditionOut
    columns: list[Any]
    item_count: int
    changes: list[ItemChangeOut] | None = Field(description="Null for the first edition of its list.")
    closed_codes: list[str]
    offers: list[EditionOffer]


class EditionItemOut(Schema):
    """A line as it was printed; `values` go by the keys of the columns."""

    position: int
    code: str
    title: str
    values: dict[str, Any]
    digest: str


class EditionItemsPart(Part):
    """Part of the lines of an edition."""

    items: list[EditionItemOut]


class EditionFileOut(Schema):
    """A published file and where to fetch it."""

    name: str
    media_type: str
    size: int
    sha256: str
    href: str


class EditionFiles(Schema):
    """The files that stand for an edition now."""

    items: list[EditionFileOut]
