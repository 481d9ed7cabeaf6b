"""People and records for the tests of the desk, and what a browser would post."""

import re
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.test import Client

from qiao.catalogue.models import Achievement, Demand
from qiao.core.access import Role
from qiao.parties.models import Holding, Organisation, Person
from tests.web.signing_in import signed_in_client
from tests.web.zone_records import FIRM, HIDDEN_FIRM, NOW, ZONE, add_achievement, add_demand, organisation

NEW = {"demand": "/work/demands/new/", "achievement": "/work/achievements/new/", "scenario": "/work/scenarios/new/"}
DEMAND = {
    "title": "铝合金压铸件内部气孔在线检测",
    "kind": "technical_renewal",
    "content": "壁厚2.5 mm处气孔率8%，\r\n真空阀后6%，要求低于2%。",
    "keywords": "压铸、气孔，真空",
    "indicators-0-name": "气孔率", "indicators-0-current": "8", "indicators-0-target": "≤2", "indicators-0-unit": "%",
    "indicators-1-name": "", "indicators-1-target": "",
    "indicators-4-name": "节拍", "indicators-4-current": "", "indicators-4-target": "25", "indicators-4-unit": "s",
    "urgency": "urgent", "valid_until": "2099-12-31", "budget_band": "from_100_to_500",
    "ways": ["joint_development", "transfer"], "rights_wish": "共有", "foundation_now": "两台1600吨压铸机",
    "partner_requirements": "有同类案例", "field": "4", "industry": "3252", "region": "320000",
    "disclosure": "public", "contact": "技术部",
}  # fmt: skip
ACHIEVEMENT = {
    "title": "压铸件射线在线检测", "kind": "patent", "summary": "射线成像。", "advantages": "节拍25秒",
    "maturity": "7", "maturity_evidence": "中试报告", "price_min_fen": "60万元", "price_max_fen": "1,200,000.5元",
    "ways": ["licence"], "support_needed": ["pilot", "funds"], "team": "潘启明、许岚", "programme": "key_research",
    "project_number": "2023YFB1", "rights-0-kind": "invention", "rights-0-number": "ZL201710601862.3",
    "rights-0-status": "granted", "field": "4", "disclosure": "masked", "keywords": "",
}  # fmt: skip
SCENARIO = {
    "title": "压铸车间质检开放测试", "problem": "漏检1.2%", "technology_needed": "射线检测",
    "opener_kind": "enterprise",
    "scale": "focused", "expected_maturity": "6", "funding": "own", "budget_fen": "0.8亿", "purchase_way": "trial",
    "period_months": "６", "success_criteria": "漏检低于0.1%", "department": "质量部", "disclosure": "public",
}  # fmt: skip
FILLED = {"demand": DEMAND, "achievement": ACHIEVEMENT, "scenario": SCENARIO}


@dataclass(frozen=True)
class Cast:
    """Holdings of everybody who comes to the desk."""

    firm: Organisation
    editor: Holding
    colleague: Holding
    rival: Holding
    operator: Holding
    manager: Holding
    expert: Holding


def cast() -> Cast:
    """People of the zone; the zone itself has been founded."""
    firm, rival = organisation(FIRM), organisation(HIDDEN_FIRM)
    return Cast(
        firm=firm,
        editor=holding(Role.ORGANISATION_EDITOR, "陈一", firm),
        colleague=holding(Role.ORGANISATION_EDITOR, "林二", firm),
        rival=holding(Role.ORGANISATION_EDITOR, "周三", rival),
        operator=Holding.objects.get(role=Role.ZONE_OPERATOR),
        manager=holding(Role.TECHNOLOGY_MANAGER, "王六"),
        expert=holding(Role.EXPERT, "褚八", rival),
    )


def holding(role: Role, name: str, party: Organisation | None = None) -> Holding:
    """A new person who holds the role."""
    who = Person.objects.create(name=name, zone_code=ZONE, organisation=party, created_at=NOW)
    return Holding.objects.create(
        person=who,
        role=role,
        organisation=party,
        zone_code=ZONE,
        starts_on=NOW.date().replace(year=2020),
        created_at=NOW,
    )


def client_of(who: Holding, language: str = "en") -> Client:
    """A browser of the person."""
    return signed_in_client(who, language=language)


def hidden(response: HttpResponse) -> dict[str, str]:
    """The hidden marks of the form on a page."""
    text = response.content.decode()
    found = dict(re.findall(r'name="(form_token|version)" value="([^"]*)"', text))
    assert set(found) == {"form_token", "version"}, text[:2000]
    return found


def fill(client: Client, address: str, values: dict[str, Any], do: str = "save") -> Any:
    """Open the form, fill it in, send it."""
    opened = client.get(address)
    assert opened.status_code == 200, opened.content.decode()[:500]
    return client.post(address, {**hidden(opened), **values, "do": do})


def draft_demand_of(firm: Organisation, **values: Any) -> Demand:
    """A demand that the firm has drafted."""
    return add_demand(1, organisation=firm, state="draft", code="", published_at=None, expires_at=None, **values)


def draft_achievement_of(firm: Organisation, **values: Any) -> Achievement:
    """An achievement that the firm has drafted."""
    return add_achievement(1, organisation=firm, state="draft", code="", published_at=None, expires_at=None, **values)
