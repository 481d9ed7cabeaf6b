"""Imports, changes, oneself."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Schema

from qiao.api.codes import codes, listed
from qiao.api.schemas.answers import Part
from qiao.core.access import Role
from qiao.core.scopes import Scope
from qiao.foundation.intake.kinds import KINDS
from qiao.foundation.intake.lifecycle import ImportState
from qiao.foundation.registry import USE_CASES


class ImportOut(Schema):
    """An import: what a preview expects, then what was done."""

    id: int
    state: Annotated[str, listed(ImportState)]
    kind: Annotated[str, codes("ImportKind", sorted(KINDS))]
    source: str
    file_name: str
    admit: bool
    total: int
    bad: int
    added: int
    changed: int
    same: int
    left_out: int
    mapping: dict[str, Any]
    notes: list[str]
    created_at: datetime
    applied_at: datetime | None


class ImportsPart(Part):
    """Part of the imports."""

    items: list[ImportOut]


class ImportProblemOut(Schema):
    """What is wrong with a cell, and what to do."""

    sheet: str
    row: int
    column: str
    value: str
    rule: str
    sentence: str


class ImportProblemsPart(Part):
    """Part of the problems of an import, in the order of the file."""

    items: list[ImportProblemOut]


FEED_TYPES = (
    "catalogue.achievement",
    "catalogue.demand",
    "catalogue.edition",
    "catalogue.scenario",
    "matching.introduction",
)


class ChangeOut(Schema):
    """One change. A gone object can be seen no longer: forget it; neither reason nor state is told.

    `action` is null where the caller sees the object from outside and the act is no matter of the public.
    """

    cursor: str
    at: datetime
    object: Annotated[str, codes("FeedObject", FEED_TYPES)]
    id: int
    code: str | None
    gone: bool
    action: Annotated[str, codes("ActionKey", sorted(USE_CASES))] | None
    state: str | None
    href: str


class ChangesPart(Schema):
    """The next changes. Keep `next` and ask again with it; `more` says that it is worth asking at once."""

    items: list[ChangeOut]
    next: str
    more: bool


class MeOut(Schema):
    """Whom the token stands for and what it may be used for."""

    name: str
    role: Annotated[str, listed(Role)]
    zone_code: str
    organisation_id: int | None
    organisation_name: str
    holding_id: int | None
    token: str
    scopes: list[Annotated[str, listed(Scope)]]
    expires_on: date
    requests_a_minute: int
