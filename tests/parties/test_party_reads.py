"""Reading the register: lists and details agree on who sees what, and cost the same for few and many rows."""

from datetime import datetime
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qiao.core.access import PUBLIC, Actor, Role
from qiao.core.duplicates import DuplicateReason
from qiao.core.outcomes import Missing
from qiao.parties.access import OrganisationFacts, PersonFacts, sees_organisation, sees_person, sees_personal_data
from qiao.parties.actions.merge_organisations import merge_organisations
from qiao.parties.contents import OrganisationDetails, PersonDetails
from qiao.parties.models import Organisation, Person
from qiao.parties.selectors.duplicates import duplicate_organisations, duplicate_people
from qiao.parties.selectors.facts import organisation_facts, person_facts
from qiao.parties.selectors.organisations import (
    OrganisationFilters,
    organisation_count,
    organisation_detail,
    organisations_page,
)
from qiao.parties.selectors.people import PeopleFilters, experts, people_page, person_detail, technology_managers
from tests.parties.cast import CODE, Cast, day_of

pytestmark = pytest.mark.django_db
NOBODY = OrganisationFilters()


def readers(cast: Cast) -> list[Actor]:
    """Every role in and out of the zone, speaking for the firm, for another or for nobody, as its own person or not."""
    organisations, people = (cast.firm.pk, cast.rival.pk, None), (cast.owner.person_id, None)
    return [
        Actor(role, "读者", zone_code=zone, organisation_id=organisation, person_id=person)
        for role, zone, organisation, person in product(Role, ("JH", "NB", ""), organisations, people)
    ]


def test_lists_and_predicates_agree(cast: Cast, now: datetime) -> None:
    twin = cast.organisation("云桥精密机械股份有限公司", now)
    merge_organisations(actor=cast.operator, kept_id=cast.firm.pk, dropped_id=twin.pk, reason="同一家", now=now)
    organisations, people = list(Organisation.objects.all()), list(Person.objects.all())
    for actor in readers(cast):
        listed = set(Organisation.objects.visible_to(actor))
        assert listed == {row for row in organisations if sees_organisation(actor, organisation_facts(row))}
        known = set(Person.objects.visible_to(actor))
        assert known == {row for row in people if sees_person(actor, person_facts(row))}


@pytest.mark.parametrize(
    ("role", "zone_code", "seen"),
    [(Role.EXPERT, "JH", True), (Role.PLATFORM_ADMIN, "JH", True), (Role.EXPERT, "NB", False),
     (Role.AUDITOR, "NB", True), (Role.SUPERVISOR, "JH", True), (Role.PUBLIC, "JH", False), (Role.EXPERT, "", False)],
)  # fmt: skip
def test_the_register_is_for_the_zone_and_the_auditor(role: Role, zone_code: str, seen: bool) -> None:
    actor = Actor(role, "读者", zone_code=zone_code)
    assert sees_organisation(actor, OrganisationFacts("JH", 7)) is seen
    assert not sees_organisation(actor, OrganisationFacts("JH", 7, merged=True))


@pytest.mark.parametrize(
    ("who", "seen"),
    [("operator", True), ("owner", True), ("colleague", True), ("stranger", False), ("outsider", False),
     ("approver", False), ("admin", False)],
)  # fmt: skip
def test_an_address_is_for_the_operator_the_organisation_and_the_person(
    cast: Cast, now: datetime, who: str, seen: bool
) -> None:
    actor, person = cast.everybody()[who], Person.objects.get(pk=cast.owner.person_id)
    assert sees_personal_data(actor, person_facts(person)) is seen
    if who == "outsider":
        with pytest.raises(Missing):
            person_detail(actor, person.pk, day_of(now))
        return
    row = person_detail(actor, person.pk, day_of(now))
    assert row.email == (person.email if seen else None)
    (listed,) = people_page(actor, PeopleFilters(text="汤所有"), day_of(now)).rows
    assert listed == row


def test_oneself_is_known_in_whatever_role() -> None:
    expert = Actor(Role.EXPERT, "专家", zone_code="JH", person_id=9)
    assert sees_personal_data(expert, PersonFacts("JH", 7, 9))
    assert not sees_personal_data(expert, PersonFacts("JH", 7, 10))


def test_the_public_reads_no_register(cast: Cast, now: datetime) -> None:
    assert organisations_page(PUBLIC, NOBODY).total == 0
    assert people_page(PUBLIC, PeopleFilters(), day_of(now)).total == 0
    with pytest.raises(Missing):
        organisation_detail(PUBLIC, cast.firm.pk, day_of(now))


def test_a_detail_shows_warnings_people_and_what_was_merged(cast: Cast, now: datetime) -> None:
    college = cast.organisation("云桥大学", now, kind="university", credit_code=CODE)
    twin = cast.organisation("云桥大学（本部）", now, kind="university")
    cast.person("邬静澜", now, organisation_id=twin.pk, email="wu@example.org")
    merge_organisations(actor=cast.operator, kept_id=college.pk, dropped_id=twin.pk, reason="同一家", now=now)
    detail = organisation_detail(cast.operator, college.pk, day_of(now))
    assert detail.warnings == ("credit_code_kind_differs",)
    assert [(row.name, row.email) for row in detail.people] == [("邬静澜", "wu@example.org")]
    assert detail.merged_names == ("云桥大学（本部）",)
    with pytest.raises(Missing):
        organisation_detail(cast.operator, twin.pk, day_of(now))


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (OrganisationFilters(text="机床"), ["甲机床厂"]),
        (OrganisationFilters(text=CODE.lower()), ["甲机床厂"]),
        (OrganisationFilters(kind="university"), ["乙大学"]),
        (OrganisationFilters(region="31"), ["甲机床厂"]),
        (OrganisationFilters(industry="34"), ["甲机床厂"]),
        (OrganisationFilters(field="8"), ["甲机床厂"]),
        (OrganisationFilters(size="small"), ["甲机床厂"]),
        (OrganisationFilters(qualification="hi_tech"), ["甲机床厂"]),
        (OrganisationFilters(qualification="gazelle"), []),
        (OrganisationFilters(text="大学", kind="enterprise"), []),
    ],
)
def test_filters_narrow_the_list(cast: Cast, now: datetime, filters: OrganisationFilters, found: list[str]) -> None:
    given = {"industry": "3421", "field": "8", "size": "small", "qualifications": ("hi_tech", "tech_sme")}
    cast.organisation("甲机床厂", now, credit_code=CODE, region="310000", **given)
    cast.organisation("乙大学", now, kind="university", region="330000", field="1")
    assert [row.name for row in organisations_page(cast.operator, filters).rows] == found


def test_pages_cover_the_list_once(cast: Cast, now: datetime) -> None:
    for number in range(7):
        cast.organisation(f"第{number}机构", now)
    everything = [row.pk for row in organisations_page(cast.owner, NOBODY, size=200).rows]
    pages = [organisations_page(cast.owner, NOBODY, number, size=3) for number in (1, 2, 3, 4)]
    assert [row.pk for page in pages for row in page.rows] == everything
    assert {page.last_number for page in pages} == {4}
    assert organisations_page(cast.owner, NOBODY, 99, size=3).number == 4
    assert organisation_count("JH") == len(everything) == 3 + 7


def test_experts_and_managers_are_those_who_hold_the_role(cast: Cast, now: datetime) -> None:
    on = day_of(now)
    for name, role in (("甲专家", Role.EXPERT), ("乙经理", Role.TECHNOLOGY_MANAGER), ("丙两者", Role.EXPERT)):
        person = cast.person(name, now, fields=("4",), speciality="合金")
        cast.holding(person, role, now)
        if name == "丙两者":
            cast.holding(person, Role.TECHNOLOGY_MANAGER, now)
    assert {row.name for row in experts(cast.owner, on)} == {"甲专家", "丙两者"}
    assert {row.name: row.roles for row in technology_managers(cast.owner, on)} == {
        "乙经理": ("technology_manager",),
        "丙两者": ("expert", "technology_manager"),
    }
    page = people_page(cast.owner, PeopleFilters(text="合金", field="4", role=Role.EXPERT), on)
    assert {row.name for row in page.rows} == {"甲专家", "丙两者"}
    assert people_page(cast.owner, PeopleFilters(organisation_id=cast.firm.pk), on).total == 2
    assert experts(cast.outsider, on) == ()


def queries(cast: Cast, now: datetime) -> dict[str, int]:
    on, found = day_of(now), {}
    for name, read in {
        "organisations_page": lambda: organisations_page(cast.operator, NOBODY, size=200),
        "organisation_detail": lambda: organisation_detail(cast.operator, cast.firm.pk, on),
        "people_page": lambda: people_page(cast.operator, PeopleFilters(), on, size=200),
        "experts": lambda: experts(cast.operator, on),
        "duplicate_organisations": lambda: duplicate_organisations("JH", on),
        "duplicate_people": lambda: duplicate_people("JH"),
    }.items():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            read()
        found[name] = len(captured)
    return found


def test_a_list_costs_the_same_with_one_row_and_with_twenty(cast: Cast, now: datetime) -> None:
    cast.holding(cast.person("专家", now, organisation_id=cast.firm.pk), Role.EXPERT, now)
    few = queries(cast, now)
    for number in range(20):
        organisation = cast.organisation(f"第{number}机构", now)
        home = (cast.firm, organisation)[number % 2]
        cast.holding(cast.person(f"第{number}人", now, organisation_id=home.pk), Role.EXPERT, now)
    assert queries(cast, now) == few
    assert few == {
        "organisations_page": 2,
        "organisation_detail": 4,
        "people_page": 3,
        "experts": 2,
        "duplicate_organisations": 2,
        "duplicate_people": 1,
    }


def test_duplicates_of_a_zone_name_both_records_and_forget_merged_ones(cast: Cast, now: datetime) -> None:
    twin = cast.organisation("云桥精密机械股份有限公司", now)
    cast.person("汤所有", now, organisation_id=cast.firm.pk)
    (pair,) = duplicate_organisations("JH", day_of(now))
    assert (pair.first, pair.second, pair.reasons) == (cast.firm.pk, twin.pk, (DuplicateReason.SAME_NAME,))
    assert (pair.first_name, pair.second_name) == (cast.firm.name, twin.name)
    assert [found.reasons for found in duplicate_people("JH")] == [(DuplicateReason.SAME_NAME_AND_ORGANISATION,)]
    merge_organisations(actor=cast.operator, kept_id=cast.firm.pk, dropped_id=twin.pk, reason="同一家", now=now)
    assert duplicate_organisations("JH", day_of(now)) == ()


def test_details_name_only_fields_of_the_models() -> None:
    columns = {field.attname for field in Organisation._meta.concrete_fields}
    assert set(OrganisationDetails.__dataclass_fields__) <= columns
    columns = {field.attname for field in Person._meta.concrete_fields}
    assert set(PersonDetails.__dataclass_fields__) - columns == {"resident_id"}
