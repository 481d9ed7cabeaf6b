"""Commissions of customised supply lists."""

from datetime import date, datetime
from typing import Annotated, get_args

from ninja import Field, Schema

from qiao.api.codes import codes, human_verbs, listed
from qiao.api.schemas.answers import OfferOut, Part
from qiao.core.matching.results import Level
from qiao.core.taxonomy import CooperationWay, GapLevel, HiTechField
from qiao.matching.lifecycles.commission import COMMISSION, CommissionState

MatchLevel = codes("MatchLevel", get_args(Level))
Gap = listed(GapLevel, empty=True)


class CommissionOut(Schema):
    """A zone's order of a supply list; `edition_id` once an edition was drawn from it."""

    id: int
    state: Annotated[str, listed(CommissionState)]
    title: str
    zone_code: str
    provider_id: int
    provider_name: str
    deliver_by: date
    delivered_at: datetime | None
    edition_id: int | None
    edition_number: str
    created_at: datetime


class CommissionsPart(Part):
    """Part of the commissions."""

    items: list[CommissionOut]


class CommissionOffer(OfferOut):
    """A verb of a commission."""

    verb: Annotated[str, codes("CommissionVerb", human_verbs(COMMISSION))]


class LinkOut(Schema):
    """A link of an industry chain and how much it misses technology."""

    name: str
    gap: Annotated[str, Gap]
    words: list[str]


class CriteriaOut(Schema):
    """What was asked for: conditions on achievements, demands to be answered, what is excluded."""

    links: list[LinkOut]
    demand_ids: list[int]
    demand_fields: list[Annotated[str, listed(HiTechField)]]
    minimum_maturity: int | None
    minimum_score_bp: int = Field(description="0 to 10000")
    ways: list[Annotated[str, listed(CooperationWay)]]
    fields: list[Annotated[str, listed(HiTechField)]]
    excluded_organisations: list[int]
    excluded_achievements: list[int]
    excluded_words: list[str]
    most_items: int


class SupplyAnswerOut(Schema):
    """A demand that the item answers; `score_bp` is 0 to 10000."""

    demand_id: int
    code: str
    score_bp: int
    level: Annotated[str, MatchLevel]


class SupplyItemOut(Schema):
    """An item of the list that counts; code, title and answers are empty once the achievement is kept from you."""

    position: int
    achievement_id: int
    code: str
    title: str
    link: str
    gap: Annotated[str, Gap]
    score_bp: int
    level: Annotated[str, MatchLevel]
    manager: str
    valid_until: date | None
    checked_on: date | None
    checked_by: str
    check_note: str
    answers: list[SupplyAnswerOut]


class HitRateOut(Schema):
    """Items that came to negotiation, intent or contract; rates in basis points, null where nothing was counted."""

    items: int
    answered: int
    hits: int
    of_answered_bp: int | None
    of_all_bp: int | None


class CommissionDetailOut(Schema):
    """A commission with its order, its items, what came of them, and the verbs that the caller may use."""

    commission: CommissionOut
    criteria: CriteriaOut
    version: int
    compilation: int = Field(description="Which compilation of the items counts; 0 before the first")
    items: list[SupplyItemOut]
    hit_rate: HitRateOut
    offers: list[CommissionOffer]
