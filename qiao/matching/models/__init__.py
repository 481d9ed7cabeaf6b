"""Tables of the matching room."""

from qiao.matching.models.commission import Adoption, Commission, SupplyItem
from qiao.matching.models.compilation import Compilation
from qiao.matching.models.grade import MatchGrade
from qiao.matching.models.introduction import Introduction, Outcome
from qiao.matching.models.run import Direction, Match, MatchedSource, MatchRun
from qiao.matching.models.saved_search import SavedSearch, SearchHit

__all__ = [
    "Adoption",
    "Commission",
    "Compilation",
    "Direction",
    "Introduction",
    "Match",
    "MatchGrade",
    "MatchRun",
    "MatchedSource",
    "Outcome",
    "SavedSearch",
    "SearchHit",
    "SupplyItem",
]
