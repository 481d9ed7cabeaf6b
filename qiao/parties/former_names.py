"""Names that an organisation once bore, kept by every act that renames or merges it. No database.

A name is noted each time it is given up: one that a merge has brought and that the organisation itself bore as well
stands twice, so that undoing the merge leaves the organisation its own.
"""

from typing import Any

from qiao.parties.merging.comparison import Party
from qiao.parties.models import Organisation


def with_former_name(organisation: Organisation, changes: dict[str, Any]) -> dict[str, Any]:
    """The changes of a revision, and the name given up where they bring another one."""
    if changes.get("name", organisation.name) == organisation.name:
        return changes
    return changes | {"former_names": [*organisation.former_names, organisation.name]}


def names_after_merge(kept: Party, dropped: Party) -> dict[str, list[str]]:
    """The change of the kept organisation: it has the duplicate's present and former names too. People: none."""
    if not isinstance(kept, Organisation) or not isinstance(dropped, Organisation):
        return {}
    return {"former_names": [*kept.former_names, *_all_names(dropped)]}


def names_after_undoing(kept: Party, dropped: Party) -> dict[str, list[str]]:
    """The change that takes exactly these away again; a merged duplicate cannot be renamed meanwhile."""
    if not isinstance(kept, Organisation) or not isinstance(dropped, Organisation):
        return {}
    names = list(kept.former_names)
    for name in _all_names(dropped):
        if name in names:
            names.remove(name)
    return {} if names == kept.former_names else {"former_names": names}


def _all_names(organisation: Organisation) -> list[str]:
    return [organisation.name, *organisation.former_names]
