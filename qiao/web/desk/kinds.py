"""The kinds of case that the workbench shows, with names and addresses; everything else is read from the tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from qiao.catalogue.models import Edition
from qiao.catalogue.selectors.cases import MODELS
from qiao.foundation.registry import POLICY
from qiao.foundation.wording import Text

_FORMS = ("draft", "revise", "compile")


@dataclass(frozen=True)
class CaseKind:
    """One kind: ``key`` as in its lifecycle, ``section`` the beginning of its addresses,
    ``begin`` the button that makes a new one."""

    key: str
    section: str
    title: Text
    one: Text
    begin: Text
    model: Any

    @property
    def lifecycle(self) -> Any:
        """The table of the kind."""
        return self.model.LIFECYCLE

    @property
    def object_type(self) -> str:
        """How audit rows name the table."""
        return str(self.model._meta.label_lower)

    @property
    def verbs(self) -> tuple[str, ...]:
        """Every act of people on a case without a form of its own elsewhere: the lifecycle's, then those beside it."""
        own = dict.fromkeys(step.verb for step in self.lifecycle.transitions if not step.by_clock)
        prefix = f"{self.lifecycle.key}."
        beside = [action.removeprefix(prefix) for action in POLICY.actions if action.startswith(prefix)]
        return (*own, *(verb for verb in beside if verb not in self.lifecycle.verbs and verb not in _FORMS))

    def address(self, pk: int) -> str:
        """The page of a case."""
        return reverse(f"work-{self.key}", args=[pk])

    @property
    def list_address(self) -> str:
        """The list of the kind."""
        return reverse(f"work-{self.section}")


DEMANDS = CaseKind(
    "demand",
    "demands",
    _("Technology demands"),
    _("Technology demand"),
    _("New technology demand"),
    MODELS["demand"],
)
ACHIEVEMENTS = CaseKind(
    "achievement",
    "achievements",
    _("Achievements"),
    _("Achievement"),
    _("New achievement"),
    MODELS["achievement"],
)
SCENARIOS = CaseKind(
    "scenario",
    "scenarios",
    _("Application scenarios"),
    _("Application scenario"),
    _("New application scenario"),
    MODELS["scenario"],
)
EDITIONS = CaseKind("edition", "editions", _("Editions"), _("Edition"), _("Compile an edition"), Edition)
KINDS: Mapping[str, CaseKind] = {kind.section: kind for kind in (DEMANDS, ACHIEVEMENTS, SCENARIOS)}
BY_KEY: Mapping[str, CaseKind] = {kind.key: kind for kind in (*KINDS.values(), EDITIONS)}
BY_OBJECT: Mapping[str, CaseKind] = {kind.object_type: kind for kind in BY_KEY.values()}


def address_if_there(name: str, *args: object) -> str:
    """The address of a page of another part of the portal, empty where this installation does not have it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
