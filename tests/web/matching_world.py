"""People with accounts on both sides of a zone with matched records, for the pages of matches and introductions."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.test import Client

from qiao.catalogue.models import Achievement, Demand
from qiao.core.access import Role
from qiao.matching.actions.propose_introduction import Proposal, propose_introduction
from qiao.matching.models import Introduction, Match
from qiao.matching.proposals import Pair
from qiao.parties.acting_as import actor_of
from qiao.parties.models import Holding, Organisation, Person
from tests.web import zone_records as made
from tests.web.signing_in import signed_in_client

FIRM, COLLEGE, STRANGER = "江海精密压铸有限公司", "江海理工大学", "旁观科技有限公司"


def holding(role: Role, party: Organisation | None = None, name: str = "") -> Holding:
    """A new person in the role, since the beginning of 2020."""
    person = Person.objects.create(
        name=name or f"{role} {party or ''}", zone_code=made.ZONE, organisation=party, created_at=made.NOW
    )
    return Holding.objects.create(
        person=person,
        role=role,
        organisation=party,
        zone_code=made.ZONE,
        starts_on=date(2020, 1, 1),
        created_at=made.NOW,
    )


@dataclass
class Sides:
    """A firm that needs, a college that offers, a stranger, the zone; and a matched pair of masked records."""

    firm: Holding
    college: Holding
    stranger: Holding
    operator: Holding
    manager: Holding
    expert: Holding
    demand: Demand
    achievement: Achievement

    @property
    def match(self) -> Match:
        """The match of the pair in the current run."""
        return Match.objects.get(
            source_id=self.demand.pk, target_id=self.achievement.pk, run__finished_at__isnull=False
        )

    def introduced(self, by: Holding | None = None) -> Introduction:
        """A proposal of the pair, by the operator unless somebody is named."""
        proposal = Proposal(Pair(self.achievement.pk, demand_id=self.demand.pk), note="请双方看看")
        who = actor_of(by or self.operator, made.NOW.date())
        return propose_introduction(actor=who, proposal=proposal, now=made.NOW)

    def everybody(self) -> dict[str, Holding]:
        """Every holding by its name."""
        return {name: value for name, value in vars(self).items() if isinstance(value, Holding)}


def build() -> Sides:
    """The zone, its people, a masked demand and a masked achievement that match, and a run."""
    made.found()
    firm, stranger = made.organisation(FIRM), made.organisation(STRANGER)
    college = Organisation.objects.create(name=COLLEGE, kind="university", zone_code=made.ZONE, created_at=made.NOW)
    need = made.add_demand(
        1, disclosure="masked", contact="0513-88001234", content=f"{FIRM}压铸件内部气孔多，需要在线检测气孔。"
    )
    offer = made.add_achievement(1, disclosure="masked", organisation=college, contact="王敏 13912345678")
    made.match_demands()
    return Sides(
        firm=holding(Role.ORGANISATION_EDITOR, firm, "企业填报"),
        college=holding(Role.ORGANISATION_EDITOR, college, "高校填报"),
        stranger=holding(Role.ORGANISATION_EDITOR, stranger, "旁观填报"),
        operator=Holding.objects.filter(role=Role.ZONE_OPERATOR).earliest("pk"),
        manager=holding(Role.TECHNOLOGY_MANAGER, None, "经理人"),
        expert=holding(Role.EXPERT, None, "专家"),
        demand=need,
        achievement=offer,
    )


def client_of(who: Holding) -> Client:
    """An English page for this holding."""
    return signed_in_client(who, language="en")


def page(client: Client, address: str, status: int = 200) -> str:
    """The text of a page that must answer with this status."""
    answer: Any = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return str(answer.content.decode("utf-8"))
