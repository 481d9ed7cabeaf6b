"""Shared material of the import tests: actors, files and the two steps in one call."""

import csv
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from qiao.core.access import Actor, Role
from qiao.foundation.actions.apply_import import Take, apply_import
from qiao.foundation.actions.preview_import import ImportRequest, preview_import
from qiao.foundation.models import ImportBatch
from qiao.parties.models import Organisation

REPOSITORY = Path(__file__).resolve().parent.parent.parent
OPERATOR = Actor(Role.ZONE_OPERATOR, "周操作员", zone_code="JH", user_id=1, person_id=1, holding_id=1)
STRANGER = Actor(Role.ZONE_OPERATOR, "外区操作员", zone_code="NB", user_id=2, person_id=2, holding_id=2)
DEMAND_HEADERS = ("外部编号", "需求名称", "需求单位", "需求内容", "技术指标", "预算区间", "截止日期", "公开级别")
DEMAND_ROWS = (
    ("D1", "铸件气孔率下降", "云桥铸造有限公司", "高压铸造铝件气孔多", "气孔率|4|1|%",
     "100-500万元", "2027-03-31", "公开"),
    ("D2", "回转窑余热利用", "云桥水泥有限公司", "窑头余热未用", "", "面议", "", "脱敏"),
    ("D3", "仓库货位自动盘点", "", "盘点每月停业一天", "", "", "2026/12/31", ""),
)  # fmt: skip


def public_list(name: str) -> Path:
    """A public list outside the repository; the test is skipped where it is absent."""
    path = Path(os.environ.get("QIAO_SHARED", REPOSITORY.parent / "shared")) / "matching" / name
    if not path.exists():
        pytest.skip(f"the public list {path} is not here")
    return path


def editor_of(organisation: Organisation) -> Actor:
    return Actor(
        Role.ORGANISATION_EDITOR,
        "王编辑",
        zone_code=organisation.zone_code,
        user_id=7,
        person_id=7,
        holding_id=7,
        organisation_id=organisation.pk,
        organisation_name=organisation.name,
    )


def organisation(name: str, now: datetime, **fields: Any) -> Organisation:
    fields = {"kind": "enterprise", "zone_code": "JH", **fields}
    return Organisation.objects.create(name=name, created_at=now, **fields)


def csv_file(path: Path, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([headers, *rows])
    return path


def previewed(
    path: Path, now: datetime, kind: str = "catalogue.demand", actor: Actor = OPERATOR, **request: Any
) -> ImportBatch:
    wanted = ImportRequest(kind=kind, path=path, source=request.pop("source", "创新挑战赛2026"), **request)
    return preview_import(actor=actor, request=wanted, now=now)


def applied(batch: ImportBatch, now: datetime, actor: Actor = OPERATOR, take: Take = "good_rows") -> ImportBatch:
    return apply_import(actor=actor, importbatch_id=batch.pk, take=take, now=now)


def imported(path: Path, now: datetime, kind: str = "catalogue.demand", **request: Any) -> ImportBatch:
    actor = request.get("actor", OPERATOR)
    return applied(previewed(path, now, kind, **request), now, actor)


def counts(batch: ImportBatch) -> tuple[int, int, int, int]:
    """Added, changed, same, bad."""
    return batch.added, batch.changed, batch.same, batch.bad


def found_problems(batch: ImportBatch) -> list[tuple[str, int, str, str, str]]:
    """Sheet, row, column, value and rule of every problem."""
    return list(batch.problems.order_by("pk").values_list("sheet", "number", "heading", "value", "rule"))
