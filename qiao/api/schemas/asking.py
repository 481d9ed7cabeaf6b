"""What lists are narrowed by and what is asked for in matches."""

from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import ConfigDict

from qiao.api.codes import codes
from qiao.api.input_faults import LARGEST_NUMBER
from qiao.catalogue.lifecycles.achievement import AchievementState
from qiao.catalogue.lifecycles.demand import DemandState
from qiao.catalogue.lifecycles.edition import EditionKind, EditionState
from qiao.catalogue.lifecycles.scenario import ScenarioState
from qiao.core.taxonomy import (
    AchievementKind,
    BudgetBand,
    CooperationWay,
    DemandKind,
    DisclosureLevel,
    FundingSource,
    HiTechField,
    IndustrySection,
    OrganisationKind,
    OrganisationSize,
    Province,
    Qualification,
    ScenarioOpener,
    ScenarioSize,
    Urgency,
)
from qiao.foundation.intake.kinds import KINDS
from qiao.foundation.intake.lifecycle import ImportState
from qiao.matching.lifecycles.commission import CommissionState
from qiao.matching.lifecycles.introduction import IntroductionState, Side

Level = Annotated[int, Field(ge=1, le=9)]
Number = Annotated[int, Field(ge=1, le=LARGEST_NUMBER)]
MOST_CHOICES = 30


class Asked(Schema):
    """Only fields that exist may be sent."""

    model_config = ConfigDict(extra="forbid")


class ListingAsked(Asked):
    """Every filter narrows further; of several choices of one list any will do."""

    text: str = Field("", max_length=100, description="Words that all must stand in the record.")
    fields: list[HiTechField] = Field([], max_length=MOST_CHOICES)
    industry: str = Field("", pattern="^[0-9]{0,4}$", description="Beginning of a GB/T 4754 code.")
    region: str = Field("", pattern="^([0-9]{6})?$", description="GB/T 2260; one ending in zeros includes its parts.")
    provinces: list[Province] = Field([], max_length=MOST_CHOICES)
    organisation_kinds: list[OrganisationKind] = Field([], max_length=MOST_CHOICES)
    organisation_id: Number | None = None
    disclosure: DisclosureLevel | Literal[""] = ""
    sort: Literal["newest", "oldest"] = Field("newest", description="By key, which never changes.")


class DemandsAsked(ListingAsked):
    """Filters of demands."""

    states: list[DemandState] = Field([], max_length=MOST_CHOICES)
    kinds: list[DemandKind] = Field([], max_length=MOST_CHOICES)
    urgencies: list[Urgency] = Field([], max_length=MOST_CHOICES)
    budgets: list[BudgetBand] = Field([], max_length=MOST_CHOICES)
    ways: list[CooperationWay] = Field([], max_length=MOST_CHOICES)
    clarity_min: Annotated[int, Field(ge=0, le=100)] | None = None


class AchievementsAsked(ListingAsked):
    """Filters of achievements."""

    states: list[AchievementState] = Field([], max_length=MOST_CHOICES)
    kinds: list[AchievementKind] = Field([], max_length=MOST_CHOICES)
    ways: list[CooperationWay] = Field([], max_length=MOST_CHOICES)
    rights: list[Literal["with", "without"]] = Field([], max_length=2)
    maturity_min: Level | None = None
    maturity_max: Level | None = None


class ScenariosAsked(ListingAsked):
    """Filters of scenarios."""

    states: list[ScenarioState] = Field([], max_length=MOST_CHOICES)
    opener_kinds: list[ScenarioOpener] = Field([], max_length=MOST_CHOICES)
    scales: list[ScenarioSize] = Field([], max_length=MOST_CHOICES)
    fundings: list[FundingSource] = Field([], max_length=MOST_CHOICES)
    maturity_min: Level | None = None
    maturity_max: Level | None = None


class OrganisationsAsked(Asked):
    """Every filter narrows further; of several choices of one list any will do."""

    text: str = Field("", max_length=100, description="Words that all must stand in the name; or a whole credit code.")
    kinds: list[OrganisationKind] = Field([], max_length=MOST_CHOICES)
    fields: list[HiTechField] = Field([], max_length=MOST_CHOICES)
    sections: list[IndustrySection] = Field([], max_length=MOST_CHOICES, description="Sections of GB/T 4754-2017.")
    provinces: list[Province] = Field([], max_length=MOST_CHOICES)
    sizes: list[OrganisationSize] = Field([], max_length=MOST_CHOICES)
    qualifications: list[Qualification] = Field([], max_length=MOST_CHOICES)


class EditionsAsked(Asked):
    """Filters of editions."""

    text: str = Field("", max_length=100)
    kind: EditionKind | Literal[""] = ""
    state: EditionState | Literal[""] = ""
    zone: str = Field("", max_length=32)
    year: Annotated[int, Field(ge=2000, le=2999)] | None = None


class IntroductionsAsked(Asked):
    """Filters of introductions."""

    state: IntroductionState | Literal[""] = ""
    side: Side | Literal[""] = Field("", description="The side on which the caller's organisation stands.")


class CommissionsAsked(Asked):
    """Filters of commissions."""

    state: CommissionState | Literal[""] = ""
    provider_id: Number | None = None


class ImportsAsked(Asked):
    """Filters of imports."""

    state: ImportState | Literal[""] = ""


class TextAsked(Asked):
    """What somebody looks for, in their own words; every fact but the words may be left out."""

    words: str = Field(min_length=1, max_length=2000)
    kind: Literal["achievement", "demand", "scenario"] = "achievement"
    field: HiTechField | Literal[""] = ""
    industry: str = Field("", pattern="^[0-9]{0,4}$")
    region: str = Field("", pattern="^([0-9]{6})?$")
    maturity: Level | None = None
    ways: list[CooperationWay] = Field([], max_length=MOST_CHOICES)
    zone: str = Field("", max_length=32, description="Code of the zone; empty for one's own, or the first one.")
    limit: int = Field(10, ge=1, le=50)


class PreviewAsked(Asked):
    """What kind of list a file is and where it comes from."""

    kind: Annotated[str, codes("ImportKind", sorted(KINDS))]
    source: str = Field(max_length=100, description="Rows are known again by source and number.")
    mapping: str = Field("{}", max_length=30_000, description="JSON object: header → column, by heading or key.")
    admit: bool = Field(False, description="Another body has reviewed the records: they enter as published.")
