"""A small zone for the pages: records of every disclosure level, an edition, matches."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from qiao.catalogue.actions.approve_edition import approve_edition
from qiao.catalogue.actions.compile_edition import compile_edition
from qiao.catalogue.actions.issue_edition import issue_edition
from qiao.catalogue.actions.submit_edition import submit_edition
from qiao.catalogue.editions.criteria import EditionCriteria, EditionRequest
from qiao.catalogue.models import Achievement, Demand, Edition, Scenario
from qiao.catalogue.texts import derived_values
from qiao.core.access import Actor, Role
from qiao.foundation.files import store_file
from qiao.matching.jobs import run_matching
from qiao.parties.acting_as import actor_of
from qiao.parties.founding import ZoneHead, found_zone
from qiao.parties.models import Holding, Organisation

ZONE = "JH"
NOW = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
FIRM = "江海精密压铸有限公司"
HIDDEN_FIRM = "云桥隐名轴承有限公司"
SECRET_TITLE = "定向委托的涡轮叶片探伤"
SECRETS = (HIDDEN_FIRM, SECRET_TITLE, "13900000000", "潘启明", "ZL202110123456", "草稿里的需求")


def found(example: bool = True) -> None:
    """A zone with its office, an operator and an approver."""
    head = ZoneHead(ZONE, "江海示范区", "江海转办", "江海示范区建设办公室", "林晓舟", "周正阳", "320000", "", example)
    found_zone(head, NOW)


def actor(role: Role) -> Actor:
    """The official of the zone with this role."""
    return actor_of(Holding.objects.get(role=role), NOW.date())


def organisation(name: str) -> Organisation:
    """A registered firm."""
    return Organisation.objects.get_or_create(
        name=name, defaults={"zone_code": ZONE, "kind": "enterprise", "created_at": NOW}
    )[0]


def add(model: type[Any], number: int, **values: Any) -> Any:
    """A published record; its code is its prefix and the number."""
    defaults: dict[str, Any] = {
        "zone_code": ZONE, "created_at": NOW, "state": "published", "published_at": NOW + timedelta(minutes=number),
        "code": f"{model.SERIES}2026{number:05d}", "title": f"记录{number}", "field": "4", "industry": "3392",
        "region": "320000", "keywords": ["压铸", "气孔"], "contact": "示范区转接", "organisation": organisation(FIRM),
        "expires_at": NOW + timedelta(days=3650),
    }  # fmt: skip
    record = model(**{**defaults, **values})
    for name, value in derived_values(record).items():
        setattr(record, name, value)
    record.save()
    return record


def add_demand(number: int = 1, **values: Any) -> Demand:
    """A demand about pores in castings."""
    defaults: dict[str, Any] = {
        "title": "铝合金压铸件内部气孔在线检测", "content": "压铸件内部气孔多，需要在线检测直径0.3 mm以上的气孔。",
        "indicators": [{"name": "检出直径", "current": "0.8", "target": "0.3", "unit": "mm"}],
        "budget_band": "from_100_to_500", "urgency": "urgent", "ways": ["joint_development"],
    }  # fmt: skip
    return add(Demand, number, **{**defaults, **values})


def add_achievement(number: int = 1, **values: Any) -> Achievement:
    """An achievement that finds pores in castings."""
    defaults: dict[str, Any] = {
        "title": "压铸件内部气孔射线在线检测装置", "summary": "用射线成像在线检测压铸件内部气孔，检出直径0.2 mm。",
        "advantages": "节拍25秒", "maturity": 7, "ways": ["licence", "joint_development"], "price_min_fen": 60_000_000,
    }  # fmt: skip
    return add(Achievement, number, **{**defaults, **values})


def add_scenario(number: int = 1, **values: Any) -> Scenario:
    """A foundry that opens its line."""
    defaults: dict[str, Any] = {
        "title": "压铸车间质检线开放测试", "problem": "气孔靠抽检，漏检多。", "technology_needed": "在线射线检测",
        "opener_kind": "enterprise", "expected_maturity": 6, "budget_fen": 80_000_000, "department": "质量部",
    }  # fmt: skip
    return add(Scenario, number, **{**defaults, **values})


def fill() -> None:
    """One public record of each kind, a masked demand and achievement, targeted ones, and a draft."""
    add_demand(1)
    add_achievement(1)
    add_scenario(1)
    hidden = organisation(HIDDEN_FIRM)
    masked = {"disclosure": "masked", "organisation": hidden, "contact": "13900000000"}
    add_demand(2, title=f"{HIDDEN_FIRM}轴承套圈气孔", content=f"{HIDDEN_FIRM}的套圈气孔检测靠人工。", **masked)
    achievement = add_achievement(2, title="轴承套圈气孔检测", team=["潘启明"], **masked)
    achievement.rights.create(kind="invention", number="ZL202110123456.7", status="granted")
    for add_one in (add_demand, add_achievement, add_scenario):
        add_one(3, title=SECRET_TITLE, disclosure="targeted", disclosed_to=[hidden.pk])
    add_demand(4, title="草稿里的需求", state="draft", code="", published_at=None)


def issue(kind: str = "demands", **criteria: Any) -> Edition:
    """An edition compiled by one official and approved by the other."""
    operator = actor(Role.ZONE_OPERATOR)
    request = EditionRequest(kind=kind, criteria=EditionCriteria(**criteria))
    edition = compile_edition(actor=operator, request=request, now=NOW)
    submit_edition(actor=operator, edition_id=edition.pk, now=NOW)
    approve_edition(actor=actor(Role.DEPARTMENT), edition_id=edition.pk, now=NOW)
    return issue_edition(actor=operator, edition_id=edition.pk, now=NOW)


def add_file(edition: Edition, folder: Path, content: str = "序号,编号\r\n", *, is_marked: bool = False) -> Any:
    """A CSV file of the edition in the file store."""
    path = folder / f"{edition.number}.csv"
    path.write_text(content, encoding="utf-8")
    stored = store_file(path, path.name, "text/csv", NOW)
    return edition.files.create(
        is_marked=is_marked,
        media_type="text/csv",
        name=path.name,
        sha256=stored.sha256,
        size=stored.size,
        written_at=NOW,
    )


def match_demands() -> None:
    """A finished run of demands against achievements."""
    operator = actor(Role.ZONE_OPERATOR)
    run_matching(actor=operator, zone_code=ZONE, direction="demand_to_achievements", clock=lambda: NOW)
