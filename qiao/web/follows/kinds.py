"""The kinds of case that people follow, with names and pages."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from qiao.foundation.wording import Text


@dataclass(frozen=True)
class Kind:
    """One kind: its table as audit rows name it, its name, and the name of its page."""

    object_type: str
    title: Text
    page: str


KINDS: Mapping[str, Kind] = {
    "demand": Kind("catalogue.demand", _("Technology demand"), "work-demand"),
    "achievement": Kind("catalogue.achievement", _("Achievement"), "work-achievement"),
    "scenario": Kind("catalogue.scenario", _("Application scenario"), "work-scenario"),
    "edition": Kind("catalogue.edition", _("Edition"), "work-edition"),
    "introduction": Kind("matching.introduction", _("Introduction"), "work-introduction"),
}
BY_OBJECT: Mapping[str, Kind] = {kind.object_type: kind for kind in KINDS.values()}
