"""The index follows the database: each change is found at once, and what an accident has left repairs itself."""

import json
import shutil
from datetime import datetime
from typing import Any

import pytest
from click.testing import CliRunner

from qiao.catalogue.actions.withdraw_achievement import withdraw_achievement
from qiao.catalogue.models import Achievement
from qiao.console.commands import root
from qiao.core.matching.engine import MatchEngine
from qiao.core.matching.texts import MatchText
from qiao.foundation.audit import seal_rows
from qiao.foundation.models import AuditRow
from qiao.foundation.worker import work_once
from qiao.matching import indexing
from qiao.matching.index_folders import index_folder
from qiao.matching.indexing import follow_changes, is_stale, open_index, repair_index, verify_index
from tests.matching.conftest import ZONE, Parties, make_achievement, make_demand

TITLES = ("高温合金叶片定向凝固", "茶叶萎凋槽自动翻料", "印染废水膜分离", "锂电池隔膜陶瓷涂覆", "轴承缺陷视觉检测")


@pytest.fixture
def offers(parties: Parties) -> list[Achievement]:
    make_demand("叶片凝固开裂", parties.firm)
    return [make_achievement(title, parties.college) for title in TITLES]


@pytest.fixture
def long_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take five records for a long list, which is followed by the audit instead of being compared."""
    monkeypatch.setattr(indexing, "SHORT", 2)


def first(engine: MatchEngine, words: str) -> int | None:
    return next((match.target_key for match in engine.match(MatchText(0, "", words))), None)


def noted(record: Achievement, now: datetime) -> None:
    """An audit row as every act on a record leaves one."""
    AuditRow.objects.create(
        at=now, action="catalogue.achievement.revise", actor_role="zone_operator", actor_name="示范区运营",
        zone_code=ZONE, object_type="catalogue.achievement", object_id=record.pk, object_label=str(record), digest="x",
    )  # fmt: skip


def retitle(record: Achievement, title: str) -> None:
    Achievement.objects.filter(pk=record.pk).update(title=title, version=record.version + 1)


@pytest.mark.usefixtures("long_list")
def test_a_recorded_change_is_found_by_the_next_question(offers: list[Achievement], now: datetime) -> None:
    built = open_index(ZONE, "achievement").manifest.identity
    retitle(offers[1], "水下焊接机器人")
    noted(offers[1], now)
    engine = open_index(ZONE, "achievement")
    assert first(engine, "水下焊接机器人") == offers[1].pk
    assert first(engine, "茶叶萎凋槽自动翻料") is None
    assert engine.manifest.identity == built


@pytest.mark.usefixtures("long_list")
def test_a_withdrawn_record_is_no_longer_found(parties: Parties, offers: list[Achievement], now: datetime) -> None:
    open_index(ZONE, "achievement")
    withdraw_achievement(actor=parties.operator, achievement_id=offers[0].pk, reason="不再转让", now=now)
    assert first(open_index(ZONE, "achievement"), "高温合金叶片定向凝固") is None
    assert verify_index(ZONE, "achievement").none


@pytest.mark.usefixtures("long_list")
def test_the_worker_follows_without_being_asked(offers: list[Achievement], now: datetime) -> None:
    open_index(ZONE, "achievement")
    retitle(offers[1], "水下焊接机器人")
    noted(offers[1], now)
    assert not work_once(now).jobs[0].problem
    assert verify_index(ZONE, "achievement").none


@pytest.mark.usefixtures("long_list")
def test_a_transaction_that_ends_late_is_not_missed(offers: list[Achievement], now: datetime) -> None:
    noted(offers[0], now)
    open_index(ZONE, "achievement")
    retitle(offers[0], "水下焊接机器人")
    # Sealed after the index had passed its number, as a row is whose transaction was long.
    seal_rows(now)
    assert first(open_index(ZONE, "achievement"), "水下焊接机器人") == offers[0].pk


@pytest.mark.usefixtures("long_list")
def test_another_name_of_the_owner_renews_its_records(
    parties: Parties, offers: list[Achievement], now: datetime
) -> None:
    open_index(ZONE, "achievement")
    parties.college.version += 1
    parties.college.save()
    AuditRow.objects.create(
        at=now, action="parties.organisation.revise", actor_role="zone_operator", actor_name="示范区运营",
        object_type="parties.organisation", object_id=parties.college.pk, object_label="", digest="x",
    )  # fmt: skip
    assert follow_changes(ZONE, "achievement") == len(offers)
    assert verify_index(ZONE, "achievement").none


@pytest.mark.usefixtures("long_list")
def test_an_older_database_is_noticed(offers: list[Achievement], now: datetime) -> None:
    noted(offers[0], now)
    open_index(ZONE, "achievement")
    # The backup was made before: another history, under the same numbers.
    folder = index_folder(ZONE, "achievement")
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["state"]["row"] = [manifest["state"]["row"][0], "another digest"]
    (folder / "manifest.json").write_text(json.dumps(manifest))
    retitle(offers[0], "水下焊接机器人")
    assert first(open_index(ZONE, "achievement"), "水下焊接机器人") == offers[0].pk


@pytest.mark.usefixtures("long_list")
def test_what_nobody_recorded_is_found_by_comparing(offers: list[Achievement]) -> None:
    open_index(ZONE, "achievement")
    retitle(offers[0], "水下焊接机器人")
    lost = offers[1].pk
    offers[1].delete()
    new = make_achievement("海水淡化反渗透膜")
    drift = verify_index(ZONE, "achievement")
    assert (drift.missing, drift.outdated, drift.gone) == ({new.pk}, {offers[0].pk}, {lost})
    assert is_stale(ZONE, "achievement")
    follow_changes(ZONE, "achievement", thorough=True)
    assert verify_index(ZONE, "achievement").none


def test_a_missing_and_a_broken_folder_are_built_again(offers: list[Achievement]) -> None:
    open_index(ZONE, "achievement")
    folder = index_folder(ZONE, "achievement")
    shutil.rmtree(folder)
    assert first(open_index(ZONE, "achievement"), TITLES[2]) == offers[2].pk
    for name in ("rows.bin", "keys.bin", "manifest.json", "values.json"):
        (folder / name).write_bytes(b"")
        assert first(open_index(ZONE, "achievement"), TITLES[2]) == offers[2].pk


def test_verify_says_what_differs_and_repairs(offers: list[Achievement], monkeypatch: Any) -> None:
    open_index(ZONE, "achievement")
    retitle(offers[0], "水下焊接机器人")
    asked = CliRunner().invoke(root, ["match", "verify", "--json"])
    found = {row["kind"]: row for row in json.loads(asked.stdout)}
    assert asked.exit_code == 1
    assert (found["achievement"]["outdated"], found["achievement"]["agrees"]) == (1, False)
    assert found["demand"]["agrees"]
    assert CliRunner().invoke(root, ["match", "verify", "--repair"]).exit_code == 0
    assert CliRunner().invoke(root, ["match", "verify"]).exit_code == 0


def test_a_text_that_was_changed_without_a_new_version_is_seen(offers: list[Achievement]) -> None:
    open_index(ZONE, "achievement")
    Achievement.objects.filter(pk=offers[0].pk).update(title="水下焊接机器人")
    assert verify_index(ZONE, "achievement").altered == {offers[0].pk}
    repair_index(ZONE, "achievement")
    assert verify_index(ZONE, "achievement").none
