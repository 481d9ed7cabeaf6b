"""Near duplicates on the pages: before submitting, on the case, in the preview of an import, at the command line."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qiao.catalogue.models import Demand
from qiao.catalogue.text_keys import fill_missing_keys
from qiao.core.access import Role
from qiao.core.taxonomy import DisclosureLevel
from qiao.foundation.models import AuditRow, ImportBatch
from tests.api.calling import program_of
from tests.factories.listings import achievement, demand
from tests.factories.world import ELSEWHERE, World
from tests.web.desk_cases import browser, hidden_version, text_of_page, world
from tests.web.import_story import csv_text

__all__ = ["world"]

TEXT = "真空精密铸造的叶片气孔率偏高，需要降到百分之一以下，现有型壳透气性不足，浇注温度已经调过三次。"
CHANGED = TEXT.replace("百分之一", "百分之二").replace("三次", "五次")
BECAUSE = "这是另一型号的叶片，材料和型壳都不同"
BUDGET = 10


@pytest.fixture
def drafted(world: World) -> Demand:
    """A draft of the stranger that says nearly what the owner's published demand says."""
    demand(world, "published", content=TEXT)
    row = demand(world, "draft", content=CHANGED, organisation=world.stranger)
    fill_missing_keys()
    return row


def strangers_browser(world: World, language: str = "en") -> Any:
    actor = next(a for a in world.outside[Role.ORGANISATION_EDITOR] if a.organisation_id == world.stranger.pk)
    return browser(actor, language)


def marked(page: str) -> list[str]:
    return re.findall(r"<mark>(.*?)</mark>", page)


def test_before_submitting_the_other_record_and_the_common_text_are_shown(drafted: Demand, world: World) -> None:
    client, address = strangers_browser(world), f"/work/demands/{drafted.pk}/submit/"
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = client.get(address)
    assert len(asked) <= BUDGET
    other = Demand.objects.get(state="published")
    said = text_of_page(page)
    assert "Much like records that are there already" in said
    assert (other.code in said, world.owner.name in said) == (True, True)
    assert f'href="/demands/{other.code}/"' in page.content.decode()
    marks = marked(page.content.decode())
    assert "现有型壳透气性不足" in "".join(marks)
    assert not any("百分之二" in mark or "百分之一" in mark for mark in marks)


def test_one_goes_on_only_with_a_reason_which_the_screening_officer_reads(drafted: Demand, world: World) -> None:
    client, address = strangers_browser(world), f"/work/demands/{drafted.pk}/submit/"
    version = hidden_version(client.get(address))
    refused = client.post(address, {"version": version})
    assert refused.status_code == 422
    assert "Say why this is another thing" in text_of_page(refused)
    drafted.refresh_from_db()
    assert drafted.state == "draft"
    assert client.post(address, {"version": version, "reason": BECAUSE}).status_code == 302
    assert AuditRow.objects.latest("pk").reason == BECAUSE
    officer = browser(world.inside[Role.ZONE_OPERATOR])
    case = f"/work/demands/{drafted.pk}/"
    officer.get(case)
    with CaptureQueriesContext(connection) as asked:
        page = officer.get(case)
    assert len(asked) <= BUDGET
    said = text_of_page(page)
    assert f"Submitted all the same, because: {BECAUSE}" in said
    assert "Nearly the same" in said
    assert marked(page.content.decode())


def test_nothing_of_a_hidden_record_stands_on_the_page(drafted: Demand, world: World) -> None:
    Demand.objects.filter(state="published").update(disclosure=DisclosureLevel.TARGETED, zone_code=ELSEWHERE)
    hidden = Demand.objects.get(state="published")
    address = f"/work/demands/{drafted.pk}/submit/"
    page = strangers_browser(world).get(address)
    said = text_of_page(page)
    assert "Another unit's record, which you may not see" in said
    for secret in (hidden.code, world.owner.name, ELSEWHERE, "百分之一"):
        assert secret not in page.content.decode(), secret
    assert marked(page.content.decode()) == []
    assert "Much like" in text_of_page(browser(world.inside[Role.ZONE_OPERATOR]).get(f"/work/demands/{drafted.pk}/"))


@pytest.mark.parametrize("state", ["draft", "submitted"])
def test_a_case_that_repeats_nothing_has_no_panel(state: str, world: World) -> None:
    row = achievement(world, state)
    demand(world, "published", title=row.title, content=row.summary)
    fill_missing_keys()
    page = browser(world.inside[Role.ZONE_OPERATOR]).get(f"/work/achievements/{row.pk}/")
    assert "near-duplicates" not in page.content.decode()


def test_a_passage_in_common_is_pointed_out_without_asking_why(world: World) -> None:
    demand(world, "published", content=TEXT * 2)
    other = "港口集卡夜间转运缺人，希望封闭堆场内低速无人驾驶完成短驳，并与现有调度系统对接。"
    row = demand(world, "draft", title="港口无人集卡", content=other * 5 + TEXT * 2, organisation=world.stranger)
    fill_missing_keys()
    client, address = strangers_browser(world), f"/work/demands/{row.pk}/submit/"
    page = client.get(address)
    assert "Shares passages with other records" in text_of_page(page)
    assert client.post(address, {"version": hidden_version(page)}).status_code == 302


def test_several_at_once_leave_out_what_repeats_a_record(drafted: Demand, world: World) -> None:
    client = strangers_browser(world)
    fresh = demand(world, "draft", title="货位盘点", content="盘点每月停业一天。", organisation=world.stranger)
    fill_missing_keys()
    ticked = [f"{row.pk}:{row.version}" for row in (drafted, fresh)]
    done = client.post("/work/demands/bulk/", {"row": ticked, "verb": "submit", "query": "", "sure": "yes"})
    assert done.status_code in (200, 302)
    states = dict(Demand.objects.filter(organisation=world.stranger).values_list("title", "state"))
    assert states[drafted.title] == "draft"


def test_a_program_is_told_and_goes_on_with_a_reason(drafted: Demand, world: World) -> None:
    actor = next(a for a in world.outside[Role.ORGANISATION_EDITOR] if a.organisation_id == world.stranger.pk)
    program, address = program_of(actor), f"/demands/{drafted.pk}/verbs/submit"
    refused = program.post(address)
    assert (refused.status_code, refused.json()["code"]) == (409, "near_duplicate_found")
    assert Demand.objects.get(state="published").code in refused.json()["detail"]
    assert program.post(address, {"reason": BECAUSE}).json()["state"] == "submitted"


def test_the_preview_of_an_import_shows_both_texts(world: World, tmp_path: Path) -> None:
    from qiao.foundation.actions.preview_import import ImportRequest, preview_import

    demand(world, "published", content=TEXT)
    fill_missing_keys()
    path = tmp_path / "list.csv"
    rows = [("D1", "高温合金叶片铸造气孔率下降", "别家公司", CHANGED, ""), ("D2", "货位盘点", "别家公司", "盘点慢", "")]
    path.write_text(csv_text(rows), encoding="utf-8")
    operator = world.inside[Role.ZONE_OPERATOR]
    preview_import(
        actor=operator, request=ImportRequest(kind="catalogue.demand", path=path, source="别处"), now=world.now
    )
    batch = ImportBatch.objects.get()
    client, address = browser(operator), f"/work/imports/{batch.pk}/"
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(address)
    assert len(asked) <= BUDGET
    said = text_of_page(page)
    assert "Rows much like what is there already" in said
    assert Demand.objects.get().code in said
    with CaptureQueriesContext(connection) as asked:
        texts = client.get(f"{address}near/")
    assert len(asked) <= BUDGET
    assert "现有型壳透气性不足" in "".join(marked(texts.content.decode()))
    assert "2 rows" in said or "Take 2 rows" in said
    Demand.objects.update(disclosure=DisclosureLevel.TARGETED, zone_code=ELSEWHERE)
    assert marked(client.get(f"{address}near/").content.decode()) == [], (
        "what has become hidden since is not shown any more"
    )
