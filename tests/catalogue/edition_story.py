"""The world of the edition tests: a zone with its people, open records, and an edition led through its states."""

from datetime import datetime
from typing import Any

from django.db import connection

from qiao.catalogue.actions.approve_edition import approve_edition
from qiao.catalogue.actions.compile_edition import compile_edition
from qiao.catalogue.actions.issue_edition import issue_edition
from qiao.catalogue.actions.submit_edition import submit_edition
from qiao.catalogue.editions.criteria import EditionCriteria, EditionRequest
from qiao.catalogue.frozen_editions import editions_are_frozen, freeze_statements
from qiao.catalogue.models import Demand, Edition, EditionItem, Scenario
from qiao.foundation.immutability import guard_statements, guarded_tables
from qiao.parties.models import Zone
from tests.catalogue.zone_people import ZONE, People, people

ZONE_NAME = "江海国家科技成果转移转化示范区（示例）"
HIDDEN_FIRM = "江海重工股份有限公司（示例）"
HIDDEN_TRUNK = "江海重工"


def install_guards() -> None:
    """Guard the tables as the migrations do, where a test database was made without them."""
    vendor, statements = connection.vendor, []
    if EditionItem._meta.db_table not in guarded_tables():
        statements += guard_statements(vendor, EditionItem._meta.db_table)
    if not editions_are_frozen():
        statements += freeze_statements(vendor, [str(field.column) for field in Edition._meta.concrete_fields])
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def world(now: datetime) -> People:
    """The zone and its people."""
    Zone.objects.create(
        code=ZONE,
        name=ZONE_NAME,
        issuer="江海转办",
        office=f"{ZONE_NAME}建设工作办公室",
        contact="需求服务专员，0000-00000000",
        is_example=True,
        created_at=now,
    )
    return people(now)


def demand(everybody: People, now: datetime, serial: int, **values: Any) -> Demand:
    """A published demand, public unless said otherwise."""
    kept: dict[str, Any] = {
        "zone_code": ZONE,
        "created_at": now,
        "state": "published",
        "published_at": now,
        "code": f"XQ20264{serial:04d}",
        "title": f"铝合金压铸件气孔控制之{serial}",
        "content": "现有压铸件内部气孔多，需在不降低节拍的前提下控制。",
        "organisation": everybody.firm,
        "organisation_name": everybody.firm.name,
        "field": "4",
        "industry": "3252",
        "region": "320000",
        "kind": "technology_research",
        "indicators": [{"name": "气孔率", "current": "3.0", "target": "0.5", "unit": "%"}],
        "urgency": "urgent",
        "budget_band": "from_100_to_500",
        "ways": ["joint_development", "commissioned_research"],
        "clarity": 80,
        "contact": "王工 0000-12345678",
    }
    return Demand.objects.create(**{**kept, **values})


def masked_demand(everybody: People, now: datetime, serial: int) -> Demand:
    """A demand whose unit stays unnamed, though its own words name it."""
    return demand(
        everybody,
        now,
        serial,
        disclosure="masked",
        organisation=everybody.rival,
        organisation_name=HIDDEN_FIRM,
        title=f"{HIDDEN_TRUNK}船用曲轴锻造缺陷控制",
        content=f"{HIDDEN_FIRM}的曲轴锻件探伤不合格率偏高，请联系 chen@example.org。",
        indicators=[{"name": f"{HIDDEN_TRUNK}探伤不合格率", "current": "6", "target": "1", "unit": "%"}],
        contact="陈工 0513-88881234",
    )


def targeted_demand(everybody: People, now: datetime, serial: int) -> Demand:
    """A demand that exists for one other organisation only."""
    return demand(
        everybody,
        now,
        serial,
        disclosure="targeted",
        disclosed_to=[everybody.university.pk],
        title="定向保密课题深海密封",
    )


def scenario(everybody: People, now: datetime, serial: int, **values: Any) -> Scenario:
    """A published scenario."""
    kept: dict[str, Any] = {
        "zone_code": ZONE,
        "created_at": now,
        "state": "published",
        "published_at": now,
        "code": f"CJ20261{serial:04d}",
        "title": f"智慧病房无接触监测之{serial}",
        "organisation": everybody.university,
        "field": "1",
        "region": "320000",
        "opener_kind": "hospital",
        "scale": "focused",
        "problem": "夜间巡房人手不足。",
        "technology_needed": "毫米波生命体征监测",
        "expected_maturity": 7,
        "funding": "own",
        "budget_fen": 120_000_000,
        "purchase_way": "first_purchase",
        "period_months": 6,
        "success_criteria": "漏报率低于1%",
        "department": "护理部",
        "contact": "李主任",
    }
    return Scenario.objects.create(**{**kept, **values})


def compiled(everybody: People, now: datetime, kind: str = "demands", **criteria: Any) -> Edition:
    """A draft compiled by the zone's operator."""
    request = EditionRequest(kind=kind, criteria=EditionCriteria(**criteria))
    return compile_edition(actor=everybody.operator, request=request, now=now)


def approved(everybody: People, now: datetime, kind: str = "demands", **criteria: Any) -> Edition:
    """The same, submitted, and approved by the department."""
    edition = compiled(everybody, now, kind, **criteria)
    submit_edition(actor=everybody.operator, edition_id=edition.pk, now=now)
    return approve_edition(actor=everybody.department, edition_id=edition.pk, now=now)


def issued(everybody: People, now: datetime, kind: str = "demands", **criteria: Any) -> Edition:
    """The same, issued."""
    edition = approved(everybody, now, kind, **criteria)
    return issue_edition(actor=everybody.operator, edition_id=edition.pk, now=now)
