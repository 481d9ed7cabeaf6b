"""Tables of the parties."""

from qiao.parties.models.merge import Merge, MergeKind
from qiao.parties.models.organisation import Organisation
from qiao.parties.models.person import Holding, Person, User
from qiao.parties.models.zone import Zone

__all__ = ["Holding", "Merge", "MergeKind", "Organisation", "Person", "User", "Zone"]
