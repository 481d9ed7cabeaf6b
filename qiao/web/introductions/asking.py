"""What the address of the list asks for."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from qiao.core.access import Actor, Role
from qiao.foundation.wording import text_of
from qiao.matching.lifecycles.introduction import IntroductionState, Side
from qiao.matching.selectors.introduction_lists import IntroductionFilters
from qiao.web.pages import InputFault
from qiao.web.reading_input import AddressValues


@dataclass(frozen=True)
class ListAsked:
    """The filters, the page, the values as they stand in links, and what could not be used."""

    filters: IntroductionFilters
    page: int
    values: Mapping[str, str]
    faults: list[InputFault]
    address: AddressValues


def state_choices() -> dict[str, str]:
    """Every state with its name."""
    return {str(state): text_of(f"state.matching.introduction.{state}") for state in IntroductionState}


def side_choices() -> dict[str, str]:
    """The two sides on which an organisation can stand."""
    return {str(Side.DEMAND): _("I need"), str(Side.SUPPLY): _("I offer")}


def list_asked(sent: Mapping[str, str], actor: Actor) -> ListAsked:
    """Read the address; only somebody who speaks for an organisation can filter by side."""
    given = AddressValues(sent)
    state = given.choice("state", state_choices())
    side = given.choice("side", side_choices()) if actor.role is Role.ORGANISATION_EDITOR else ""
    waiting = given.choice("waiting", {"1": _("Waits for me")})
    page = given.page()
    values = {"state": state, "side": side, "waiting": waiting}
    return ListAsked(IntroductionFilters(state, side, bool(waiting)), page, values, given.faults, given)
