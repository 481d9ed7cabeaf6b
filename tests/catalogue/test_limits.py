"""How much fits into a record, and that a form counts for the version it was written for."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from qiao.catalogue.actions.draft_demand import draft_demand
from qiao.catalogue.actions.revise_demand import revise_demand
from qiao.catalogue.checks import problems_of
from qiao.catalogue.contents import Draft, IndicatorContent, RightContent
from qiao.catalogue.limits import LONGEST
from qiao.catalogue.models import Demand
from qiao.core.outcomes import Denied, Invalid, Refused
from tests.catalogue.records import ACHIEVEMENT_CONTENT, DEMAND_CONTENT, SCENARIO_CONTENT, draft, traces
from tests.catalogue.zone_people import people

CONTENTS = (DEMAND_CONTENT, ACHIEVEMENT_CONTENT, SCENARIO_CONTENT)


@pytest.mark.parametrize("content", CONTENTS, ids=lambda content: type(content).__name__)
def test_every_text_has_its_limit(content: Any) -> None:
    for name in LONGEST:
        if hasattr(content, name):
            assert problems_of(replace(content, **{name: "字" * LONGEST[name]})) == []
            (problem,) = problems_of(replace(content, **{name: "字" * (LONGEST[name] + 1)}))
            assert (problem.field, problem.rule, problem.params["limit"]) == (name, "too_long", LONGEST[name])


def test_lists_have_limits_too() -> None:
    many = tuple(IndicatorContent(name=f"指标{n}") for n in range(51))
    long = (IndicatorContent(name="气孔率", unit="克" * 41),)
    right = (RightContent(kind="invention", number="1" * 41),)
    months = replace(SCENARIO_CONTENT, period_months=601)
    assert [p.rule for p in problems_of(replace(DEMAND_CONTENT, indicators=many))] == ["listing_too_many"]
    assert [p.rule for p in problems_of(replace(DEMAND_CONTENT, indicators=long))] == ["too_long"]
    assert problems_of(replace(ACHIEVEMENT_CONTENT, rights=right))[0].rule == "too_long"
    assert [p.rule for p in problems_of(months)] == ["listing_months_too_many"]


@pytest.mark.django_db
def test_the_name_of_an_unregistered_party_has_its_limit(now: datetime) -> None:
    party = Draft(organisation_name="名" * 201)
    with pytest.raises(Invalid) as caught:
        draft_demand(actor=people(now).operator, draft=party, content=DEMAND_CONTENT, now=now)
    assert [problem.field for problem in caught.value.problems] == ["organisation_name"]


@pytest.mark.django_db
def test_a_revision_for_an_older_version_is_refused_and_strangers_learn_nothing(now: datetime) -> None:
    everybody = people(now)
    demand = draft(everybody, now)
    later = replace(DEMAND_CONTENT, title="后来的名称")
    revise_demand(actor=everybody.editor, demand_id=demand.pk, content=later, now=now, seen_version=1)
    before = traces()
    with pytest.raises(Refused, match="changed_meanwhile"):
        revise_demand(actor=everybody.editor, demand_id=demand.pk, content=DEMAND_CONTENT, now=now, seen_version=1)
    with pytest.raises(Denied, match="no_right"):
        revise_demand(actor=everybody.rival_editor, demand_id=demand.pk, content=later, now=now, seen_version=1)
    assert (Demand.objects.get().title, traces()) == ("后来的名称", before)
