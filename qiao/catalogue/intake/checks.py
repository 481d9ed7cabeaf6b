"""What holds for every row of a catalogue list."""

from collections.abc import Sequence

from qiao.core.access import Role
from qiao.core.outcomes import Problem
from qiao.foundation.intake.kinds import ColumnSpec, ImportContext, Values
from qiao.parties.intake.linking import normalised_name

UNIT = "organisation_name"


def check_listing(columns: Sequence[ColumnSpec], values: Values, context: ImportContext) -> list[Problem]:
    """An editor's rows name no other organisation than its own."""
    problems = []
    named = values.get(UNIT) or ""
    if context.actor.role is Role.ORGANISATION_EDITOR and named:
        own = context.actor.organisation_name
        if normalised_name(named) != normalised_name(own):
            heading = next(column.heading for column in columns if column.key == UNIT)
            problems.append(Problem(heading, "not_own_organisation", named, {"own": own}))
    return problems


def listing_identity(values: Values) -> str:
    """Title and organisation name a record that has no external number."""
    return f"{normalised_name(values['title'])}|{normalised_name(values.get(UNIT) or '')}"
