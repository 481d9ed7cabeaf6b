"""Making the room's lists importable."""

from qiao.catalogue.intake.achievements import ACHIEVEMENTS
from qiao.catalogue.intake.demands import DEMANDS
from qiao.catalogue.intake.scenarios import SCENARIOS
from qiao.catalogue.intake.wording import TEXTS
from qiao.foundation.intake.kinds import register_kind
from qiao.foundation.wording import register_texts


def register_imports() -> None:
    """Called once when the room is loaded: kinds of list and the texts of their problems."""
    for kind in (ACHIEVEMENTS, DEMANDS, SCENARIOS):
        register_kind(kind)
    register_texts(TEXTS)
