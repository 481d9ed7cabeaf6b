"""Organisations as readers of the catalogue may see them."""

from typing import Annotated

from ninja import Field, Schema

from qiao.api.codes import listed
from qiao.api.schemas.answers import Part
from qiao.api.schemas.catalogue import AnyRecord
from qiao.core.taxonomy import HiTechField, OrganisationKind, OrganisationSize, Qualification


class OrganisationOut(Schema):
    """An organisation, and how many open records of each kind name it."""

    id: int
    name: str
    kind: Annotated[str, listed(OrganisationKind)]
    credit_code: str = Field(description="GB 32100-2015; empty where it has none")
    region: str = Field(description="GB/T 2260")
    industry: str = Field(description="GB/T 4754-2017")
    field: Annotated[str, listed(HiTechField, empty=True)]
    size: Annotated[str, listed(OrganisationSize, empty=True)]
    qualifications: list[Annotated[str, listed(Qualification)]]
    profile: str
    achievement_count: int
    demand_count: int
    scenario_count: int


class OrganisationsPart(Part):
    """Part of the organisations, by key."""

    items: list[OrganisationOut]


class OrganisationDetailOut(Schema):
    """An organisation with the newest open records that name it, at most six of each kind.

    `contact` is empty for those who do not read the register.
    """

    organisation: OrganisationOut
    contact: str
    records: list[AnyRecord]
