"""Who may change rules and calendars, and who may import lists."""

from qiao.core.access import Actor, Grant, Role, anywhere, own_organisation, same_zone
from qiao.foundation.intake.lifecycle import ImportFacts

IMPORT_ACTIONS = (
    "foundation.import.preview",
    "foundation.import.apply",
    "foundation.import.discard",
    "foundation.import.save_mapping",
)


def own_drafts(actor: Actor, facts: ImportFacts) -> bool:
    """An editor imports records of its own organisation, as drafts, where the kind is open to editors."""
    allowed = facts.open_to_editors and not facts.admit
    return allowed and same_zone(actor, facts) and own_organisation(actor, facts)


GRANTS = (
    Grant("foundation.rule.set", (Role.ZONE_OPERATOR,), same_zone),
    Grant("foundation.calendar.load", (Role.PLATFORM_ADMIN, Role.ZONE_OPERATOR), anywhere),
    *(Grant(action, (Role.ZONE_OPERATOR,), same_zone) for action in IMPORT_ACTIONS),
    *(Grant(action, (Role.ORGANISATION_EDITOR,), own_drafts) for action in IMPORT_ACTIONS),
)
