"""Whole lists: the demonstration's files and the public lists come in without a loss."""

from datetime import datetime

import pytest

from qiao.catalogue.models import Achievement, Demand, Scenario
from qiao.catalogue.models.listing import Listing
from qiao.foundation.models import AuditRow
from qiao.parties.models import Holding, Organisation, Person
from tests.catalogue.intake_story import REPOSITORY, counts, found_problems, imported, public_list

pytestmark = pytest.mark.django_db
DEMO = REPOSITORY / "demo" / "data"
BEFORE_THE_DEADLINES = datetime.fromisoformat("2025-11-03T09:00:00+08:00")


def test_the_demonstration_lists_have_no_bad_row() -> None:
    kinds = {
        "organisations": ("parties.organisation", Organisation),
        "people": ("parties.person", Person),
        "achievements_a": ("catalogue.achievement", Achievement),
        "achievements_b": ("catalogue.achievement", Achievement),
        "demands": ("catalogue.demand", Demand),
        "scenarios": ("catalogue.scenario", Scenario),
    }
    for name, (kind, model) in kinds.items():
        before = model._default_manager.count()
        batch = imported(
            DEMO / f"{name}.csv", BEFORE_THE_DEADLINES, kind, source="demo", admit=kind.startswith("catalogue.")
        )
        assert found_problems(batch) == [], name
        assert model._default_manager.count() - before == batch.total > 0
        assert not [note for note in batch.notes if note[0] == "organisation_not_linked"], name
    assert not Demand.objects.filter(organisation=None).exists()
    assert Achievement.objects.filter(rights__number="ZL202019900101.7", rights__status="granted").count() == 1
    roles = set(Holding.objects.values_list("role", flat=True))
    assert roles == {"expert", "technology_manager", "organisation_editor"}
    assert Holding.objects.filter(role="organisation_editor", organisation=None).count() == 0


@pytest.mark.parametrize(
    ("name", "kind", "model", "rows"),
    [
        ("demands.csv", "catalogue.demand", Demand, 371),
        ("achievements.csv", "catalogue.achievement", Achievement, 12_251),
    ],
)
def test_the_public_lists_come_in_whole(name: str, kind: str, model: type[Listing], rows: int, now: datetime) -> None:
    path = public_list(name)
    batch = imported(path, now, kind, source="public", admit=True)
    assert found_problems(batch) == []
    assert (batch.total, *counts(batch)) == (rows, rows, 0, 0, 0)
    assert model._default_manager.filter(state="published", zone_code="JH").count() == rows
    assert model._default_manager.values("code").distinct().count() == rows
    assert not model._default_manager.filter(due_at=None).exists()
    assert AuditRow.objects.filter(action=f"{kind}.admit").count() == rows
    again = imported(path, now, kind, source="public", admit=True)
    assert counts(again) == (0, 0, rows, 0)
    assert model._default_manager.filter(version=1).count() == rows
    assert AuditRow.objects.filter(action=f"{kind}.admit").count() == rows
