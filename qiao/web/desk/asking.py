"""What the address of a case list asks for."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from qiao.catalogue.selectors.cases import CaseFilters
from qiao.core.access import HUMAN_ROLES
from qiao.foundation.next_steps import acting_next
from qiao.foundation.wording import text_of
from qiao.web.desk.kinds import CaseKind
from qiao.web.labels import choices_of
from qiao.web.reading_input import AddressValues

URGENT = "due_at"
YES = "1"


@dataclass(frozen=True)
class Asked:
    """The values as typed, for links and the form, and as the reads take them."""

    values: dict[str, str]
    filters: CaseFilters
    sort: str
    page: int

    @property
    def is_filtered(self) -> bool:
        """Whether anything narrows the list."""
        return any(value for name, value in self.values.items() if name != "sort")


def asked_of(kind: CaseKind, given: AddressValues) -> Asked:
    """Read the address; faults are noted in ``given``."""
    values = {
        "q": given.search("q"),
        "unit": given.search("unit"),
        "state": given.choice("state", states_of(kind)),
        "field": given.choice("field", dict(choices_of("field"))),
        "who": given.choice("who", roles_of(kind)),
        "overdue": given.choice("overdue", {YES: _("Overdue only")}),
        "mine": given.choice("mine", {YES: _("Mine only")}),
        "sort": given.choice("sort", sorts()),
    }
    filters = CaseFilters(
        text=values["q"],
        state=values["state"],
        field=values["field"],
        who=values["who"],
        unit=values["unit"],
        overdue=values["overdue"] == YES,
        mine=values["mine"] == YES,
    )
    return Asked(values, filters, values["sort"] or URGENT, given.page())


def states_of(kind: CaseKind) -> dict[str, str]:
    """The states of the kind with their names, in the order of the lifecycle."""
    key = kind.lifecycle.key
    return {str(state): text_of(f"state.{key}.{state}") for state in kind.lifecycle.states}


def roles_of(kind: CaseKind) -> dict[str, str]:
    """The roles that carry cases of the kind onward, with their names."""
    acting = {role for state in kind.lifecycle.states for role in acting_next(kind.model, str(state))}
    return {str(role): text_of(f"role.{role}") for role in HUMAN_ROLES if role in acting}


def sorts() -> Mapping[str, str]:
    """The orders of a case list."""
    return {
        URGENT: _("Most urgent first"),
        "-created_at": _("Newest first"),
        "created_at": _("Oldest first"),
        "code": _("By number"),
        "title": _("By title"),
        "state": _("By state"),
    }
