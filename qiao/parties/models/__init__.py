"""Tables of the parties."""

from qiao.parties.models.follow import Follow
from qiao.parties.models.invitation import Invitation
from qiao.parties.models.merge import Merge, MergeKind
from qiao.parties.models.notice import Mailing, Notice, NoticeSetting
from qiao.parties.models.organisation import Organisation
from qiao.parties.models.person import Holding, Person, User
from qiao.parties.models.token import ApiToken, ApiTokenUse
from qiao.parties.models.zone import Zone

__all__ = [
    "ApiToken",
    "ApiTokenUse",
    "Follow",
    "Holding",
    "Invitation",
    "Mailing",
    "Merge",
    "MergeKind",
    "Notice",
    "NoticeSetting",
    "Organisation",
    "Person",
    "User",
    "Zone",
]
