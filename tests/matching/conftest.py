"""A small zone for the matching room: three parties, people, and records that do or do not belong together."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from qiao.catalogue.models import Achievement, Demand, Scenario
from qiao.core.access import Actor, Role
from qiao.parties.models import Organisation, Zone

ZONE = "jh"
NOW = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_index_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_FOLDER = tmp_path


def actor_of(role: Role, organisation: Organisation | None = None, person: int | None = None, **more: Any) -> Actor:
    """Somebody in that role."""
    return Actor(
        role,
        more.pop("name", str(role)),
        zone_code=more.pop("zone_code", ZONE),
        person_id=person,
        organisation_id=organisation.pk if organisation else None,
        organisation_name=organisation.name if organisation else "",
        **more,
    )


def make_demand(title: str, organisation: Organisation | None = None, **more: Any) -> Demand:
    """A published demand."""
    return Demand.objects.create(
        **{"zone_code": ZONE, "created_at": NOW, "state": "published", "published_at": NOW}
        | {"expires_at": NOW + timedelta(days=365)}
        | {"title": title, "organisation": organisation}
        | more
    )


def make_achievement(title: str, organisation: Organisation | None = None, **more: Any) -> Achievement:
    """A published achievement."""
    return Achievement.objects.create(
        **{"zone_code": ZONE, "created_at": NOW, "state": "published", "published_at": NOW}
        | {"expires_at": NOW + timedelta(days=365)}
        | {"title": title, "organisation": organisation}
        | more
    )


def make_scenario(title: str, organisation: Organisation | None = None, **more: Any) -> Scenario:
    """A published scenario."""
    return Scenario.objects.create(
        **{"zone_code": ZONE, "created_at": NOW, "state": "published", "published_at": NOW}
        | {"expires_at": NOW + timedelta(days=365)}
        | {"title": title, "organisation": organisation}
        | more
    )


def organisation(name: str, kind: str = "enterprise") -> Organisation:
    """An organisation of the zone."""
    return Organisation.objects.create(zone_code=ZONE, created_at=NOW, name=name, kind=kind)


@dataclass
class Parties:
    """The parties of most stories, and those who speak for them."""

    firm: Organisation
    college: Organisation
    stranger: Organisation

    @property
    def firm_editor(self) -> Actor:
        return actor_of(Role.ORGANISATION_EDITOR, self.firm, person=11, name="企业编辑")

    @property
    def college_editor(self) -> Actor:
        return actor_of(Role.ORGANISATION_EDITOR, self.college, person=12, name="高校编辑")

    @property
    def stranger_editor(self) -> Actor:
        return actor_of(Role.ORGANISATION_EDITOR, self.stranger, person=13, name="第三方编辑")

    @property
    def operator(self) -> Actor:
        return actor_of(Role.ZONE_OPERATOR, person=14, name="示范区运营", holding_id=140)

    @property
    def manager(self) -> Actor:
        return actor_of(Role.TECHNOLOGY_MANAGER, person=15, name="技术经理人", holding_id=150)


@pytest.fixture
def parties(db: None) -> Parties:
    """A firm that needs, a college that offers, and somebody else, all in one zone."""
    Zone.objects.create(
        code=ZONE, name="江海示范区（示例）", issuer="江海转办", office="江海示范区办公室（示例）", created_at=NOW
    )
    return Parties(
        organisation("江海精密铸造有限公司"),
        organisation("江海理工大学", "university"),
        organisation("旁观科技有限公司"),
    )
