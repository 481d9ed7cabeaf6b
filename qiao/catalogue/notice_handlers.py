"""What the catalogue tells people when something has happened: records by the table, editions and imports."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from qiao.catalogue.announcing import act_at, announce
from qiao.catalogue.models import Edition
from qiao.catalogue.notices import KINDS, TABLE
from qiao.catalogue.selectors.audiences import holdings_on, in_zone, subscribers_of_editions
from qiao.core.access import Role
from qiao.core.calendar import CHINA
from qiao.foundation.models import ImportBatch
from qiao.foundation.registry import handles
from qiao.parties.notices import Telling, tell

Handler = Callable[[dict[str, Any], datetime], None]


def _handler(event: str) -> Handler:
    kind = next(kind for kind in KINDS if event.startswith(f"catalogue.{kind.capitalize()}"))

    def tell_people(payload: dict[str, Any], now: datetime) -> None:
        announce(kind, payload[f"{kind}_id"], TABLE[event], now)

    return tell_people


for _event in TABLE:
    handles(_event)(_handler(_event))


@handles("catalogue.EditionSubmitted")
def tell_approvers(payload: dict[str, Any], now: datetime) -> None:
    """Tell everybody who may approve the edition: department and operators, not the person who compiled it."""
    _tell_of_edition("edition_submitted", payload["edition_id"], now, roles=(Role.DEPARTMENT, Role.ZONE_OPERATOR))


@handles("catalogue.EditionApproved")
def tell_issuers(payload: dict[str, Any], now: datetime) -> None:
    """Tell the operators that the edition can be issued."""
    _tell_of_edition("edition_approved", payload["edition_id"], now, roles=(Role.ZONE_OPERATOR,), compilers=True)


@handles("catalogue.EditionReturned")
def tell_compilers(payload: dict[str, Any], now: datetime) -> None:
    """Tell the operators, among them whoever compiled it, why the edition was sent back."""
    _tell_of_edition("edition_returned", payload["edition_id"], now, roles=(Role.ZONE_OPERATOR,), compilers=True)


@handles("catalogue.EditionIssued")
def tell_subscribers_of_issue(payload: dict[str, Any], now: datetime) -> None:
    """Tell those who asked for it that an edition was issued."""
    _tell_of_edition("edition_issued", payload["edition_id"], now, subscribers=True)


@handles("catalogue.EditionWithdrawn")
def tell_subscribers_of_withdrawal(payload: dict[str, Any], now: datetime) -> None:
    """Tell the same people that it was withdrawn, and why."""
    _tell_of_edition("edition_withdrawn", payload["edition_id"], now, subscribers=True)


@handles("foundation.ImportApplied")
def tell_importer(payload: dict[str, Any], now: datetime) -> None:
    """Tell whoever imported a list that it has been applied, with what came of it."""
    batch = ImportBatch.objects.filter(pk=payload["importbatch_id"]).first()
    if batch is None:
        return
    doer = act_at(batch, now)[1]
    params = {
        "kind_code": f"imported_list.{batch.kind}",
        "added": batch.added,
        "changed": batch.changed,
        "left_out": batch.left_out,
    }
    holdings = holdings_on(now.astimezone(CHINA).date()).filter(person=doer, zone_code=batch.zone_code)
    tell(holdings, Telling("import_applied", "foundation.importbatch", batch.pk, params), now)


def _tell_of_edition(
    code: str,
    edition_id: int,
    now: datetime,
    *,
    roles: tuple[Role, ...] = (),
    compilers: bool = False,
    subscribers: bool = False,
) -> None:
    edition = Edition.objects.filter(pk=edition_id).first()
    if edition is None:
        return
    on = now.astimezone(CHINA).date()
    reason, doer = act_at(edition, now)
    holdings = subscribers_of_editions(edition.zone_code, on) if subscribers else in_zone(edition.zone_code, roles, on)
    kept_out = {doer} if compilers or subscribers else {doer, edition.compiled_by_person}
    readers = [holding for holding in holdings if holding.person_id not in kept_out]
    params = {
        "title": edition.title,
        "number": edition.number,
        "list_code": f"edition_list.{edition.kind}",
        "reason": reason,
    }
    tell(readers, Telling(code, "catalogue.edition", edition.pk, params), now)
