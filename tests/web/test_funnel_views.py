"""What counts as a view of a record, through the page itself."""

import sqlite3
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from qiao.catalogue import viewing
from qiao.catalogue.models import Demand, RecordViewDay, ViewingSalt
from qiao.core.access import Role
from qiao.parties.models import Holding
from tests.web import zone_records as made
from tests.web.signing_in import signed_in_client

BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/128.0"
ROBOTS = (
    "Mozilla/5.0 (compatible; Baiduspider/2.0)", "Mozilla/5.0 (compatible; bingbot/2.0)", "curl/8.5.0",
    "python-requests/2.32", "Sogou web spider/4.0", "Mozilla/5.0 HeadlessChrome/120.0", "",
)  # fmt: skip
ADDRESS = "/demands/XQ202600001/"


@pytest.fixture
def demand(zone: None) -> Demand:
    return made.add_demand(1)


def look(client: Client, address: str = ADDRESS, agent: str = BROWSER, **headers: str) -> int:
    """Opens the page; returns how many views are counted afterwards."""
    assert client.get(address, headers={"User-Agent": agent, **headers}).status_code == 200
    return RecordViewDay.objects.count()


def test_a_reader_counts_once_a_day_for_each_record(demand: Any, client: Client) -> None:
    made.add_demand(2)
    assert look(client) == 1
    assert look(client) == 1
    assert look(client, "/demands/XQ202600002/") == 2
    assert look(client, agent=BROWSER.replace("128", "129")) == 3


@pytest.mark.parametrize("agent", ROBOTS)
def test_robots_do_not_count(demand: Any, client: Client, agent: str) -> None:
    assert look(client, agent=agent) == 0


@pytest.mark.parametrize("header", ["Sec-Purpose", "Purpose", "X-Moz"])
def test_what_a_browser_fetches_beforehand_does_not_count(demand: Any, client: Client, header: str) -> None:
    assert look(client, **{header: "prefetch;prerender"}) == 0


def test_asking_for_the_head_only_does_not_count(demand: Any, client: Client) -> None:
    assert client.head(ADDRESS, headers={"User-Agent": BROWSER}).status_code == 200
    assert RecordViewDay.objects.count() == 0


def test_the_office_does_not_count_and_nothing_of_a_viewer_is_kept(demand: Any, client: Client) -> None:
    assert look(signed_in_client(Holding.objects.get(role=Role.ZONE_OPERATOR))) == 0
    assert look(client) == 1
    kept = str(RecordViewDay.objects.values().get())
    assert "127.0.0.1" not in kept
    assert "Firefox" not in kept


def test_a_page_is_shown_although_the_view_cannot_be_written(
    demand: Any, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the lock of a whole database is SQLite's")
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TRIGGER no_views BEFORE INSERT ON catalogue_recordviewday BEGIN SELECT RAISE(FAIL, 'x'); END"
        )
    raw = connection.connection
    assert isinstance(raw, sqlite3.Connection)
    before = raw.execute("PRAGMA busy_timeout").fetchone()[0]
    assert look(client) == 0
    assert raw.execute("PRAGMA busy_timeout").fetchone()[0] == before != viewing.PATIENCE_MS


def test_counting_a_view_takes_two_statements_and_the_first_of_a_day_one_more(zone: None) -> None:
    made.add_demand(1)
    reader = signed_in_client(Holding.objects.get(role=Role.DEPARTMENT))
    look(reader, agent=ROBOTS[0])

    def statements(agent: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            look(reader, agent=agent)
        return len([one for one in asked if "SAVEPOINT" not in one["sql"]])

    ViewingSalt.objects.create(day=date(2026, 1, 1), salt="s")
    uncounted = statements(ROBOTS[0])
    assert (statements(BROWSER), statements(BROWSER)) == (uncounted + 3, uncounted + 2)
    assert ViewingSalt.objects.get().day > date(2026, 1, 1)


def test_salts_left_over_from_several_days_are_all_forgotten(zone: None, client: Client) -> None:
    made.add_demand(1)
    ViewingSalt.objects.bulk_create([ViewingSalt(day=date(2026, 1, day), salt="s") for day in (1, 2)])
    assert look(client) == 1
    assert ViewingSalt.objects.get().day > date(2026, 1, 2)
