"""Turning rows of a list into records of the catalogue: drafts, or published by the step ``admit``."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from qiao.catalogue.admission import admission_refusal, admit_all
from qiao.catalogue.intake.changes import changes_of, refusal_of_change
from qiao.catalogue.intake.checks import UNIT
from qiao.catalogue.models import Achievement, IntellectualProperty, Scenario
from qiao.catalogue.models.listing import Listing
from qiao.catalogue.selectors.facts import listing_facts, listing_rules
from qiao.catalogue.text_keys import add_text_keys, keep_text_keys
from qiao.catalogue.texts import derived_values
from qiao.core.access import Role
from qiao.core.calendar import CHINA
from qiao.core.outcomes import Problem
from qiao.foundation.acting import change, record_many, record_removals
from qiao.foundation.intake.kinds import EXTERNAL_NUMBER, ColumnSpec, ImportContext, StagedRow, Values
from qiao.parties.intake.linking import linked_organisations
from qiao.parties.models import Organisation

RIGHTS = "rights"
APART = (EXTERNAL_NUMBER, "credit_code", RIGHTS)
VALIDITY_CODES = ("validity_is_over",)


class ListingWriter:
    """Adds and changes the records of one import; the periods and the calendar are read once."""

    def __init__(self, model: type[Listing], columns: Sequence[ColumnSpec], context: ImportContext) -> None:
        self.model = model
        self.context = context
        self.headings = {column.key: column.heading for column in columns}
        self.rules = listing_rules(model, context.zone_code, context.now.astimezone(CHINA).date())
        self.is_editor = context.actor.role is Role.ORGANISATION_EDITOR
        self.own: Organisation | None = None
        if self.is_editor and context.actor.organisation_id is not None:
            self.own = Organisation.objects.filter(pk=context.actor.organisation_id).first()

    def refusals(self, rows: Sequence[StagedRow]) -> dict[int, list[Problem]]:
        """Rows that another organisation's code, a guard of ``admit`` or the state of the record holds back."""
        organisations = self._organisations(rows)
        existing = self.model._default_manager.in_bulk([row.object_id for row in rows if row.object_id])
        problems: dict[int, list[Problem]] = {}
        for position, (row, organisation) in enumerate(zip(rows, organisations, strict=True)):
            code = row.values.get("credit_code") or ""
            if self.own is not None and code and code != self.own.credit_code:
                own = {"own": self.own.name}
                problems[position] = [Problem(self.headings["credit_code"], "not_own_organisation", code, own)]
                continue
            found = self._refusal(row, organisation, existing.get(row.object_id) if row.object_id else None)
            if found:
                heading = self.headings["valid_until" if found in VALIDITY_CODES else "title"]
                value = row.values.get("valid_until") if found in VALIDITY_CODES else row.values["title"]
                problems[position] = [Problem(heading, found, str(value or "")[:200])]
            elif organisation is None and (code or row.values.get(UNIT)):
                self.context.notes["organisation_not_linked"] += 1
        return problems

    def _refusal(self, row: StagedRow, organisation: Organisation | None, existing: Listing | None) -> str | None:
        if existing is not None:
            return refusal_of_change(existing, row.values, self.rules, self.context.now, editor=self.is_editor)
        if self.context.admit:
            return admission_refusal(self._built(row, organisation), self.context.now, self.rules)
        return None

    def add(self, rows: Sequence[StagedRow]) -> list[int]:
        """Insert new records with one audit row each, and their intellectual property."""
        organisations = self._organisations(rows)
        records = [self._built(row, found) for row, found in zip(rows, organisations, strict=True)]
        if self.context.admit:
            admit_all(records, self.context.now, self.rules, self.context.reason)
        else:
            self._begin_review(records)
        self.model._default_manager.bulk_create(records)
        add_text_keys(records)
        verb = "admit" if self.context.admit else "draft"
        self._record(verb, [(record, {}) for record in records])
        self._add_rights(verb, [(record.pk, row.values) for record, row in zip(records, rows, strict=True)])
        return [record.pk for record in records]

    def change(self, rows: Sequence[StagedRow]) -> int:
        """Write the fields of the file that differ, with what follows from them."""
        wanted = {row.object_id: row for row in rows}
        found = dict(zip(wanted, self._organisations(list(wanted.values())), strict=True))
        locked = self.model._default_manager.select_for_update(of=("self",)).filter(pk__in=wanted)
        written: list[tuple[Listing, dict[str, Any]]] = []
        new_rights: list[tuple[int, Values]] = []
        for record in locked.select_related("organisation").order_by("pk"):
            values = wanted[record.pk].values
            if refusal_of_change(record, values, self.rules, self.context.now, editor=self.is_editor):
                continue
            fields = self._fields(values, found[record.pk] or _kept_organisation(record, values))
            changes = changes_of(record, fields, self.rules, self.context.now)
            rights_differ = RIGHTS in values and values[RIGHTS] != _rights_of(record)
            if changes or rights_differ:
                written.append((record, change(record, **changes)))
            if rights_differ:
                new_rights.append((record.pk, values))
        keep_text_keys(*(record for record, _ in written))
        self._record("revise", written)
        self._drop_rights([pk for pk, _ in new_rights])
        self._add_rights("revise", new_rights)
        return len(written)

    def _built(self, row: StagedRow, organisation: Organisation | None) -> Listing:
        own_number = row.values.get(EXTERNAL_NUMBER) or ""
        record = self.model(
            zone_code=self.context.zone_code,
            created_at=self.context.now,
            created_by_holding=self.context.actor.holding_id,
            source=self.context.source,
            external_number=own_number,
            **self._fields(row.values, organisation),
        )
        for name, value in derived_values(record).items():
            setattr(record, name, value)
        return record

    def _fields(self, values: Values, organisation: Organisation | None) -> dict[str, Any]:
        fields = {name: value for name, value in values.items() if name not in APART}
        if fields.get("valid_until"):
            fields["valid_until"] = date.fromisoformat(fields["valid_until"])
        if organisation is not None or UNIT in values or "credit_code" in values:
            fields["organisation"] = organisation
        if organisation is not None and not fields.get(UNIT):
            fields[UNIT] = organisation.name
        return fields

    def _organisations(self, rows: Sequence[StagedRow]) -> list[Organisation | None]:
        if self.own is not None:
            return [self.own] * len(rows)
        parties = [(row.values.get(UNIT) or "", row.values.get("credit_code") or "") for row in rows]
        return linked_organisations(self.context.zone_code, parties)

    def _begin_review(self, records: Sequence[Listing]) -> None:
        """Scenarios are under review from the day they are collected; drafts of the others have no clock."""
        if self.model is not Scenario:
            return
        for record in records:
            record.submitted_at = self.context.now
            due = record.LIFECYCLE.due(record.state, listing_facts(record, self.context.now, self.rules))
            record.due_at, record.due_verb = (due.at, due.verb) if due else (None, "")

    def _add_rights(self, verb: str, owners: Sequence[tuple[int, Values]]) -> None:
        rights = IntellectualProperty.objects.bulk_create(
            IntellectualProperty(achievement_id=pk, **right)
            for pk, values in owners
            for right in values.get(RIGHTS, ())
        )
        self._record(verb, [(right, {}) for right in rights])

    def _drop_rights(self, owners: Sequence[int]) -> None:
        rights = IntellectualProperty.objects.filter(achievement__in=owners)
        action = f"{self.model.LIFECYCLE.key}.revise"
        record_removals(self.context.actor, action, rights.order_by("pk"), self.context.now, reason=self.context.reason)
        rights.delete()

    def _record(self, verb: str, rows: Sequence[tuple[Any, dict[str, Any]]]) -> None:
        action = f"{self.model.LIFECYCLE.key}.{verb}"
        record_many(self.context.actor, action, rows, self.context.now, reason=self.context.reason)


def _rights_of(record: Listing) -> list[dict[str, str]]:
    if not isinstance(record, Achievement):
        return []
    rows = record.rights.order_by("pk")
    return [{"kind": right.kind, "number": right.number, "status": right.status} for right in rows]


def _kept_organisation(record: Listing, values: Values) -> Organisation | None:
    """A link made by hand stays while the list goes on naming the same unit."""
    same = values.get(UNIT, record.organisation_name) == record.organisation_name
    return record.organisation if same else None
