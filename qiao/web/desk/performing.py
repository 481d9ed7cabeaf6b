"""Doing one act on one case, only on the version that was seen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from qiao.core.access import Actor
from qiao.foundation.registry import USE_CASES
from qiao.foundation.versions import lock_as_seen
from qiao.web.desk.kinds import CaseKind


@dataclass(frozen=True)
class Act:
    """A verb on a case as somebody saw it, with what the verb needs beside the case."""

    kind: CaseKind
    pk: int
    verb: str
    seen: int
    arguments: Mapping[str, Any]


def perform(act: Act, actor: Actor, now: datetime) -> Any:
    """Run the use case of the verb in one transaction.

    Raises Refused("changed_meanwhile") when the case has moved since it was seen, and whatever the use case raises;
    nothing is done then.
    """
    with transaction.atomic():
        lock_as_seen(act.kind.model, act.pk, act.seen)
        key = {f"{act.kind.key}_id": act.pk}
        return USE_CASES[f"{act.kind.lifecycle.key}.{act.verb}"](actor=actor, now=now, **key, **act.arguments)
