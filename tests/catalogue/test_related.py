"""Related records and open organisations: what is near is found, what is hidden leads nowhere."""

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qiao.catalogue.disclosure import masked_view
from qiao.catalogue.models import Achievement, Demand
from qiao.catalogue.selectors.open_organisations import OrganisationSearch, open_organisations, organisation_counts
from qiao.catalogue.selectors.related import related_records
from qiao.core.access import PUBLIC
from tests.catalogue.test_disclosure import made
from tests.catalogue.zone_people import ELSEWHERE, People, organisation, people


def shown(record: Any, actor: Any = PUBLIC) -> list[str]:
    return [view["title"] for view in related_records(actor, masked_view(record, actor))]


def add(everybody: People, now: datetime, title: str, **values: Any) -> Demand:
    given = {"state": "published", "organisation": everybody.firm, "field": "4", "published_at": now, **values}
    record: Demand = made(Demand, now, title=title, **given)
    return record


@pytest.mark.django_db
def test_nearest_are_those_that_share_most_keywords(now: datetime) -> None:
    everybody = people(now)
    own = add(everybody, now, "甲", keywords=["压铸", "气孔"])
    add(everybody, now, "乙", keywords=["焊接"])
    add(everybody, now, "丙", keywords=["气孔"])
    add(everybody, now, "丁", keywords=["气孔", "压铸"])
    add(everybody, now, "戊", keywords=["气孔", "压铸"], field="8")
    add(everybody, now, "草稿", keywords=["气孔", "压铸"], state="draft")
    add(everybody, now, "定向", keywords=["气孔", "压铸"], disclosure="targeted")
    assert shown(own) == ["丁", "丙", "乙"]


@pytest.mark.django_db
def test_two_records_of_a_hidden_unit_do_not_find_each_other_by_its_name(now: datetime) -> None:
    everybody = people(now)
    name = "江海精铸"
    own = add(everybody, now, "甲", keywords=[name], field="", disclosure="masked")
    add(everybody, now, f"{name}的炉子", keywords=[name], field="")
    add(everybody, now, f"{name}的模具", keywords=[name], field="", disclosure="masked")
    assert not [title for title in shown(own) if name in title]
    named = Demand.objects.get(title=f"{name}的炉子")
    assert shown(named) == []


@pytest.mark.django_db
def test_related_take_one_statement(now: datetime) -> None:
    everybody = people(now)
    records = [
        made(Achievement, now, title=f"第{number}项", state="published", organisation=everybody.firm, field="4",
             keywords=["气孔"])
        for number in range(9)
    ]  # fmt: skip
    view = masked_view(records[0], PUBLIC)
    with CaptureQueriesContext(connection) as captured:
        assert len(related_records(PUBLIC, view)) == 4
    assert len(captured) == 1


@pytest.mark.django_db
def test_the_public_sees_an_organisation_only_where_an_open_record_names_it(now: datetime) -> None:
    everybody = people(now)
    far = organisation("北海某厂", now, zone_code=ELSEWHERE)
    add(everybody, now, "公开")
    add(everybody, now, "脱敏", organisation=everybody.rival, disclosure="masked")
    add(everybody, now, "定向", organisation=everybody.university, disclosure="targeted")
    add(everybody, now, "草稿", organisation=far, state="draft")
    assert set(open_organisations(PUBLIC)) == {everybody.firm}
    assert organisation_counts(PUBLIC, OrganisationSearch())["kinds"] == {"enterprise": 1}
    # Whoever works in the zone reads its register.
    assert set(open_organisations(everybody.expert)) == {everybody.firm, everybody.rival, everybody.university}
    assert far in set(open_organisations(everybody.auditor))
