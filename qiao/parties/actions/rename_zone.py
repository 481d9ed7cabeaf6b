"""Change what a zone is called and how it is reached."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from qiao.core.access import Actor
from qiao.core.codes.classification import check_region_code
from qiao.core.outcomes import Invalid, Problem
from qiao.foundation.acting import authorise, emit, lock, record, use_case
from qiao.foundation.audit import snapshot
from qiao.foundation.intake.cells import cleaned
from qiao.parties.access import ZoneFacts
from qiao.parties.contents import ZoneNames
from qiao.parties.events import ZoneRenamed
from qiao.parties.models import Zone

ACTION = "parties.zone.rename"
# What a document number can begin with (机关代字).
ISSUER = re.compile(r"[\u4e00-\u9fa5]{2,12}")
_LONGEST = {"name": 200, "office": 200, "contact": 200}


@use_case(ACTION)
def rename_zone(*, actor: Actor, zone_id: int, names: ZoneNames, now: datetime) -> Zone:
    """Write the names that are given; what was issued before keeps the names it was issued under.

    Raises Missing, Denied, Invalid with every fault.
    """
    zone = lock(Zone, zone_id)
    authorise(actor, ACTION, ZoneFacts(zone.code))
    given = {name: cleaned(value) for name, value in asdict(names).items() if value is not None}
    problems = _problems(given)
    if problems:
        raise Invalid(*problems)
    before = snapshot(zone)
    for name, value in given.items():
        setattr(zone, name, value)
    if snapshot(zone) == before:
        return zone
    zone.save(update_fields=list(given))
    record(actor, ACTION, zone, before, now)
    emit(ZoneRenamed(zone.code), now)
    return zone


def _problems(given: Mapping[str, str]) -> list[Problem]:
    problems = [Problem(name, "required") for name in ("name", "issuer", "office") if given.get(name) == ""]
    for name, limit in _LONGEST.items():
        value = given.get(name, "")
        if len(value) > limit:
            problems.append(Problem(name, "too_long", value[:40], {"length": len(value), "limit": limit}))
    if given.get("issuer") and not ISSUER.fullmatch(given["issuer"]):
        problems.append(Problem("issuer", "issuer_pattern", given["issuer"]))
    if given.get("region") and (wrong := check_region_code(given["region"]).problem):
        problems.append(Problem("region", wrong, given["region"]))
    return problems
