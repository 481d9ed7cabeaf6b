"""Facets: the number beside a choice is the number of rows that choosing it shows, for everybody."""

import random
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qiao.catalogue.filters import AchievementFilters, DemandFilters, ListingFilters, PageRequest, ScenarioFilters
from qiao.catalogue.models import Achievement, Demand, IntellectualProperty, Scenario
from qiao.catalogue.selectors.facets import facet_counts
from qiao.catalogue.selectors.lists import achievements_page, demands_page, every_row, scenarios_page
from qiao.catalogue.texts import derived_values
from qiao.core.access import PUBLIC, Actor
from tests.catalogue.zone_people import ELSEWHERE, ZONE, People, people

KINDS: dict[str, tuple[Any, Any, Any]] = {
    "demand": (Demand, DemandFilters, demands_page),
    "achievement": (Achievement, AchievementFilters, achievements_page),
    "scenario": (Scenario, ScenarioFilters, scenarios_page),
}
CHOICES: dict[str, tuple[str, ...]] = {
    "fields": ("", "1", "4", "8"),
    "sections": ("A", "C", "I", "T"),
    "provinces": ("320000", "110000", "330000"),
    "organisation_kinds": ("enterprise", "university", "park"),
    "kinds": ("patent", "software", "technical_renewal", "technology_research"),
    "urgencies": ("urgent", "ordinary"),
    "budgets": ("negotiable", "over_1000"),
    "ways": ("transfer", "licence", "equity"),
    "rights": ("with", "without"),
    "opener_kinds": ("hospital", "enterprise"),
    "scales": ("focused", "industry"),
    "fundings": ("own", "fiscal"),
    "maturity": tuple("123456789"),
}


def generated(kind: str, everybody: People, now: datetime, count: int = 60) -> None:
    model, dice = KINDS[kind][0], random.Random(f"{kind} facets")
    own: dict[str, Any] = {
        "demand": lambda: {
            "kind": dice.choice(CHOICES["kinds"]), "urgency": dice.choice(("", *CHOICES["urgencies"])),
            "budget_band": dice.choice(CHOICES["budgets"]), "ways": dice.sample(CHOICES["ways"], dice.randint(0, 3)),
        },
        "achievement": lambda: {
            "kind": dice.choice(CHOICES["kinds"]), "maturity": dice.choice((None, *range(1, 10))),
            "ways": dice.sample(CHOICES["ways"], dice.randint(0, 3)),
        },
        "scenario": lambda: {
            "opener_kind": dice.choice(CHOICES["opener_kinds"]), "scale": dice.choice(CHOICES["scales"]),
            "expected_maturity": dice.choice((None, *range(1, 10))), "funding": dice.choice(CHOICES["fundings"]),
        },
    }  # fmt: skip
    for number in range(count):
        record = model(
            zone_code=dice.choice((ZONE, ZONE, ELSEWHERE)),
            title=f"第{number}项{dice.choice(('气孔', '裂纹'))}",
            created_at=now,
            published_at=now,
            state=str(dice.choice(tuple(model.LIFECYCLE.states))),
            organisation=dice.choice((everybody.firm, everybody.rival, everybody.university, None)),
            disclosure=dice.choice(("public", "masked", "targeted")),
            disclosed_to=dice.choice(([], [everybody.rival.pk], [999_999])),
            manager_person=dice.choice((None, everybody.manager.person_id)),
            field=dice.choice(CHOICES["fields"]),
            industry=dice.choice(("", "01", "0512", "13", "3392", "43", "65", "97")),
            region=dice.choice(("", "320000", "320583", "110000")),
            **own[kind](),
        )
        for name, value in derived_values(record).items():
            setattr(record, name, value)
        record.save()
        if kind == "achievement" and dice.random() < 0.5:
            for _ in range(dice.randint(1, 2)):
                IntellectualProperty.objects.create(achievement=record, kind="invention")


def with_choice(filters: ListingFilters, name: str, choice: str) -> ListingFilters:
    if name == "maturity":
        return replace(filters, maturity_min=int(choice), maturity_max=int(choice))  # type: ignore[call-arg]
    return replace(filters, **{name: (choice,)})


def some_filters(kind: str, everybody: People) -> list[Any]:
    dice, filters = random.Random(f"{kind} filters"), KINDS[kind][1]
    names = [name for name in CHOICES if name in filters.__dataclass_fields__]
    found = [
        filters(),
        filters(text="气孔"),
        filters(organisation_id=everybody.firm.pk),
        filters(states=("published",)),
    ]
    for _ in range(4):
        asked = {name: tuple(dice.sample(CHOICES[name], 2)) for name in dice.sample(names, 3)}
        asked["fields"] = tuple(code for code in asked.get("fields", ()) if code)
        found.append(filters(**asked, **({"maturity_min": 3} if kind != "demand" else {"clarity_min": 10})))
    return found


def actors(everybody: People) -> tuple[Actor, ...]:
    return (PUBLIC, everybody.editor, everybody.rival_editor, everybody.operator, everybody.manager, everybody.auditor)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_every_number_is_the_number_of_rows_that_the_choice_shows(kind: str, now: datetime) -> None:
    everybody = people(now)
    generated(kind, everybody, now)
    model, _filters, page = KINDS[kind]
    states = tuple(str(state) for state in model.LIFECYCLE.states)
    checked = 0
    for actor in actors(everybody):
        for filters in some_filters(kind, everybody):
            counts = facet_counts(kind, actor, filters)
            for name, found in counts.items():
                assert 0 not in found.values()
                for choice in CHOICES.get(name, states):
                    if choice:
                        rows = page(actor, with_choice(filters, name, choice), PageRequest())
                        assert found.get(choice, 0) == rows.total, (actor.role, filters, name, choice)
                        checked += rows.total > 0
    assert checked > 100


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_counting_takes_one_statement_however_many_choices(kind: str, now: datetime) -> None:
    everybody = people(now)
    generated(kind, everybody, now, 20)
    with CaptureQueriesContext(connection) as captured:
        facet_counts(kind, everybody.operator, KINDS[kind][1](text="气孔", fields=("4",)))
    assert len(captured) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_an_export_is_the_list(kind: str, now: datetime, monkeypatch: Any) -> None:
    monkeypatch.setattr("qiao.catalogue.selectors.lists.PIECE", 7)
    everybody = people(now)
    generated(kind, everybody, now)
    page = KINDS[kind][2]
    for actor in actors(everybody):
        for filters in some_filters(kind, everybody):
            for sort in ("-published_at", "title", "valid_until"):
                whole = page(actor, filters, PageRequest(size=200, sort=sort))
                assert list(every_row(kind, actor, filters, sort)) == list(whole.rows)


@pytest.mark.django_db
def test_the_order_by_title_does_not_tell_a_masked_title(now: datetime) -> None:
    everybody = people(now)
    for title in ("江海精铸的炉子", "江海重工的炉子", "某企业的车", "某甲"):
        record = Demand(
            zone_code=ZONE, title=title, created_at=now, state="published", organisation=everybody.firm,
            organisation_name=title[:4], disclosure="masked" if title.startswith("江海") else "public",
        )  # fmt: skip
        record.open_text = derived_values(record)["open_text"]
        record.save()
    shown = [row["title"] for row in demands_page(PUBLIC, DemandFilters(), PageRequest(sort="title")).rows]
    assert shown == sorted(shown)
