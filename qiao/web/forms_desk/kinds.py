"""The three kinds of record that the desk writes: their forms, use cases and addresses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from qiao.catalogue.actions.draft_achievement import draft_achievement
from qiao.catalogue.actions.draft_demand import draft_demand
from qiao.catalogue.actions.draft_scenario import draft_scenario
from qiao.catalogue.actions.revise_achievement import revise_achievement
from qiao.catalogue.actions.revise_demand import revise_demand
from qiao.catalogue.actions.revise_scenario import revise_scenario
from qiao.foundation.wording import Text
from qiao.web.forms_desk.achievement_form import AchievementForm
from qiao.web.forms_desk.demand_form import DemandForm
from qiao.web.forms_desk.desk_form import DeskForm
from qiao.web.forms_desk.scenario_form import ScenarioForm


@dataclass(frozen=True)
class DeskKind:
    """A kind of record; ``section`` is its place in the addresses and the navigation."""

    key: str
    section: str
    form: type[DeskForm]
    draft: Callable[..., Any]
    revise: Callable[..., Any]
    list_name: Text
    new_heading: Text
    edit_heading: Text

    @property
    def new_address(self) -> str:
        """Where a new one is written."""
        return reverse(f"{self.key}-new")

    def edit_address(self, record_id: int) -> str:
        """Where the record is changed."""
        return reverse(f"{self.key}-edit", args=(record_id,))

    def guide_address(self, record_id: int) -> str:
        """Where the guided questions about a demand are answered."""
        return reverse("demand-guide", args=(record_id,))

    def address(self, record_id: int) -> str:
        """The page of the record on the workbench; its form as long as there is no such page."""
        try:
            return reverse(f"work-{self.key}", args=(record_id,))
        except NoReverseMatch:
            return self.edit_address(record_id)

    def list_address(self) -> str:
        """The list of these records on the workbench."""
        try:
            return reverse(f"work-{self.section}")
        except NoReverseMatch:
            return reverse(self.section)


KINDS: Mapping[str, DeskKind] = {
    "demands": DeskKind(
        "demand", "demands", DemandForm, draft_demand, revise_demand,
        _("Technology demands"), _("New technology demand"), _("Edit the demand"),
    ),
    "achievements": DeskKind(
        "achievement", "achievements", AchievementForm, draft_achievement, revise_achievement,
        _("Achievements"), _("New achievement"), _("Edit the achievement"),
    ),
    "scenarios": DeskKind(
        "scenario", "scenarios", ScenarioForm, draft_scenario, revise_scenario,
        _("Application scenarios"), _("New application scenario"), _("Edit the scenario"),
    ),
}  # fmt: skip
