"""The colour in which a state is shown: what waits, what is open, what went well, what ended."""

from collections.abc import Mapping

NEUTRAL = "secondary"
_BY_TONE: Mapping[str, tuple[str, ...]] = {
    "azure": ("submitted", "screened", "diagnosed", "reviewed", "compiled", "previewed", "proposed", "in_review"),
    "green": ("published", "matching", "issued", "introduced", "negotiating", "applied", "delivered", "in_force"),
    "teal": ("contracted", "solved", "confirmed", "converted", "verified", "scaled", "approved", "selected", "testing"),
    "yellow": ("demand_accepted", "supply_accepted", "outcome_claimed", "returned", "placed"),
    "orange": ("expired", "lapsed", "declined", "failed"),
    "red": ("disputed",),
}
_TONES = {state: tone for tone, states in _BY_TONE.items() for state in states}


def tone_of(state: object) -> str:
    """The Tabler colour of a state; grey for drafts, what was withdrawn or merged, and whatever is not listed."""
    return _TONES.get(str(state), NEUTRAL)
