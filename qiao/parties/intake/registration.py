"""Making the room's lists importable."""

from qiao.foundation.intake.kinds import register_kind
from qiao.foundation.wording import register_texts
from qiao.parties.intake.organisations import ORGANISATIONS
from qiao.parties.intake.people import PEOPLE
from qiao.parties.intake.wording import TEXTS


def register_imports() -> None:
    """Called once when the room is loaded: kinds of list and the texts of their problems."""
    for kind in (ORGANISATIONS, PEOPLE):
        register_kind(kind)
    register_texts(TEXTS)
