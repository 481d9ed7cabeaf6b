"""What many operations answer with: problems, offers, parts of lists, receipts."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Field, Schema

from qiao.api.codes import codes, codes_of


class Fault(Schema):
    """One value that cannot be taken: where it stands, the rule that it breaks, and what to do."""

    field: str
    value: str
    rule: Annotated[str, codes("RuleCode", codes_of("rule"))]
    remedy: str


class ProblemDocument(Schema):
    """What went wrong (RFC 9457). `code` is stable, `detail` is for people, in the language that was asked for."""

    type: str = Field(description="Address of a page that explains the code.")
    title: str
    status: int
    detail: str
    code: Annotated[str, codes("ProblemCode", [*codes_of("refusal"), *codes_of("denied")])]
    errors: list[Fault] | None = Field(None, description="Each fault of the input (422).")
    scope: str | None = Field(None, description="The scope that the token lacks (403).")
    state: str | None = Field(None, description="The state in which the verb does not exist (409).")


class OfferOut(Schema):
    """A verb of the present state that the caller has a right to; `refusal` says why it cannot be used now."""

    verb: str
    action: str
    refusal: Annotated[str, codes("RefusalCode", codes_of("refusal"))] | None
    needs_reason: bool
    href: str = ""


class DueOut(Schema):
    """What the clock does next."""

    at: datetime
    verb: str


class HistoryOut(Schema):
    """One recorded act; `before` and `after` hold the fields that changed.

    `token` is the name of the access token through which a program acted, empty for people themselves.
    """

    at: datetime
    action: str
    actor_name: str
    actor_role: str
    organisation_name: str
    reason: str
    before: dict[str, Any]
    after: dict[str, Any]
    token: str


class History(Schema):
    """Every act on the record, the oldest first; empty for those who do not see the record from inside."""

    items: list[HistoryOut]


class Receipt(Schema):
    """What was done to which object, and the state it is in now."""

    object: str = Field(description="Kind of the object, as in the audit: `catalogue.demand`.")
    id: int
    state: str | None
    version: int | None
    code: str | None = Field(description="The number under which people know it, once it has one.")
    href: str | None


class Part(Schema):
    """Part of a list; `next` is the cursor of the part after it, null at the end."""

    next: str | None
