"""News of the parties reaches the commissions: an exclusion follows a merge."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from qiao.foundation.models import OutboxEvent
from qiao.foundation.outbox import dispatch_events
from qiao.foundation.registry import HANDLERS
from qiao.matching.actions.place_commission import place_commission
from qiao.matching.models import Commission
from qiao.matching.supply.order import SupplyExclusions, SupplyOrder
from qiao.parties.actions.merge_organisations import merge_organisations
from qiao.parties.actions.undo_organisation_merge import undo_organisation_merge
from qiao.parties.models import Merge, Organisation
from tests.parties.cast import Cast, assert_every_record_is_recorded, gathered

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None, now: datetime) -> Iterator[Cast]:
    yield gathered(now)
    assert_every_record_is_recorded()


@pytest.fixture
def twin(cast: Cast, now: datetime) -> Organisation:
    return cast.organisation("晨曦压铸技术有限公司", now)


def commission(cast: Cast, now: datetime, *excluded: int) -> Commission:
    order = SupplyOrder(
        zone_code="JH",
        title="压铸产业链供给清单",
        provider_id=cast.rival.pk,
        deliver_by=date(2026, 9, 30),
        exclusions=SupplyExclusions(organisations=excluded),
    )
    return place_commission(actor=cast.operator, order=order, now=now)


def merged(cast: Cast, twin: Organisation, now: datetime) -> Merge:
    merge = merge_organisations(actor=cast.operator, kept_id=cast.firm.pk, dropped_id=twin.pk, reason="同一家", now=now)
    assert dispatch_events(now).failed == 0
    assert_every_record_is_recorded()
    return merge


def excluded() -> list[tuple[list[int], int]]:
    """The excluded organisations of each commission, with its version."""
    return list(Commission.objects.order_by("pk").values_list("excluded_organisations", "version"))


def test_an_exclusion_follows_a_merge_and_comes_back(cast: Cast, twin: Organisation, now: datetime) -> None:
    commission(cast, now, twin.pk, cast.rival.pk)
    commission(cast, now, cast.rival.pk)
    merge = merged(cast, twin, now)
    assert excluded() == [([cast.firm.pk, cast.rival.pk], 2), ([cast.rival.pk], 1)]
    undo_organisation_merge(actor=cast.operator, merge_id=merge.pk, reason="误合并", now=now)
    assert dispatch_events(now).failed == 0
    assert excluded() == [([twin.pk, cast.rival.pk], 3), ([cast.rival.pk], 1)]


def test_handling_twice_is_handling_once(cast: Cast, twin: Organisation, now: datetime) -> None:
    commission(cast, now, twin.pk)
    merge = merged(cast, twin, now)
    once = excluded()
    payload = OutboxEvent.objects.get(name="parties.OrganisationsMerged").payload
    for handler in HANDLERS["parties.OrganisationsMerged"].values():
        handler(payload, now)
    assert excluded() == once
    undo_organisation_merge(actor=cast.operator, merge_id=merge.pk, reason="误合并", now=now)
    assert dispatch_events(now).failed == 0
    for event in ("parties.OrganisationMergeUndone", "parties.OrganisationsMerged"):
        for handler in HANDLERS[event].values():
            handler(payload, now)
    assert excluded() == [([twin.pk], 3)]
