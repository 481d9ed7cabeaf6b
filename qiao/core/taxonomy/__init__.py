"""The short value lists that ship: stable codes with their Chinese and English names."""

from qiao.core.taxonomy.achievements import (
    AchievementKind,
    GapLevel,
    IpKind,
    IpLegalStatus,
    PriceMode,
    SourceProgramme,
    SupportKind,
)
from qiao.core.taxonomy.demands import (
    ACHIEVEMENT_WAYS,
    BUDGET_BOUNDS_FEN,
    BudgetBand,
    CooperationWay,
    DemandKind,
    DisclosureLevel,
    Urgency,
)
from qiao.core.taxonomy.fields import SECTION_DIVISIONS, HiTechField, IndustrySection, StrategicIndustry
from qiao.core.taxonomy.labels import Label, Listed
from qiao.core.taxonomy.lookup import LABELS, code_from_text
from qiao.core.taxonomy.maturity import AchievementStage, Maturity
from qiao.core.taxonomy.parties import OrganisationKind, OrganisationSize, PersonKind, Qualification
from qiao.core.taxonomy.regions import Province
from qiao.core.taxonomy.scenarios import FundingSource, PurchaseWay, ScenarioOpener, ScenarioSize

__all__ = [
    "ACHIEVEMENT_WAYS",
    "BUDGET_BOUNDS_FEN",
    "LABELS",
    "SECTION_DIVISIONS",
    "AchievementKind",
    "AchievementStage",
    "BudgetBand",
    "CooperationWay",
    "DemandKind",
    "DisclosureLevel",
    "FundingSource",
    "GapLevel",
    "HiTechField",
    "IndustrySection",
    "IpKind",
    "IpLegalStatus",
    "Label",
    "Listed",
    "Maturity",
    "OrganisationKind",
    "OrganisationSize",
    "PersonKind",
    "PriceMode",
    "Province",
    "PurchaseWay",
    "Qualification",
    "ScenarioOpener",
    "ScenarioSize",
    "SourceProgramme",
    "StrategicIndustry",
    "SupportKind",
    "Urgency",
    "code_from_text",
]
