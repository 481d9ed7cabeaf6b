"""Records of the catalogue, at the depth at which the caller may see them."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from qiao.api.codes import clock_verbs, codes, human_verbs, listed
from qiao.api.schemas.answers import DueOut, OfferOut, Part
from qiao.catalogue.disclosure import Depth
from qiao.catalogue.lifecycles.achievement import ACHIEVEMENT, AchievementState
from qiao.catalogue.lifecycles.demand import DEMAND, DemandState
from qiao.catalogue.lifecycles.scenario import SCENARIO, ScenarioState
from qiao.core.taxonomy import (
    AchievementKind,
    BudgetBand,
    CooperationWay,
    DemandKind,
    DisclosureLevel,
    FundingSource,
    HiTechField,
    IpKind,
    IpLegalStatus,
    OrganisationKind,
    PurchaseWay,
    ScenarioOpener,
    ScenarioSize,
    SourceProgramme,
    SupportKind,
    Urgency,
)

FieldCode = Annotated[str, listed(HiTechField, empty=True)]
Way = Annotated[str, listed(CooperationWay)]


class RecordOut(Schema):
    """What records of all three kinds show. `depth` says how much; what is hidden is empty or null."""

    id: int
    depth: Annotated[str, codes("Depth", [one.name.lower() for one in Depth if one is not Depth.HIDDEN])]
    code: str
    title: str
    disclosure: Annotated[str, listed(DisclosureLevel)]
    field: FieldCode
    industry: str = Field(description="GB/T 4754-2017")
    region: str = Field(description="GB/T 2260")
    keywords: list[str]
    valid_until: date | None
    published_at: datetime | None
    expires_at: datetime | None
    organisation_id: int | None
    organisation_name: str
    organisation_kind: Annotated[str, listed(OrganisationKind, empty=True)]
    contact: str
    source: str | None
    external_number: str | None
    manager_person: int | None


class IndicatorOut(Schema):
    """A technical indicator, texts as given."""

    name: str
    current: str = ""
    target: str = ""
    unit: str = ""


class DemandOut(RecordOut):
    """What a firm needs solved."""

    record: Literal["demand"]
    state: Annotated[str, listed(DemandState)]
    kind: Annotated[str, listed(DemandKind, empty=True)]
    urgency: Annotated[str, listed(Urgency, empty=True)]
    budget_band: Annotated[str, listed(BudgetBand, empty=True)]
    ways: list[Way]
    clarity: int = Field(description="0 to 100")
    content: str
    foundation_now: str
    partner_requirements: str
    rights_wish: str
    indicators: list[IndicatorOut]
    screening_note: str | None
    diagnosis: str | None


class RightOut(Schema):
    """An intellectual property right."""

    kind: Annotated[str, listed(IpKind, empty=True)]
    number: str
    status: Annotated[str, listed(IpLegalStatus, empty=True)]


class AchievementOut(RecordOut):
    """What a holder offers for conversion; amounts in fen."""

    record: Literal["achievement"]
    state: Annotated[str, listed(AchievementState)]
    kind: Annotated[str, listed(AchievementKind, empty=True)]
    maturity: int | None = Field(description="1 to 9 (GB/T 22900)")
    ways: list[Way]
    price_min_fen: int | None
    price_max_fen: int | None
    support_needed: list[Annotated[str, listed(SupportKind)]]
    programme: Annotated[str, listed(SourceProgramme, empty=True)]
    project_number: str
    summary: str
    advantages: str
    compared_with: str
    application_range: str
    evidence: str
    maturity_evidence: str
    team: list[str]
    rights: list[RightOut]


class ScenarioOut(RecordOut):
    """A setting that an opener makes available; amounts in fen."""

    record: Literal["scenario"]
    state: Annotated[str, listed(ScenarioState)]
    opener_kind: Annotated[str, listed(ScenarioOpener, empty=True)]
    scenario_class: str
    scale: Annotated[str, listed(ScenarioSize, empty=True)]
    expected_maturity: int | None
    funding: Annotated[str, listed(FundingSource, empty=True)]
    budget_fen: int | None
    purchase_way: Annotated[str, listed(PurchaseWay, empty=True)]
    period_months: int | None
    department: str
    outcome_note: str
    place: str
    problem: str
    technology_needed: str
    opened_conditions: str
    success_criteria: str
    safety_notes: str


AnyRecord = Annotated[DemandOut | AchievementOut | ScenarioOut, Field(discriminator="record")]


class DemandOffer(OfferOut):
    """A verb of a demand."""

    verb: Annotated[str, codes("DemandVerb", human_verbs(DEMAND))]


class AchievementOffer(OfferOut):
    """A verb of an achievement."""

    verb: Annotated[str, codes("AchievementVerb", human_verbs(ACHIEVEMENT))]


class ScenarioOffer(OfferOut):
    """A verb of a scenario."""

    verb: Annotated[str, codes("ScenarioVerb", human_verbs(SCENARIO))]


class DemandDue(DueOut):
    """What the clock does next with a demand."""

    verb: Annotated[str, codes("DemandClockVerb", clock_verbs(DEMAND))]


class AchievementDue(DueOut):
    """What the clock does next with an achievement."""

    verb: Annotated[str, codes("AchievementClockVerb", clock_verbs(ACHIEVEMENT))]


class ScenarioDue(DueOut):
    """What the clock does next with a scenario."""

    verb: Annotated[str, codes("ScenarioClockVerb", clock_verbs(SCENARIO))]


class ClarityOut(Schema):
    """Where the clarity of a demand comes from and what would raise it."""

    score: int
    components: list[dict[str, Any]]
    questions: list[dict[str, Any]]


class ApplicantOut(Schema):
    """An organisation that has applied for a scenario."""

    organisation_id: int
    name: str


class DemandDetailOut(Schema):
    """A demand with the verbs that the caller may use; clarity, clock and version for those who see it from inside."""

    record: DemandOut
    offers: list[DemandOffer]
    due: DemandDue | None
    version: int | None
    clarity: ClarityOut | None


class AchievementDetailOut(Schema):
    """An achievement with the verbs that the caller may use."""

    record: AchievementOut
    offers: list[AchievementOffer]
    due: AchievementDue | None
    version: int | None


class ScenarioDetailOut(Schema):
    """A scenario with the verbs that the caller may use; applicants for those who see it from inside."""

    record: ScenarioOut
    offers: list[ScenarioOffer]
    due: ScenarioDue | None
    version: int | None
    applicants: list[ApplicantOut]


class DemandsPart(Part):
    """Part of the demands."""

    items: list[DemandOut]


class AchievementsPart(Part):
    """Part of the achievements."""

    items: list[AchievementOut]


class ScenariosPart(Part):
    """Part of the scenarios."""

    items: list[ScenarioOut]
