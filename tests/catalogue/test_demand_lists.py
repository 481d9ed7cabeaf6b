"""Lists and details of demands: filters, order, pages, constant numbers of queries."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qiao.catalogue.filters import DemandFilters, Page, PageRequest
from qiao.catalogue.models import Demand
from qiao.catalogue.selectors.details import demand_detail
from qiao.catalogue.selectors.facts import demand_facts, listing_rules
from qiao.catalogue.selectors.lists import demands_page
from qiao.core.access import PUBLIC
from qiao.core.outcomes import Missing
from tests.catalogue.records import draft, published
from tests.catalogue.zone_people import people

pytestmark = pytest.mark.django_db


def codes(page: Page) -> list[str]:
    return [row["code"] for row in page.rows]


def test_filters_narrow_and_pages_add_up(now: datetime) -> None:
    everybody = people(now)
    metal = published(everybody, now)
    other = {"title": "基因检测试剂", "field": "2", "industry": "2770", "region": "320100", "ways": ("licence",)}
    gene = published(everybody, now, **other, budget_band="")
    for filters, found in (
        (DemandFilters(), [gene, metal]),
        (DemandFilters(field="2"), [gene]),
        (DemandFilters(industry="32"), [metal]),
        (DemandFilters(region="320000"), [gene, metal]),
        (DemandFilters(region="320100"), [gene]),
        (DemandFilters(ways=("transfer", "equity")), [metal]),
        (DemandFilters(ways=("licence", "transfer")), [gene, metal]),
        (DemandFilters(text="基因 试剂"), [gene]),
        (DemandFilters(text=metal.code.lower()), [metal]),
        (DemandFilters(state="matching"), []),
        (DemandFilters(organisation_id=everybody.firm.pk), [gene, metal]),
        (DemandFilters(organisation_id=everybody.rival.pk), []),
        (DemandFilters(clarity_min=metal.clarity), [metal]),
    ):
        page = demands_page(PUBLIC, filters, PageRequest(sort="-code"))
        assert (codes(page), page.total) == (sorted((one.code for one in found), reverse=True), len(found)), filters
    second = demands_page(PUBLIC, DemandFilters(), PageRequest(number=2, size=1, sort="code"))
    assert (codes(second), second.total, second.pages) == ([max(metal.code, gene.code)], 2, 2)


def test_pages_and_orders_outside_the_list_are_errors() -> None:
    for wrong in ({"number": 0}, {"size": 0}, {"size": 201}):
        with pytest.raises(ValueError, match=r"number|size"):
            PageRequest(**wrong)
    with pytest.raises(ValueError, match="organisation_name"):
        demands_page(PUBLIC, DemandFilters(), PageRequest(sort="organisation_name"))


def test_the_number_of_queries_does_not_grow_with_the_rows(now: datetime) -> None:
    everybody = people(now)
    counts = []
    for target in (1, 20):
        while Demand.objects.count() < target:
            published(everybody, now, disclosure="masked")
        with CaptureQueriesContext(connection) as queries:
            page = demands_page(everybody.university_editor, DemandFilters(text="气孔"), PageRequest(size=50))
        assert page.total == target
        counts.append(len(queries))
    assert counts == [2, 2]


def test_facts_with_given_rules_ask_nothing_of_the_database(now: datetime) -> None:
    demand = draft(people(now), now)
    rules = listing_rules(Demand, demand.zone_code, now.date())
    with CaptureQueriesContext(connection) as queries:
        demand_facts(demand, now, rules)
    assert len(queries) == 0


def test_a_detail_shows_each_reader_what_concerns_him(now: datetime) -> None:
    everybody = people(now)
    demand = published(everybody, now, disclosure="masked", budget_band="negotiable")
    own = demand_detail(everybody.editor, demand.pk, now)
    assert [(offer.verb, offer.refusal, offer.needs_reason) for offer in own.offers] == [("withdraw", None, True)]
    assert own.clarity is not None
    assert own.clarity.score == demand.clarity
    assert own.history[0].action == "catalogue.demand.draft"
    assert own.history[-1].after["code"] == demand.code
    assert own.due is not None
    assert own.due.verb == "expire"
    stranger = demand_detail(everybody.university_editor, demand.pk, now)
    assert (stranger.history, stranger.clarity, stranger.offers, stranger.due) == ((), None, (), None)
    assert stranger.view["diagnosis"] is None
    assert own.view["diagnosis"] == "真空度不足是主因"


def test_an_offer_that_is_closed_now_carries_its_reason(now: datetime) -> None:
    everybody = people(now)
    demand = draft(everybody, now, content="")
    offers = {offer.verb: offer.refusal for offer in demand_detail(everybody.editor, demand.pk, now).offers}
    assert offers == {"submit": "description_missing", "withdraw": None}


def test_what_does_not_exist_for_the_reader_is_missing(now: datetime) -> None:
    everybody = people(now)
    demand = draft(everybody, now)
    for actor in (PUBLIC, everybody.rival_editor, everybody.far_operator):
        with pytest.raises(Missing):
            demand_detail(actor, demand.pk, now)
