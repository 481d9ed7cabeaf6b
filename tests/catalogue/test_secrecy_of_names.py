"""A mark of state secrecy is found wherever people can write: also in names, contacts and numbers of rights."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from qiao.catalogue.actions.draft_achievement import draft_achievement
from qiao.catalogue.actions.draft_demand import draft_demand
from qiao.catalogue.actions.draft_scenario import draft_scenario
from qiao.catalogue.actions.revise_achievement import revise_achievement
from qiao.catalogue.actions.submit_achievement import submit_achievement
from qiao.catalogue.contents import Draft, RightContent
from qiao.catalogue.models import Achievement, IntellectualProperty
from qiao.catalogue.selectors.details import achievement_detail
from qiao.core.outcomes import Refused
from tests.catalogue.records import ACHIEVEMENT_CONTENT, DEMAND_CONTENT, SCENARIO_CONTENT, traces
from tests.catalogue.zone_people import People, people

pytestmark = pytest.mark.django_db
MARK = "机密★10年"
RIGHT = RightContent(kind="layout_design", number="BS.195001234")
FIELDS: tuple[tuple[str, Any], ...] = (
    ("contact", f"张工 {MARK}"),
    ("team", ("李工", f"王工（{MARK}）")),
    ("project_number", f"2026{MARK}"),
    ("rights", (RIGHT, replace(RIGHT, number=f"JM {MARK}"))),
)


def drafted(everybody: People, now: datetime, **changes: Any) -> Achievement:
    owner = Draft(organisation_id=everybody.university.pk)
    content = replace(ACHIEVEMENT_CONTENT, **changes)
    return draft_achievement(actor=everybody.university_editor, draft=owner, content=content, now=now)


@pytest.mark.parametrize(("field", "value"), FIELDS)
def test_names_and_numbers_of_an_achievement_are_looked_at(field: str, value: Any, now: datetime) -> None:
    everybody = people(now)
    kept = drafted(everybody, now, rights=(RIGHT,), team=("李工",), contact="保密办张工")
    before = traces()
    with pytest.raises(Refused, match="classified_material"):
        drafted(everybody, now, **{field: value})
    content = replace(ACHIEVEMENT_CONTENT, **{field: value})
    with pytest.raises(Refused, match="classified_material"):
        revise_achievement(actor=everybody.university_editor, achievement_id=kept.pk, content=content, now=now)
    assert traces() == before
    assert kept.rights.get().number == RIGHT.number


def test_contacts_of_demands_and_departments_of_scenarios_are_looked_at(now: datetime) -> None:
    everybody = people(now)
    owner = Draft(organisation_id=everybody.firm.pk)
    demand = replace(DEMAND_CONTENT, contact=MARK)
    with pytest.raises(Refused, match="classified_material"):
        draft_demand(actor=everybody.editor, draft=owner, content=demand, now=now)
    scenario = replace(SCENARIO_CONTENT, department=f"装备处 {MARK}")
    with pytest.raises(Refused, match="classified_material"):
        draft_scenario(actor=everybody.operator, draft=owner, content=scenario, now=now)
    named = Draft(organisation_name=f"某研究所【机密】{MARK}")
    with pytest.raises(Refused, match="classified_material"):
        draft_demand(actor=everybody.operator, draft=named, content=DEMAND_CONTENT, now=now)


def test_a_mark_that_is_already_kept_holds_the_record_back(now: datetime) -> None:
    everybody = people(now)
    achievement = drafted(everybody, now)
    IntellectualProperty.objects.create(achievement=achievement, kind="layout_design", number=f"JM {MARK}")
    offers = achievement_detail(everybody.university_editor, achievement.pk, now).offers
    assert {offer.verb: offer.refusal for offer in offers}["submit"] == "classified_material"
    with pytest.raises(Refused, match="classified_material"):
        submit_achievement(actor=everybody.university_editor, achievement_id=achievement.pk, now=now)
