"""A masked record (脱敏) never shows a name that its unit once bore, from the moment the name is given up."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qiao.catalogue.actions.admit_demand import admit_demand
from qiao.catalogue.actions.draft_demand import draft_demand
from qiao.catalogue.contents import DemandContent, Draft, IndicatorContent
from qiao.catalogue.disclosure import masked_view
from qiao.catalogue.editions.criteria import EditionCriteria
from qiao.catalogue.filters import DemandFilters, PageRequest
from qiao.catalogue.lifecycles.edition import EditionKind
from qiao.catalogue.models import Demand
from qiao.catalogue.selectors.edition_records import records_for
from qiao.catalogue.selectors.lists import demands_page
from qiao.core.access import PUBLIC, Actor
from qiao.core.taxonomy import DisclosureLevel
from qiao.foundation.outbox import dispatch_events
from qiao.matching.texts import text_of_record
from qiao.parties.actions.merge_organisations import merge_organisations
from qiao.parties.actions.revise_organisation import revise_organisation
from qiao.parties.actions.undo_organisation_merge import undo_organisation_merge
from qiao.parties.contents import OrganisationDetails
from qiao.parties.models import Merge, Organisation
from tests.catalogue.intake_story import csv_file, imported
from tests.parties.cast import Cast, assert_every_record_is_recorded, gathered

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD = "晨曦压铸技术有限公司", "北斗铸造有限公司", "启明热处理有限公司"
SHORT_FORMS = ("晨曦压铸", "北斗铸造", "启明热处理")


@pytest.fixture
def cast(db: None, now: datetime, settings: Any, tmp_path: Path) -> Iterator[Cast]:
    settings.DATA_FOLDER = tmp_path
    yield gathered(now)
    delivered(now)
    assert_every_record_is_recorded()


def published(cast: Cast, owner: Organisation, now: datetime, source_name: str = "") -> Demand:
    """A masked demand whose texts call the unit by each of its names, present and to come."""
    content = DemandContent(
        title=f"{FIRST}压铸件气孔控制",
        field="4",
        content=f"{SECOND}（原{FIRST}）压铸件气孔率为8%，由启明热处理检测。",
        indicators=(IndicatorContent(name="气孔率", current="8", target=f"≤2（{FIRST}标准）", unit="%"),),
        keywords=("压铸", "晨曦压铸"),
        disclosure=DisclosureLevel.MASKED,
    )
    draft = Draft(organisation_id=owner.pk, organisation_name=source_name)
    demand = draft_demand(actor=cast.operator, draft=draft, content=content, now=now)
    return admit_demand(actor=cast.operator, demand_id=demand.pk, now=now, reason="名单")


def rename(cast: Cast, organisation: Organisation, name: str, now: datetime) -> None:
    details = OrganisationDetails(name=name, kind="enterprise")
    revise_organisation(actor=cast.operator, organisation_id=organisation.pk, details=details, now=now)


def merged(cast: Cast, kept: Organisation, dropped: Organisation, now: datetime) -> Merge:
    return merge_organisations(actor=cast.operator, kept_id=kept.pk, dropped_id=dropped.pk, reason="同一家", now=now)


def delivered(now: datetime) -> None:
    assert dispatch_events(now).failed == 0


def found(words: str, actor: Actor = PUBLIC) -> list[int]:
    return [row["id"] for row in demands_page(actor, DemandFilters(text=words), PageRequest()).rows]


def named_in(shown: Any) -> set[str]:
    """The short forms of names that can be read in it."""
    return {form for form in SHORT_FORMS if form in repr(shown)}


def shown_of(demand: Demand, now: datetime) -> dict[str, Any]:
    """The demand wherever outsiders read it: page, list, edition, match."""
    record = Demand.objects.get(pk=demand.pk)
    return {
        "view": masked_view(record, PUBLIC),
        "list": demands_page(PUBLIC, DemandFilters(), PageRequest()).rows,
        "edition": records_for(EditionKind.DEMANDS, "JH", EditionCriteria(), now),
        "match": text_of_record(record),
    }


def test_every_reading_hides_a_name_from_the_moment_it_is_given_up(cast: Cast, now: datetime) -> None:
    unit = cast.organisation(FIRST, now)
    demand = published(cast, unit, now)
    assert all(named_in(shown) == {"北斗铸造", "启明热处理"} for shown in shown_of(demand, now).values())
    rename(cast, unit, SECOND, now)
    assert all(named_in(shown) == {"启明热处理"} for shown in shown_of(demand, now).values())
    assert found("晨曦压铸") == []
    delivered(now)
    assert (found("晨曦压铸"), found("北斗铸造"), found("气孔率")) == ([], [], [demand.pk])
    assert Demand.objects.get().organisation_name == "", "the source said nothing, and still says nothing"


@pytest.mark.parametrize("source_name", ["", "晨光厂", FIRST])
def test_a_name_in_the_source_does_not_keep_the_former_one_from_being_hidden(
    cast: Cast, now: datetime, source_name: str
) -> None:
    unit = cast.organisation(FIRST, now)
    demand = published(cast, unit, now, source_name)
    rename(cast, unit, SECOND, now)
    rename(cast, unit, THIRD, now)
    assert all(named_in(shown) == set() for shown in shown_of(demand, now).values())
    delivered(now)
    record = Demand.objects.get()
    assert (named_in(record.open_text), record.organisation_name) == (set(), source_name)


def test_a_merge_brings_the_duplicate_s_names_and_undoing_takes_them_away(cast: Cast, now: datetime) -> None:
    twin = cast.organisation(FIRST, now)
    demand = published(cast, twin, now)
    rename(cast, twin, SECOND, now)
    merge = merged(cast, cast.firm, twin, now)
    own = published(cast, cast.firm, now)
    for record in (demand, own):
        assert named_in(shown_of(record, now)["view"]) == {"启明热处理"}
    delivered(now)
    assert (found("晨曦压铸"), found("北斗铸造")) == ([], [])
    undo_organisation_merge(actor=cast.operator, merge_id=merge.pk, reason="误合并", now=now)
    assert named_in(shown_of(demand, now)["view"]) == {"启明热处理"}
    assert named_in(shown_of(own, now)["view"]) == set(SHORT_FORMS), "the names of somebody else"
    delivered(now)
    assert found("晨曦压铸") == found("北斗铸造") == [own.pk]


def test_a_list_that_renames_a_unit_hides_the_name_at_once(cast: Cast, now: datetime, tmp_path: Path) -> None:
    headers = ("外部编号", "机构名称", "机构类型")
    for name in (FIRST, SECOND):
        path = csv_file(tmp_path / "list.csv", headers, [("A", name, "企业")])
        imported(path, now, "parties.organisation", actor=cast.operator, source="企业名录")
        if name == FIRST:
            demand = published(cast, Organisation.objects.get(name=FIRST), now)
    assert all(named_in(shown) == {"启明热处理"} for shown in shown_of(demand, now).values())


def test_insiders_find_a_record_by_the_former_names_of_its_unit(cast: Cast, now: datetime) -> None:
    demand = published(cast, cast.firm, now)
    rename(cast, cast.firm, "云桥100%_智造公司", now)
    rename(cast, cast.firm, SECOND, now)
    delivered(now)
    for word in ("云桥精密机械", "100%_", "北斗铸造"):
        assert found(word, cast.owner) == found(word, cast.operator) == [demand.pk]
        assert found(word) == found(word, cast.stranger) == []
    for word in ("100%智", "云桥_智造", "%", "u4e91"):
        assert found(word, cast.owner) == ([demand.pk] if word == "%" else [])


def test_records_without_a_linked_unit_are_searched_all_the_same(cast: Cast, now: datetime) -> None:
    content = DemandContent(title="压铸件气孔控制", field="4", content="气孔率为8%。")
    draft = Draft(organisation_name="晨光厂")
    demand = draft_demand(actor=cast.operator, draft=draft, content=content, now=now)
    assert found("晨光厂", cast.operator) == found("气孔率", cast.operator) == [demand.pk]


def test_former_names_cost_no_query(cast: Cast, now: datetime) -> None:
    unit = cast.organisation(FIRST, now)
    published(cast, unit, now)
    counts = []
    for name in (FIRST, SECOND, THIRD):
        rename(cast, unit, name, now)
        with CaptureQueriesContext(connection) as queries:
            found("气孔率")
        counts.append(len(queries))
    assert counts == [2, 2, 2]
