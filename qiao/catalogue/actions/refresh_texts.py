"""Work out anew what the records of an organisation show of its name."""

from datetime import datetime
from typing import Any

from qiao.catalogue.access import REFRESH_TEXTS as ACTION
from qiao.catalogue.models import Achievement, Demand, Scenario
from qiao.catalogue.models.listing import Listing
from qiao.catalogue.texts import derived_values
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, change, lock, record_many, use_case
from qiao.parties.access import ZoneFacts
from qiao.parties.models import Organisation

_MODELS: tuple[type[Listing], ...] = (Demand, Achievement, Scenario)


@use_case(ACTION)
def refresh_texts(*, actor: Actor, organisation_id: int, now: datetime, reason: str = "") -> int:
    """Take the present and the former names out of what outsiders search; returns how many records differ.

    Raises Missing, Denied.
    """
    organisation = lock(Organisation, organisation_id)
    authorise(actor, ACTION, ZoneFacts(organisation.zone_code))
    written: list[tuple[Listing, dict[str, Any]]] = []
    for model in _MODELS:
        rows = model._default_manager.filter(organisation=organisation).select_for_update(of=("self",))
        for row in rows.select_related("organisation").order_by("pk"):
            changes = {name: value for name, value in derived_values(row).items() if getattr(row, name) != value}
            if changes:
                written.append((row, change(row, **changes)))
    return record_many(actor, ACTION, written, now, reason=reason)
