"""Tables of the matching room."""

from qiao.matching.models.commission import Adoption, Commission, SupplyItem
from qiao.matching.models.introduction import Introduction, Outcome
from qiao.matching.models.run import Direction, Match, MatchedSource, MatchRun

__all__ = [
    "Adoption",
    "Commission",
    "Direction",
    "Introduction",
    "Match",
    "MatchRun",
    "MatchedSource",
    "Outcome",
    "SupplyItem",
]
