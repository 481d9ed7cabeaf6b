"""Lists of organisations."""

from collections.abc import Sequence
from typing import Any

from qiao.core.codes.classification import check_industry_code, check_region_code
from qiao.core.codes.credit_code import check_credit_code
from qiao.core.outcomes import Problem
from qiao.core.taxonomy import HiTechField, OrganisationKind, OrganisationSize, Province, Qualification
from qiao.foundation.acting import change, record_many
from qiao.foundation.intake.cells import (
    allowed_names,
    checked,
    choice_of,
    choices_of,
    listed_or_checked,
    text_up_to,
)
from qiao.foundation.intake.kinds import EXTERNAL_NUMBER, ColumnSpec, ImportContext, ImportKind, StagedRow, Values
from qiao.parties.former_names import with_former_name
from qiao.parties.intake.linking import normalised_name
from qiao.parties.models import Organisation

ACTION = "foundation.import.apply"

COLUMNS = (
    ColumnSpec(
        EXTERNAL_NUMBER, ("外部编号", "External number", "organisation_id", "id", "编号"), text_up_to(100),
        unique=True, help="来源单位自己的编号，再次导入时据此识别同一机构",
    ),
    ColumnSpec(
        "name", ("机构名称", "Name", "单位名称", "organisation_name"), text_up_to(200), required=True,
        help="机构全称",
    ),
    ColumnSpec(
        "credit_code", ("统一社会信用代码", "Unified social credit code", "信用代码", "credit_code"),
        checked(check_credit_code), unique=True, help="18位，GB 32100-2015",
    ),
    ColumnSpec(
        "kind", ("机构类型", "Kind", "类型"), choice_of(OrganisationKind), required=True,
        help="选一项", allowed=allowed_names(OrganisationKind),
    ),
    ColumnSpec(
        "region", ("地区代码", "Region", "地区"), listed_or_checked(Province, check_region_code),
        help="GB/T 2260 六位代码，或省级名称",
    ),
    ColumnSpec("industry", ("行业代码", "Industry"), checked(check_industry_code), help="GB/T 4754-2017，2至4位"),
    ColumnSpec(
        "field", ("高新技术领域", "Hi-tech field", "技术领域"), choice_of(HiTechField),
        help="选一项", allowed=allowed_names(HiTechField),
    ),
    ColumnSpec(
        "size", ("规模", "Size", "企业规模"), choice_of(OrganisationSize),
        help="仅企业填写", allowed=allowed_names(OrganisationSize),
    ),
    ColumnSpec(
        "qualifications", ("资质", "Qualifications"), choices_of(Qualification), blank=[],
        help="可多选，用“；”分隔", allowed=allowed_names(Qualification),
    ),
    ColumnSpec("profile", ("简介", "Profile"), text_up_to(20_000), help="主营业务与技术特点"),
    ColumnSpec("contact", ("联系渠道", "Contact"), text_up_to(200), help="可对外公布的联系方式"),
)  # fmt: skip


class OrganisationWriter:
    """Adds and changes organisations of one import."""

    def __init__(self, context: ImportContext) -> None:
        self.context = context

    def refusals(self, rows: Sequence[StagedRow]) -> dict[int, list[Problem]]:
        """A credit code that another organisation of the zone has, or a record that was merged into another."""
        codes = {row.values.get("credit_code") for row in rows} - {"", None}
        known = Organisation.objects.filter(zone_code=self.context.zone_code, merged_into=None, credit_code__in=codes)
        owners = {row.credit_code: row for row in known}
        keys = [row.object_id for row in rows if row.object_id]
        merged = set(Organisation.objects.filter(pk__in=keys).exclude(merged_into=None).values_list("pk", flat=True))
        problems: dict[int, list[Problem]] = {}
        for position, row in enumerate(rows):
            code = row.values.get("credit_code") or ""
            owner = owners.get(code)
            if row.object_id in merged:
                problems[position] = [Problem("机构名称", "record_was_merged", row.values["name"])]
            elif owner is not None and owner.pk != row.object_id:
                problems[position] = [Problem("统一社会信用代码", "credit_code_known", code, {"name": owner.name})]
        return problems

    def add(self, rows: Sequence[StagedRow]) -> list[int]:
        """Insert new organisations with one audit row each."""
        records = [
            Organisation(zone_code=self.context.zone_code, created_at=self.context.now, **_fields(row.values))
            for row in rows
        ]
        Organisation.objects.bulk_create(records)
        self._record([(record, {}) for record in records])
        return [record.pk for record in records]

    def change(self, rows: Sequence[StagedRow]) -> int:
        """Write the fields of the file that differ; a name given up stays known."""
        wanted = {row.object_id: _fields(row.values) for row in rows if row.object_id is not None}
        written: list[tuple[Organisation, dict[str, Any]]] = []
        for record in Organisation.objects.select_for_update().filter(pk__in=wanted).order_by("pk"):
            differing = {name: value for name, value in wanted[record.pk].items() if getattr(record, name) != value}
            if differing:
                written.append((record, change(record, **with_former_name(record, differing))))
        self._record(written)
        return len(written)

    def _record(self, rows: Sequence[tuple[Organisation, dict[str, Any]]]) -> None:
        record_many(self.context.actor, ACTION, rows, self.context.now, reason=self.context.reason)


def _fields(values: Values) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != EXTERNAL_NUMBER}


def _identity(values: Values) -> str:
    return str(values.get("credit_code") or normalised_name(values["name"]))


def _name_without_code(values: Values) -> str:
    """Names two organisations apart only where neither has a credit code."""
    return "" if values.get("credit_code") else normalised_name(values["name"])


ORGANISATIONS = ImportKind(
    key="parties.organisation",
    columns=COLUMNS,
    identity=_identity,
    once=("name", _name_without_code),
    writer=OrganisationWriter,
)
