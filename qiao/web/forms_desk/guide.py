"""What the answers to the guided questions would bring, before they are saved."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from qiao.catalogue.contents import DemandContent
from qiao.catalogue.selectors.editing import clarity_of
from qiao.web.forms_desk.desk_form import DeskForm
from qiao.web.forms_desk.found_by_answers import Found, found_by_answers
from qiao.web.forms_desk.submitting import seen_version
from qiao.web.forms_desk.visits import Shown, Visit, reason_form, show

PREVIEW = "preview"


def previewed(visit: Visit, form_of: Callable[..., DeskForm]) -> HttpResponse:
    """The score that the answers would bring; nothing is saved."""
    typed = visit.typed()
    read = form_of(typed, checked=True).reading()
    after = clarity_of(read) if isinstance(read, DemandContent) else None
    shown = Shown(form=form_of(typed), version=seen_version(visit), reason=reason_form(visit, typed))
    shown.more = {"after": after, "was_previewed": True, "found": _found(visit, read)}
    return show(visit, shown)


def _found(visit: Visit, read: Any) -> tuple[Found, ...] | None:
    """The achievements that the answers find; not asked while somebody is still typing."""
    now = visit.record.content if visit.record else None
    if visit.request.headers.get("HX-Request") or not isinstance(read, DemandContent):
        return None
    return found_by_answers(visit.actor, now, read, visit.now) if isinstance(now, DemandContent) else None
