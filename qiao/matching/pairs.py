"""A need and an offer before there is an introduction: what rights and refusals look at then. Pure."""

from dataclasses import dataclass

from qiao.matching.lifecycles.introduction import Side


@dataclass(frozen=True)
class PairFacts:
    """The zone of the need, the organisations behind both records (None where none is there, or where the viewer may
    not know it), and whether both are published.
    """

    zone_code: str
    demand_organisation_id: int | None = None
    supply_organisation_id: int | None = None
    records_open: bool = True

    def organisation_of(self, side: Side) -> int | None:
        """The organisation of a side."""
        return self.demand_organisation_id if side is Side.DEMAND else self.supply_organisation_id
