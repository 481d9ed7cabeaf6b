"""Which texts of the input are codes of which list, for the description alone."""

from collections.abc import Mapping
from enum import StrEnum

from qiao.catalogue.lifecycles.edition import EditionKind
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
    PurchaseWay,
    ScenarioOpener,
    ScenarioSize,
    SourceProgramme,
    SupportKind,
    Urgency,
)
from qiao.matching.lifecycles.introduction import DeclineReason, OutcomeKind

_LISTINGS = ("DemandContent", "AchievementContent", "ScenarioContent")
INPUT_CODES: Mapping[tuple[str, str], type[StrEnum]] = {
    **{(model, "field"): HiTechField for model in _LISTINGS},
    **{(model, "disclosure"): DisclosureLevel for model in _LISTINGS},
    ("DemandContent", "kind"): DemandKind,
    ("DemandContent", "urgency"): Urgency,
    ("DemandContent", "budget_band"): BudgetBand,
    ("DemandContent", "ways"): CooperationWay,
    ("AchievementContent", "kind"): AchievementKind,
    ("AchievementContent", "ways"): CooperationWay,
    ("AchievementContent", "support_needed"): SupportKind,
    ("AchievementContent", "programme"): SourceProgramme,
    ("RightContent", "kind"): IpKind,
    ("RightContent", "status"): IpLegalStatus,
    ("ScenarioContent", "opener_kind"): ScenarioOpener,
    ("ScenarioContent", "scale"): ScenarioSize,
    ("ScenarioContent", "funding"): FundingSource,
    ("ScenarioContent", "purchase_way"): PurchaseWay,
    ("EditionRequest", "kind"): EditionKind,
    ("EditionCriteria", "fields"): HiTechField,
    ("Decline", "reason"): DeclineReason,
    ("Claim", "kind"): OutcomeKind,
}
