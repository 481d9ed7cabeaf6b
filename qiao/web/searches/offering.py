"""Where the button that saves a search is shown."""

from collections.abc import Mapping

from django.urls import reverse

from qiao.core.access import Actor, Role
from qiao.matching.searches.keeping import may_save
from qiao.web.templatetags.reading import query


def offers_saving(actor: Actor) -> bool:
    """Whether the button is shown: to those who can save, and to visitors, who are told how to be able to."""
    return actor.role is Role.PUBLIC or may_save(actor)


def save_address(kind: str, asked: Mapping[str, object]) -> str:
    """The form that keeps a search of a list with these values of its address."""
    return f"{reverse('saved-search-new')}{query({'list': kind, **asked})}"
