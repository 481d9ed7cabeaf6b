"""Importing twice: added, changed, same; and one decision over the whole file."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from qiao.catalogue.models import Achievement, Demand, IntellectualProperty
from qiao.core.access import Actor, Role
from qiao.core.outcomes import Denied, Invalid, Refused
from qiao.foundation.actions.discard_import import discard_import
from qiao.foundation.actions.save_mapping import NewMapping, save_mapping
from qiao.foundation.clocks import fire_due
from qiao.foundation.models import AuditRow, ImportBatch, ImportedKey, ImportRow, OutboxEvent
from tests.catalogue.intake_story import (
    DEMAND_HEADERS,
    DEMAND_ROWS,
    OPERATOR,
    STRANGER,
    applied,
    counts,
    csv_file,
    imported,
    organisation,
    previewed,
)

pytestmark = pytest.mark.django_db


def _file(folder: Path, rows: tuple[tuple[str, ...], ...] = DEMAND_ROWS, name: str = "demands.csv") -> Path:
    return csv_file(folder / name, DEMAND_HEADERS, rows)


def test_a_preview_changes_nothing(tmp_path: Path, now: datetime) -> None:
    batch = previewed(_file(tmp_path), now)
    assert counts(batch) == (3, 0, 0, 0)
    assert not Demand.objects.exists()
    assert ImportRow.objects.count() == 3


def test_values_arrive_as_codes_in_drafts_linked_to_their_organisation(tmp_path: Path, now: datetime) -> None:
    caster = organisation("云桥铸造有限公司", now)
    batch = imported(_file(tmp_path), now)
    demand = Demand.objects.get(external_number="D1")
    assert (demand.state, demand.code, demand.due_verb) == ("draft", "", "")
    assert (demand.organisation, demand.budget_band, demand.disclosure) == (caster, "from_100_to_500", "public")
    assert demand.indicators == [{"name": "气孔率", "current": "4", "target": "1", "unit": "%"}]
    assert demand.valid_until is not None
    assert demand.valid_until.isoformat() == "2027-03-31"
    assert demand.clarity > Demand.objects.get(external_number="D3").clarity
    assert demand.source == "创新挑战赛2026"
    assert ["organisation_not_linked", {"count": 1}] in [list(note) for note in batch.notes]
    assert Demand.objects.get(external_number="D2").organisation_name == "云桥水泥有限公司"


def test_the_second_time_everything_is_the_same(tmp_path: Path, now: datetime) -> None:
    imported(_file(tmp_path), now)
    audited = AuditRow.objects.filter(object_type="catalogue.demand").count()
    again = imported(_file(tmp_path), now + timedelta(days=1))
    assert counts(again) == (0, 0, 3, 0)
    assert set(Demand.objects.values_list("version", flat=True)) == {1}
    assert AuditRow.objects.filter(object_type="catalogue.demand").count() == audited == 3


def test_a_changed_cell_changes_that_record_and_field_only(tmp_path: Path, now: datetime) -> None:
    imported(_file(tmp_path), now)
    rows = (DEMAND_ROWS[0], (*DEMAND_ROWS[1][:3], "窑头余热未用，约 3 MW", *DEMAND_ROWS[1][4:]), DEMAND_ROWS[2])
    batch = previewed(_file(tmp_path, rows), now)
    assert counts(batch) == (0, 1, 2, 0)
    assert counts(applied(batch, now)) == (0, 1, 2, 0)
    assert list(Demand.objects.order_by("external_number").values_list("version", flat=True)) == [1, 2, 1]
    audit = AuditRow.objects.get(action="catalogue.demand.revise")
    assert audit.before["content"] == "窑头余热未用"
    assert audit.after["content"] == "窑头余热未用，约 3 MW"
    assert "title" not in audit.after
    assert "创新挑战赛2026" in audit.reason


def test_columns_that_the_file_lacks_are_left_alone(tmp_path: Path, now: datetime) -> None:
    imported(_file(tmp_path), now)
    short = csv_file(tmp_path / "short.csv", ("外部编号", "需求名称"), [("D1", "铸件气孔率下降一半")])
    assert counts(imported(short, now)) == (0, 1, 0, 0)
    demand = Demand.objects.get(external_number="D1")
    assert (demand.title, demand.budget_band) == ("铸件气孔率下降一半", "from_100_to_500")


def test_two_previews_of_one_list_add_it_once(tmp_path: Path, now: datetime) -> None:
    first, second = previewed(_file(tmp_path), now), previewed(_file(tmp_path), now)
    assert counts(applied(first, now)) == (3, 0, 0, 0)
    assert counts(applied(second, now)) == (0, 0, 3, 0)
    assert Demand.objects.count() == ImportedKey.objects.count() == 3


def test_rows_without_a_number_are_known_by_title_and_unit(tmp_path: Path, now: datetime) -> None:
    path = csv_file(tmp_path / "plain.csv", ("需求名称", "需求单位"), [("降噪", "甲厂"), ("降噪", "乙厂")])
    assert counts(imported(path, now)) == (2, 0, 0, 0)
    assert counts(imported(path, now)) == (0, 0, 2, 0)
    assert set(Demand.objects.values_list("external_number", flat=True)) == {""}


def test_an_import_is_decided_once(tmp_path: Path, now: datetime) -> None:
    batch = imported(_file(tmp_path), now)
    decides: tuple[Callable[[], object], ...] = (
        lambda: applied(batch, now),
        lambda: discard_import(actor=OPERATOR, importbatch_id=batch.pk, now=now),
    )
    for decide in decides:
        with pytest.raises(Refused) as refused:
            decide()
        assert refused.value.code == "not_in_this_state"


def test_the_whole_file_or_nothing(tmp_path: Path, now: datetime) -> None:
    rows = (*DEMAND_ROWS, ("D4", "", "", "没有名称", "", "", "", ""))
    batch = previewed(_file(tmp_path, rows), now)
    assert counts(batch) == (3, 0, 0, 1)
    with pytest.raises(Refused) as refused:
        applied(batch, now, take="all_or_nothing")
    assert (refused.value.code, refused.value.params["count"]) == ("rows_with_problems", 1)
    assert not Demand.objects.exists()
    assert counts(applied(batch, now)) == (3, 0, 0, 1)
    assert Demand.objects.count() == 3


def test_nobody_decides_and_the_clock_discards(tmp_path: Path, now: datetime) -> None:
    batch = previewed(_file(tmp_path), now)
    assert fire_due(now + timedelta(days=7)) == []
    fired = fire_due(datetime.fromisoformat("2026-06-09T00:00:00+08:00"))
    assert [(one.action, one.object_id, one.problem) for one in fired] == [("foundation.import.discard", batch.pk, "")]
    batch.refresh_from_db()
    assert (batch.state, batch.due_at) == ("discarded", None)
    assert not ImportRow.objects.exists()


def test_only_an_operator_of_the_zone_imports(tmp_path: Path, now: datetime) -> None:
    batch = previewed(_file(tmp_path), now)
    before = (AuditRow.objects.count(), OutboxEvent.objects.count(), ImportBatch.objects.get(pk=batch.pk).state)
    decides: tuple[Callable[[], object], ...] = (
        lambda: applied(batch, now, actor=STRANGER),
        lambda: discard_import(actor=STRANGER, importbatch_id=batch.pk, now=now),
        lambda: previewed(_file(tmp_path), now, actor=Actor(Role.EXPERT, "李专家", zone_code="JH")),
    )
    for decide in decides:
        with pytest.raises(Denied):
            decide()
    assert (AuditRow.objects.count(), OutboxEvent.objects.count(), ImportBatch.objects.get().state) == before
    assert not Demand.objects.exists()


def test_intellectual_property_comes_with_its_achievement_and_follows_changes(tmp_path: Path, now: datetime) -> None:
    headers = ("achievement_id", "title", "知识产权", "价格下限(万元)")
    # 201710601862.3 is the worked example of the domain text.
    row = ("A1", "熔盐储热", "发明专利:ZL201710601862.3:授权；软件著作权:2023SR0123456:登记", "12.5")
    assert counts(imported(csv_file(tmp_path / "a.csv", headers, [row]), now, "catalogue.achievement")) == (1, 0, 0, 0)
    achievement = Achievement.objects.get()
    assert achievement.price_min_fen == 12_500_000
    numbers = ["2023SR0123456", "ZL201710601862.3"]
    assert sorted(achievement.rights.values_list("number", flat=True)) == numbers
    fewer = csv_file(tmp_path / "b.csv", headers, [(*row[:2], "软件著作权:2023SR0123456:登记", "12.5")])
    assert counts(imported(fewer, now, "catalogue.achievement")) == (0, 1, 0, 0)
    assert [right.number for right in IntellectualProperty.objects.all()] == ["2023SR0123456"]


def test_a_saved_mapping_serves_the_next_list_of_the_source(tmp_path: Path, now: datetime) -> None:
    path = csv_file(tmp_path / "own.csv", ("编码", "课题", "说明"), [("7", "降噪", "风机噪声 82 dB")])
    with pytest.raises(Refused) as refused:
        previewed(path, now)
    assert refused.value.code == "header_not_found"
    chosen = {"编码": "external_number", "课题": "title", "说明": "content"}
    new = NewMapping("catalogue.demand", "创新挑战赛2026", chosen)
    with pytest.raises(Invalid):
        wrong = NewMapping("catalogue.demand", "创新挑战赛2026", {"编码": "nothing"})
        save_mapping(actor=OPERATOR, mapping=wrong, now=now)
    save_mapping(actor=OPERATOR, mapping=new, now=now)
    assert counts(imported(path, now)) == (1, 0, 0, 0)
    assert Demand.objects.get().content == "风机噪声 82 dB"
    assert save_mapping(actor=OPERATOR, mapping=new, now=now).version == 2
