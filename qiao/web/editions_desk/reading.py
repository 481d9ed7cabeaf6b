"""Who may look at the workflow of an edition, and a verb on it as it stands."""

from django.http import Http404

from qiao.catalogue.access_editions import DRAFT_READERS
from qiao.catalogue.lifecycles.edition import EDITION
from qiao.catalogue.models import Edition
from qiao.catalogue.selectors.editions import EditionDetail, edition_detail, known_edition
from qiao.core.access import Actor, Role
from qiao.core.lifecycle import Offer
from qiao.core.outcomes import Denied
from qiao.foundation.wording import text_of
from qiao.web.acting import ActingRequest
from qiao.web.desk.kinds import EDITIONS
from qiao.web.desk.verbs import Confirmation, seen_version

READERS = (*DRAFT_READERS, Role.AUDITOR)


def heading_of(found: Edition) -> str:
    """The title, or what stands for it until the issue."""
    return found.title or text_of(f"edition_kind.{found.kind}")


def require_reader(actor: Actor) -> None:
    """Raises Denied for roles that do not see editions before the issue."""
    if actor.role not in READERS:
        raise Denied("no_right", action=EDITION.key, role=str(actor.role))


def readable(request: ActingRequest, pk: int) -> EditionDetail:
    """The edition of the actor's zone. Raises Missing, and Http404 for everybody who has no business with drafts."""
    detail = edition_detail(request.actor, pk, request.now)
    _require_business(request.actor, detail.edition)
    return detail


def readable_edition(request: ActingRequest, pk: int) -> Edition:
    """The same without lines, comparison and verbs, for pages that show none of them."""
    found = known_edition(request.actor, pk)
    _require_business(request.actor, found)
    return found


def _require_business(actor: Actor, found: Edition) -> None:
    if actor.role not in READERS or (actor.role is not Role.AUDITOR and found.zone_code != actor.zone_code):
        raise Http404("edition")


def offer_of(request: ActingRequest, detail: EditionDetail, verb: str) -> Offer:
    """The verb as the edition offers it. Raises Http404 when it does not exist in this state, Denied without right."""
    for offer in detail.offers:
        if offer.verb == verb:
            return offer
    action = EDITION.action(verb)
    if request.method == "POST" and seen_version(request) != detail.edition.version:
        return Offer(verb, action, "not_in_this_state", needs_reason=False)
    if EDITION.transition(detail.edition.state, verb) is None:
        raise Http404("verb")
    raise Denied("no_right", action=action, role=str(request.actor.role))


def confirmation_of(detail: EditionDetail, offer: Offer) -> Confirmation:
    """What the confirmation page shows."""
    found = detail.edition
    return Confirmation(EDITIONS, found.pk, found.version, heading_of(found), found.state, offer)
