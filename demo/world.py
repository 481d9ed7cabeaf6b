"""Who and what the story speaks of, found by the names and numbers of its lists."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from qiao.catalogue.models import Achievement, Demand, Scenario
from qiao.core.access import Actor, Role
from qiao.core.calendar import CHINA
from qiao.foundation.models import ImportBatch
from qiao.parties.acting_as import actor_of
from qiao.parties.models import Holding, Organisation, Person

ZONE = "JH"
OPERATOR, SECOND_OPERATOR = "沈毓文", "姜晚晴"
APPROVER, SUPERVISOR, AUDITOR, ADMINISTRATOR = "郑怀朴", "高秉正", "祝明远", "卢子衿"


@dataclass
class Told:
    """What the closing tables report beyond what the database holds.

    ``revised`` are demands that were returned and revised: key, clarity before, clarity after.
    """

    imports: list[ImportBatch] = field(default_factory=list)
    revised: list[tuple[int, int, int]] = field(default_factory=list)
    run_seconds: dict[int, float] = field(default_factory=dict)
    clocks: int = 0
    events: int = 0
    merged_organisations: int = 0


class World:
    """The zone as the story knows it; keys are looked up once."""

    def __init__(self, folder: Path, sources: Path) -> None:
        self.folder = folder
        self.sources = sources
        self.told = Told()
        self.named: dict[str, int] = {}
        self._holdings: dict[str, Holding] = {}
        self._units: dict[str, int] = {}
        self._numbers: defaultdict[type, dict[str, int]] = defaultdict(dict)

    def actor(self, name: str, at: datetime) -> Actor:
        """The person of this name, in the one role that the person holds."""
        if name not in self._holdings:
            rows = Holding.objects.filter(zone_code=ZONE, person__name=name, ends_on=None)
            self._holdings[name] = rows.select_related("person__user", "organisation").get()
        return actor_of(self._holdings[name], at.astimezone(CHINA).date())

    def operator(self, at: datetime) -> Actor:
        """The operator of the zone who keeps the lists."""
        return self.actor(OPERATOR, at)

    def editor(self, unit: int | str, at: datetime) -> Actor:
        """Who speaks for the organisation (by key or name) on the platform."""
        found = self._editor(self.unit(unit) if isinstance(unit, str) else unit, at)
        if found is None:
            raise LookupError(f"nobody speaks for organisation {unit}")
        return found

    def keeper(self, unit: int | None, at: datetime) -> Actor:
        """Who keeps the records of an organisation: its editor, or the operator where it has none."""
        found = self._editor(unit, at) if unit is not None else None
        return found or self.operator(at)

    def _editor(self, key: int, at: datetime) -> Actor | None:
        rows = Holding.objects.filter(organisation_id=key, role=Role.ORGANISATION_EDITOR, ends_on=None)
        holding = rows.select_related("person__user", "organisation").order_by("pk").first()
        return actor_of(holding, at.astimezone(CHINA).date()) if holding else None

    def demander(self, demand_id: int, at: datetime) -> Actor:
        """Who speaks for the firm behind a demand."""
        organisation = Demand.objects.values_list("organisation_id", flat=True).get(pk=demand_id)
        if organisation is None:
            raise LookupError(f"demand {demand_id} is linked to no organisation")
        return self.editor(organisation, at)

    def unit(self, name: str) -> int:
        """Key of the organisation of this name; the mark of the example may be left out."""
        full = name if name.endswith("（示例）") else f"{name}（示例）"
        if full not in self._units:
            self._units[full] = Organisation.objects.live().get(zone_code=ZONE, name=full).pk
        return self._units[full]

    def person(self, name: str) -> int:
        """Key of the person of this name."""
        return int(Person.objects.live().values_list("pk", flat=True).get(zone_code=ZONE, name=name))

    def demand(self, number: str) -> int:
        """Key of the demand with this number of the list, or of the one that the story drafted under this name."""
        return self._key(Demand, number)

    def achievement(self, number: str) -> int:
        """Key of the achievement, likewise."""
        return self._key(Achievement, number)

    def scenario(self, number: str) -> int:
        """Key of the scenario, likewise."""
        return self._key(Scenario, number)

    def _key(self, model: type[Demand] | type[Achievement] | type[Scenario], number: str) -> int:
        if number in self.named:
            return self.named[number]
        known = self._numbers[model]
        if number not in known:
            rows = model.objects.filter(zone_code=ZONE).exclude(external_number="")
            known |= dict(rows.values_list("external_number", "pk"))
        return known[number]
