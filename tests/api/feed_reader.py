"""Somebody who keeps reading the change feed, and what happens meanwhile."""

from datetime import datetime
from typing import Any

from qiao.catalogue.actions.admit_demand import admit_demand
from qiao.catalogue.actions.draft_demand import draft_demand
from qiao.catalogue.contents import DemandContent, Draft
from qiao.catalogue.models import Demand
from qiao.core.access import Actor
from tests.api.calling import Program


class Reader:
    """Keeps its cursor and everything it was told."""

    def __init__(self, program: Program, limit: int = 7) -> None:
        self.program, self.limit = program, limit
        self.cursor = ""
        self.told: list[dict[str, Any]] = []

    def poll(self) -> int:
        """Read on to the present end; returns how many changes came."""
        before = len(self.told)
        while True:
            answer = self.program.get(f"/changes?after={self.cursor}&limit={self.limit}")
            assert answer.status_code == 200, answer.content.decode()
            part = answer.json()
            self.told += part["items"]
            self.cursor = part["next"]
            if not part["more"]:
                return len(self.told) - before

    @property
    def acts(self) -> list[tuple[int, str | None]]:
        """Key and act of everything told, ``gone`` for what went out of sight."""
        return [(one["id"], "gone" if one["gone"] else one["action"]) for one in self.told]


def drafted(operator: Actor, organisation_id: int, now: datetime, **content: Any) -> Demand:
    """A demand that the operator has drafted: one recorded act."""
    text = DemandContent(**{"title": "叶片气孔率下降", "content": "降到百分之一", **content})
    return draft_demand(actor=operator, draft=Draft(organisation_id=organisation_id), content=text, now=now)


def published(operator: Actor, organisation_id: int, now: datetime, **content: Any) -> Demand:
    """A demand that was drafted and admitted by the operator: two recorded acts."""
    row = drafted(operator, organisation_id, now, **content)
    return admit_demand(actor=operator, demand_id=row.pk, now=now, reason="省级清单")
