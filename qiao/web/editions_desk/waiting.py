"""Who still has to act on an edition, in a sentence; read from the rights, four eyes included."""

from django.utils.translation import gettext as _

from qiao.catalogue.lifecycles.edition import EDITION, EditionState
from qiao.catalogue.models import Edition
from qiao.core.access import Actor
from qiao.foundation.next_steps import acting_next, onward
from qiao.foundation.wording import text_of
from qiao.web.labels import reads_chinese


def waits_for(actor: Actor, edition: Edition) -> str:
    """For whom the edition waits and for what; empty when nothing is left to be done."""
    steps = onward(Edition, edition.state)
    if not steps:
        return ""
    roles = [text_of(f"role.{role}") for role in acting_next(Edition, edition.state)]
    values = {
        "step": text_of(f"verb.{EDITION.action(steps[0].verb)}"),
        "roles": ("或" if reads_chinese() else " or ").join(roles),
        "compiler": edition.compiled_by,
    }
    if edition.state != EditionState.SUBMITTED:
        return _("Next: “%(step)s”, by %(roles)s.") % values
    if actor.person_id is not None and actor.person_id == edition.compiled_by_person:
        return _("Next: “%(step)s”, by %(roles)s. You compiled the list, so another person must do it.") % values
    return _("Next: “%(step)s”, by %(roles)s, but not by %(compiler)s, who compiled the list.") % values
