"""Tables of the catalogue."""

from qiao.catalogue.models.achievement import Achievement, IntellectualProperty
from qiao.catalogue.models.demand import Demand
from qiao.catalogue.models.edition import Edition, EditionItem
from qiao.catalogue.models.scenario import Scenario, ScenarioApplication
from qiao.catalogue.models.text_key import TextKey
from qiao.catalogue.models.viewing import RecordViewDay, ViewingSalt

__all__ = [
    "Achievement",
    "Demand",
    "Edition",
    "EditionItem",
    "IntellectualProperty",
    "RecordViewDay",
    "Scenario",
    "ScenarioApplication",
    "TextKey",
    "ViewingSalt",
]
