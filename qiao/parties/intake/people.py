"""Lists of people: experts, technology managers, contacts of organisations."""

from collections.abc import Mapping, Sequence
from typing import Any

from qiao.core.access import Role
from qiao.core.calendar import CHINA
from qiao.core.outcomes import Problem
from qiao.core.taxonomy import HiTechField, PersonKind
from qiao.foundation.acting import change, record_many
from qiao.foundation.intake.cells import allowed_names, choice_of, choices_of, email, text_up_to
from qiao.foundation.intake.kinds import EXTERNAL_NUMBER, ColumnSpec, ImportContext, ImportKind, StagedRow, Values
from qiao.parties.intake.linking import linked_organisations, normalised_name
from qiao.parties.models import Holding, Organisation, Person

ACTION = "foundation.import.apply"
ROLES: Mapping[str, Role] = {
    PersonKind.EXPERT: Role.EXPERT,
    PersonKind.TECHNOLOGY_MANAGER: Role.TECHNOLOGY_MANAGER,
    PersonKind.CONTACT: Role.ORGANISATION_EDITOR,
}

COLUMNS = (
    ColumnSpec(
        EXTERNAL_NUMBER, ("外部编号", "External number", "person_id", "id", "编号"), text_up_to(100),
        unique=True, help="来源单位自己的编号，再次导入时据此识别同一人",
    ),
    ColumnSpec("name", ("姓名", "Name", "person_name"), text_up_to(100), required=True, help="真实姓名"),
    ColumnSpec(
        "role", ("角色", "Role"), choice_of(PersonKind), help="选一项；单位联系人须填写所在单位",
        allowed=allowed_names(PersonKind),
    ),
    ColumnSpec(
        "organisation_name", ("所在单位", "所在机构", "Organisation", "单位", "工作单位"), text_up_to(200),
        help="已登记机构的全称",
    ),
    ColumnSpec("title", ("职称", "Title", "职务"), text_up_to(100), help="职称或职务"),
    ColumnSpec(
        "fields", ("专业领域", "Fields", "高新技术领域"), choices_of(HiTechField), blank=[],
        help="可多选，用“；”分隔", allowed=allowed_names(HiTechField),
    ),
    ColumnSpec("speciality", ("专长", "Speciality", "研究方向"), text_up_to(20_000), help="具体研究或服务方向"),
    ColumnSpec("email", ("邮箱", "E-mail", "email", "电子邮箱"), email, help="工作邮箱"),
)  # fmt: skip


class PersonWriter:
    """Adds and changes people of one import, with the role in which the list names them."""

    def __init__(self, context: ImportContext) -> None:
        self.context = context

    def refusals(self, rows: Sequence[StagedRow]) -> dict[int, list[Problem]]:
        """A contact whose organisation is not known, and records that were merged into another."""
        keys = [row.object_id for row in rows if row.object_id]
        merged = set(Person.objects.filter(pk__in=keys).exclude(merged_into=None).values_list("pk", flat=True))
        problems: dict[int, list[Problem]] = {}
        for position, (row, found) in enumerate(zip(rows, self._organisations(rows), strict=True)):
            name = row.values.get("organisation_name") or ""
            if row.object_id in merged:
                problems[position] = [Problem("姓名", "record_was_merged", row.values["name"])]
            elif found is None and row.values.get("role") == PersonKind.CONTACT:
                problems[position] = [Problem("所在单位", "organisation_unknown", name)]
            elif found is None and name:
                self.context.notes["employer_not_linked"] += 1
        return problems

    def add(self, rows: Sequence[StagedRow]) -> list[int]:
        """Insert new people and their roles with one audit row each."""
        records = [
            Person(zone_code=self.context.zone_code, created_at=self.context.now, **_fields(row.values, found))
            for row, found in zip(rows, self._organisations(rows), strict=True)
        ]
        Person.objects.bulk_create(records)
        self._record([(record, {}) for record in records])
        self._hold([(record, row.values.get("role")) for record, row in zip(records, rows, strict=True)])
        return [record.pk for record in records]

    def change(self, rows: Sequence[StagedRow]) -> int:
        """Write the fields of the file that differ; a role that is new to a person is added, none is taken away."""
        found = self._organisations(rows)
        wanted = {
            row.object_id: (row, organisation)
            for row, organisation in zip(rows, found, strict=True)
            if row.object_id is not None
        }
        written: list[tuple[Person, dict[str, Any]]] = []
        rows_of_file = Person.objects.select_for_update(of=("self",)).filter(pk__in=wanted)
        people = list(rows_of_file.select_related("organisation").order_by("pk"))
        for record in people:
            fields = _fields(wanted[record.pk][0].values, wanted[record.pk][1])
            differing = {name: value for name, value in fields.items() if getattr(record, name) != value}
            if differing:
                written.append((record, change(record, **differing)))
        self._record(written)
        held = self._hold([(record, wanted[record.pk][0].values.get("role")) for record in people])
        return len({record.pk for record, _ in written} | held)

    def _organisations(self, rows: Sequence[StagedRow]) -> list[Organisation | None]:
        names = [(row.values.get("organisation_name") or "", "") for row in rows]
        return linked_organisations(self.context.zone_code, names)

    def _hold(self, people: Sequence[tuple[Person, str | None]]) -> set[int]:
        """Give people the role their list names, where they do not hold it; returns whose roles are new."""
        keys = [person.pk for person, role in people if role]
        held = set(Holding.objects.filter(person__in=keys, ends_on=None).values_list("person_id", "role"))
        new = [
            Holding(
                zone_code=self.context.zone_code,
                created_at=self.context.now,
                person=person,
                role=str(ROLES[role]),
                organisation_id=person.organisation_id,
                starts_on=self.context.now.astimezone(CHINA).date(),
            )
            for person, role in people
            if role and (person.pk, str(ROLES[role])) not in held
        ]
        Holding.objects.bulk_create(new)
        self._record([(holding, {}) for holding in new])
        return {holding.person_id for holding in new}

    def _record(self, rows: Sequence[tuple[Any, dict[str, Any]]]) -> None:
        record_many(self.context.actor, ACTION, rows, self.context.now, reason=self.context.reason)


def _fields(values: Values, organisation: Organisation | None) -> dict[str, Any]:
    apart = (EXTERNAL_NUMBER, "role", "organisation_name")
    fields = {name: value for name, value in values.items() if name not in apart}
    if "organisation_name" in values:
        fields["organisation"] = organisation
    return fields


def _identity(values: Values) -> str:
    parts = (values["name"], values.get("organisation_name") or "", values.get("email") or "")
    return "|".join(normalised_name(part) for part in parts)


def _check_row(values: Values, context: ImportContext) -> list[Problem]:  # noqa: ARG001
    if values.get("role") == PersonKind.CONTACT and not values.get("organisation_name"):
        return [Problem("所在单位", "required")]
    return []


PEOPLE = ImportKind(
    key="parties.person",
    columns=COLUMNS,
    identity=_identity,
    check_row=_check_row,
    writer=PersonWriter,
)
