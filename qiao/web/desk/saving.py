"""Keeping the filters of a case list as a saved search, where they ask for what a saved search can watch."""

from qiao.catalogue.lifecycles.facts import Stage
from qiao.catalogue.selectors.cases import states_of
from qiao.core.access import Actor
from qiao.matching.searches.keeping import may_save
from qiao.web.desk.asking import Asked
from qiao.web.desk.kinds import CaseKind
from qiao.web.listings.kinds import BY_KEY
from qiao.web.searches.offering import save_address

_WATCHED = ("q", "field", "state")


def save_url(actor: Actor, kind: CaseKind, asked: Asked) -> str:
    """The form that keeps these filters; empty where nothing is asked for, or something that is no news of records.

    A saved search watches what is open: words, field and an open state. Who acts next, what is late and what is one's
    own are questions about work, which the list of tasks answers.
    """
    given = {name: value for name, value in asked.values.items() if value and name != "sort"}
    if not given or not may_save(actor) or set(given) - set(_WATCHED):
        return ""
    states = states_of(kind.model, Stage.OPEN)
    if "state" in given and (given["state"] not in states or not _lists_states(kind)):
        return ""
    return save_address(kind.key, given)


def _lists_states(kind: CaseKind) -> bool:
    return any(panel.name == "state" for panel in BY_KEY[kind.key].panels)
