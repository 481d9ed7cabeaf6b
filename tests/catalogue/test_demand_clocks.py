"""Clocks of demands: the review period over the May holiday, expiry, a calendar that is not loaded."""

from datetime import UTC, date, datetime, timedelta

import pytest

from qiao.catalogue.actions.start_matching_demand import start_matching_demand
from qiao.catalogue.actions.submit_demand import submit_demand
from qiao.catalogue.models import Demand
from qiao.core.outcomes import Refused
from qiao.foundation.clocks import fire_due
from qiao.foundation.models import AuditRow, CalendarYear, OutboxEvent, RuleParameter
from tests.catalogue.records import draft, published, traces
from tests.catalogue.zone_people import ZONE, people

pytestmark = pytest.mark.django_db

THURSDAY = datetime(2026, 4, 30, 2, 0, tzinfo=UTC)
# Off: 1 and 4–5 May and the weekend 2–3; Saturday 9 May is worked. Working days 1–5: 6, 7, 8, 9 and 11 May.
OVERDUE = datetime(2026, 5, 11, 16, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_an_overdue_screening_is_reported_once_at_the_end_of_the_fifth_working_day() -> None:
    everybody = people(THURSDAY)
    demand = draft(everybody, THURSDAY)
    submitted = submit_demand(actor=everybody.editor, demand_id=demand.pk, now=THURSDAY)
    assert (submitted.due_at, submitted.due_verb) == (OVERDUE, "escalate")
    assert fire_due(OVERDUE - SECOND) == []
    fired = fire_due(OVERDUE)
    assert [(one.action, one.problem) for one in fired] == [("catalogue.demand.escalate", "")]
    assert fire_due(OVERDUE + timedelta(days=30)) == []
    stored = Demand.objects.get(pk=demand.pk)
    assert (stored.state, stored.escalated_at, stored.due_at) == ("submitted", OVERDUE, None)
    assert OutboxEvent.objects.filter(name="catalogue.DemandReviewOverdue").count() == 1
    assert AuditRow.objects.get(action="catalogue.demand.escalate").actor_role == "system"


def test_a_demand_lapses_at_the_end_of_its_twelfth_month(now: datetime) -> None:
    everybody = people(now)
    listed, matching = published(everybody, now), published(everybody, now)
    start_matching_demand(actor=everybody.operator, demand_id=matching.pk, now=now)
    end = datetime(2027, 6, 1, 16, 0, tzinfo=UTC)
    assert fire_due(end - SECOND) == []
    assert {one.object_id for one in fire_due(end)} == {listed.pk, matching.pk}
    assert set(Demand.objects.values_list("state", flat=True)) == {"expired"}


def test_its_own_last_day_comes_first(now: datetime) -> None:
    everybody = people(now)
    demand = published(everybody, now, valid_until=date(2026, 6, 30))
    assert demand.due_at == demand.expires_at == datetime(2026, 6, 30, 16, 0, tzinfo=UTC)


def test_what_is_past_its_last_day_cannot_be_published(now: datetime) -> None:
    everybody = people(now)
    with pytest.raises(Refused, match="validity_is_over"):
        published(everybody, now, valid_until=date(2026, 5, 31))
    assert published(everybody, now, valid_until=date(2026, 6, 1)).state == "published"


def test_the_zone_may_set_its_own_periods(now: datetime) -> None:
    everybody = people(now)
    for key, value in (("review_days", 2), ("validity_months", 6)):
        RuleParameter.objects.create(
            key=f"catalogue.demand.{key}", zone_code=ZONE, valid_from=date(2026, 1, 1), value=value
        )
    submitted = submit_demand(actor=everybody.editor, demand_id=draft(everybody, now).pk, now=now)
    assert submitted.due_at == datetime(2026, 6, 3, 16, 0, tzinfo=UTC)
    assert published(everybody, now).expires_at == datetime(2026, 12, 1, 16, 0, tzinfo=UTC)


def test_a_year_without_calendar_is_refused_by_name(now: datetime) -> None:
    everybody = people(now)
    demand = draft(everybody, now)
    CalendarYear.objects.filter(year=2026).delete()
    before = traces()
    with pytest.raises(Refused, match="calendar_year_missing") as caught:
        submit_demand(actor=everybody.editor, demand_id=demand.pk, now=now)
    assert caught.value.params["year"] == 2026
    assert Demand.objects.get(pk=demand.pk).state == "draft"
    assert traces() == before
