"""What holds for every row of a catalogue list."""

from collections.abc import Iterator, Sequence
from typing import Any

from qiao.core.access import Role
from qiao.core.outcomes import Problem
from qiao.core.secrecy import is_classified
from qiao.foundation.intake.kinds import ColumnSpec, ImportContext, Values
from qiao.parties.intake.linking import normalised_name

UNIT = "organisation_name"


def check_listing(columns: Sequence[ColumnSpec], values: Values, context: ImportContext) -> list[Problem]:
    """No mark of state secrecy in any cell; an editor's rows name no other organisation than its own."""
    problems = _classified(columns, values)
    named = values.get(UNIT) or ""
    if context.actor.role is Role.ORGANISATION_EDITOR and named:
        own = context.actor.organisation_name
        if normalised_name(named) != normalised_name(own):
            heading = next(column.heading for column in columns if column.key == UNIT)
            problems.append(Problem(heading, "not_own_organisation", named, {"own": own}))
    return problems


def _classified(columns: Sequence[ColumnSpec], values: Values) -> list[Problem]:
    # Nearly every row is clean: one look at the whole row before the cell is searched for.
    if not is_classified(" ".join(_texts(dict(values)))):
        return []
    texts = [(column.heading, " ".join(_texts(values.get(column.key)))) for column in columns]
    return [Problem(heading, "classified_material", text[:200]) for heading, text in texts if is_classified(text)]


def listing_identity(values: Values) -> str:
    """Title and organisation name a record that has no external number."""
    return f"{normalised_name(values['title'])}|{normalised_name(values.get(UNIT) or '')}"


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
