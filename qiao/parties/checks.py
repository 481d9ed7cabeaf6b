"""Checks of what is filled in about parties; every fault is named at once. No database."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from qiao.core.access import HUMAN_ROLES, Role
from qiao.core.codes.check import CodeCheck
from qiao.core.codes.classification import check_industry_code, check_region_code
from qiao.core.codes.credit_code import CreditCodeHolder, check_credit_code, credit_code_holder
from qiao.core.codes.resident_id import check_resident_id
from qiao.core.outcomes import Problem
from qiao.core.taxonomy import HiTechField, Listed, OrganisationKind, OrganisationSize, Qualification
from qiao.foundation.intake.cells import CellProblem, allowed_names, cleaned, email
from qiao.parties.contents import HoldingDetails, OrganisationDetails, PersonDetails

_LONGEST = {"name": 200, "contact": 200}
_LONGEST_OF_PERSON = {"name": 100, "title": 100}
HIDDEN = "******"
# Who may hold which code: 91 to 93 firms, 12 public institutions, 11 government, 51 to 53 societies (§5.5). Institutes
# and hospitals exist as public institutions, private non-enterprise units and firms.
_HOLDERS: Mapping[str, frozenset[CreditCodeHolder]] = {
    OrganisationKind.ENTERPRISE: frozenset(
        {CreditCodeHolder.ENTERPRISE, CreditCodeHolder.INDIVIDUAL_BUSINESS, CreditCodeHolder.FARMERS_COOPERATIVE}
    ),
    OrganisationKind.UNIVERSITY: frozenset(
        {CreditCodeHolder.PUBLIC_INSTITUTION, CreditCodeHolder.PRIVATE_NON_ENTERPRISE}
    ),
    OrganisationKind.RESEARCH_INSTITUTE: frozenset(
        {CreditCodeHolder.PUBLIC_INSTITUTION, CreditCodeHolder.PRIVATE_NON_ENTERPRISE, CreditCodeHolder.ENTERPRISE}
    ),
    OrganisationKind.HOSPITAL: frozenset(
        {CreditCodeHolder.PUBLIC_INSTITUTION, CreditCodeHolder.PRIVATE_NON_ENTERPRISE, CreditCodeHolder.ENTERPRISE}
    ),
    OrganisationKind.FINANCIAL_INSTITUTION: frozenset({CreditCodeHolder.ENTERPRISE}),
    OrganisationKind.GOVERNMENT: frozenset({CreditCodeHolder.GOVERNMENT}),
    OrganisationKind.TRANSFER_ORGANISATION: frozenset(CreditCodeHolder) - {CreditCodeHolder.GOVERNMENT},
    OrganisationKind.PARK: frozenset(
        {CreditCodeHolder.ENTERPRISE, CreditCodeHolder.PUBLIC_INSTITUTION, CreditCodeHolder.GOVERNMENT}
    ),
}


@dataclass(frozen=True)
class Checked:
    """The values to store, in normal form, and every fault found."""

    values: dict[str, Any]
    problems: list[Problem]


def checked_organisation(details: OrganisationDetails) -> Checked:
    """An organisation in normal form."""
    values = _cleaned(details)
    problems = [*_required(values, "name", "kind"), *_too_long(values, _LONGEST)]
    for name, members in (("kind", OrganisationKind), ("field", HiTechField), ("size", OrganisationSize)):
        problems += _unlisted(name, [values[name]], members)
    problems += _unlisted("qualifications", values["qualifications"], Qualification)
    for name, check in _CODES.items():
        problems += _normalise(values, name, check)
    return Checked(values, problems)


def credit_code_warnings(credit_code: str, kind: str) -> tuple[str, ...]:
    """What deserves a second look about a stored code, as rule codes; it may be right all the same (§5.5)."""
    if not credit_code:
        return ()
    inner = check_credit_code(credit_code).warning
    holder = credit_code_holder(credit_code)
    differs = holder is not None and kind in _HOLDERS and holder not in _HOLDERS[kind]
    return (*((inner,) if inner else ()), *(("credit_code_kind_differs",) if differs else ()))


def checked_person(details: PersonDetails, today: date) -> Checked:
    """A person in normal form; ``resident_id`` stays among the values only for hashing, never for storing."""
    values = _cleaned(details)
    problems = [*_required(values, "name"), *_too_long(values, _LONGEST_OF_PERSON)]
    problems += _unlisted("fields", values["fields"], HiTechField)
    if values["email"]:
        try:
            email(values["email"])
        except CellProblem as problem:
            problems.append(Problem("email", problem.rule, values["email"]))
    if values["resident_id"]:
        check = check_resident_id(values["resident_id"], today)
        values["resident_id"] = check.value
        if check.problem:
            # The number itself must not reach a log or a page.
            problems.append(Problem("resident_id", check.problem, HIDDEN))
    return Checked(values, problems)


def holding_problems(details: HoldingDetails) -> list[Problem]:
    """Faults of a role to be granted that need no database."""
    problems = []
    if details.role not in HUMAN_ROLES:
        problems.append(Problem("role", "unknown_role", details.role, {"allowed": ", ".join(HUMAN_ROLES)}))
    if details.role == Role.ORGANISATION_EDITOR and details.organisation_id is None:
        problems.append(Problem("organisation_id", "editor_needs_organisation"))
    if details.ends_on is not None and details.ends_on < details.starts_on:
        problems.append(
            Problem("ends_on", "ends_before_start", str(details.ends_on), {"starts_on": str(details.starts_on)})
        )
    return problems


_CODES: Mapping[str, Callable[[str], CodeCheck]] = {
    "credit_code": check_credit_code,
    "region": check_region_code,
    "industry": check_industry_code,
}


def _cleaned(details: OrganisationDetails | PersonDetails) -> dict[str, Any]:
    values = {field.name: getattr(details, field.name) for field in fields(details)}
    for name, value in values.items():
        if isinstance(value, str):
            values[name] = cleaned(value)
        elif isinstance(value, tuple):
            values[name] = list(dict.fromkeys(value))
    return values


def _required(values: Mapping[str, Any], *names: str) -> Iterator[Problem]:
    return (Problem(name, "required") for name in names if not values[name])


def _too_long(values: Mapping[str, Any], longest: Mapping[str, int]) -> Iterator[Problem]:
    for name, limit in longest.items():
        length = len(values[name])
        if length > limit:
            yield Problem(name, "too_long", values[name][:40], {"length": length, "limit": limit})


def _unlisted(name: str, codes: Iterable[str], members: type[Listed]) -> Iterator[Problem]:
    for code in codes:
        if code and code not in list(members):
            yield Problem(name, "not_in_list", code, {"part": code, "allowed": allowed_names(members)})


def _normalise(values: dict[str, Any], name: str, check: Callable[[str], CodeCheck]) -> list[Problem]:
    if not values[name]:
        return []
    result = check(values[name])
    values[name] = result.value
    return [Problem(name, result.problem, result.value)] if result.problem else []
