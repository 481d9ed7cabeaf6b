"""What the two navigations offer: the public one at the top, the one beside the pages of people who work."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from qiao.core.access import HUMAN_ROLES, Actor, Role
from qiao.foundation.wording import Text


@dataclass(frozen=True)
class Entry:
    """One entry; ``section`` is what a page passes to `render_page`, ``roles`` are those who see it."""

    section: str
    label: Text
    url_name: str
    icon: str
    roles: tuple[Role, ...] = HUMAN_ROLES


@dataclass(frozen=True)
class Link:
    """An entry with its address, ready for a template."""

    section: str
    label: Text
    address: str
    icon: str


@dataclass(frozen=True)
class Group:
    """Links under one heading."""

    label: Text
    links: tuple[Link, ...]


PUBLIC_ENTRIES: tuple[Entry, ...] = (
    Entry("home", _("Home"), "home", "home"),
    Entry("demands", _("Technology demands"), "demands", "bulb"),
    Entry("achievements", _("Achievements"), "achievements", "flask"),
    Entry("scenarios", _("Application scenarios"), "scenarios", "building-factory-2"),
    Entry("organisations", _("Organisations"), "organisations", "building"),
    Entry("editions", _("Issued editions"), "editions", "file-certificate"),
    Entry("match", _("Match a text"), "match", "arrows-exchange"),
    Entry("funnel", _("Funnel"), "funnel", "filter"),
)

_ALL_BUT_ADMIN = tuple(role for role in HUMAN_ROLES if role is not Role.PLATFORM_ADMIN)
_OFFICE = (Role.ZONE_OPERATOR, Role.SUPERVISOR, Role.AUDITOR)

WORK_GROUPS: tuple[tuple[Text, tuple[Entry, ...]], ...] = (
    (
        _("My work"),
        (
            Entry("work-home", _("To do"), "work-home", "checklist"),
            Entry("work-notices", _("Notices"), "notices", "bell"),
            Entry("work-follows", _("What I follow"), "follows", "bell-plus", _ALL_BUT_ADMIN),
            Entry("work-searches", _("Saved searches"), "saved-searches", "bookmark", _ALL_BUT_ADMIN),
        ),
    ),
    (
        _("Cases"),
        (
            Entry("work-demands", _("Technology demands"), "work-demands", "bulb", _ALL_BUT_ADMIN),
            Entry("work-achievements", _("Achievements"), "work-achievements", "flask", _ALL_BUT_ADMIN),
            Entry("work-scenarios", _("Application scenarios"), "work-scenarios", "building-factory-2", _ALL_BUT_ADMIN),
            Entry("work-introductions", _("Introductions"), "work-introductions", "users", _ALL_BUT_ADMIN),
            Entry("work-commissions", _("Supply lists"), "work-commissions", "list-details", (
                Role.ZONE_OPERATOR, Role.ORGANISATION_EDITOR, Role.TECHNOLOGY_MANAGER, Role.DEPARTMENT, Role.SUPERVISOR,
                Role.AUDITOR,
            )),
            Entry("work-week", _("Week of the managers"), "work-week", "calendar-week", (Role.ZONE_OPERATOR,)),
            Entry("work-roadshow", _("Roadshow programme"), "work-roadshow", "presentation", (Role.ZONE_OPERATOR,)),
            Entry("work-reasons", _("Reasons for declining"), "work-reasons", "message-report", (
                Role.ORGANISATION_EDITOR, Role.ZONE_OPERATOR,
            )),
            Entry("work-grading", _("Grade matches"), "work-grading", "star", (
                Role.EXPERT, Role.TECHNOLOGY_MANAGER, Role.ZONE_OPERATOR,
            )),
        ),
    ),
    (
        _("Registers and rules"),
        (
            Entry("work-editions", _("Editions"), "work-editions", "file-certificate", (*_OFFICE, Role.DEPARTMENT)),
            Entry("work-imports", _("Imports"), "work-imports", "file-import", (
                Role.ZONE_OPERATOR, Role.ORGANISATION_EDITOR,
            )),
            Entry("work-organisations", _("Organisations"), "work-organisations", "building", _ALL_BUT_ADMIN),
            Entry("work-people", _("People and roles"), "work-people", "id-badge-2"),
            Entry("work-accounts", _("Accounts"), "work-accounts", "user-cog", (
                Role.ZONE_OPERATOR, Role.ORGANISATION_EDITOR, Role.PLATFORM_ADMIN,
            )),
            Entry("work-audit", _("Audit trail"), "work-audit", "history", (*_OFFICE, Role.PLATFORM_ADMIN)),
            Entry("work-rules", _("Rules and periods"), "work-rules", "adjustments", (*_OFFICE, Role.PLATFORM_ADMIN)),
        ),
    ),
)  # fmt: skip


def public_links() -> tuple[Link, ...]:
    """The entries of the public navigation."""
    return _links(PUBLIC_ENTRIES)


def work_groups(actor: Actor) -> tuple[Group, ...]:
    """The groups of the side navigation that hold anything for the actor's role."""
    groups = [
        Group(label, _links(tuple(entry for entry in entries if actor.role in entry.roles)))
        for label, entries in WORK_GROUPS
    ]
    return tuple(group for group in groups if group.links)


def _links(entries: tuple[Entry, ...]) -> tuple[Link, ...]:
    found = []
    for entry in entries:
        try:
            address = reverse(entry.url_name)
        except NoReverseMatch:
            continue
        found.append(Link(entry.section, entry.label, address, entry.icon))
    return tuple(found)
