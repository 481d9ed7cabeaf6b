"""What a new form begins with: nothing, one of the actor's own records, or a text that was matched before."""

from collections.abc import Mapping, Sequence
from typing import Any

from qiao.catalogue.contents import DemandContent, IndicatorContent, ListingContent
from qiao.catalogue.selectors.editing import template_content
from qiao.core.outcomes import Missing
from qiao.web.acting import ActingRequest
from qiao.web.forms_desk import wording_texts as words
from qiao.web.forms_desk.kinds import DeskKind
from qiao.web.matches.views import KEPT_TEXT

FROM = "from"
MATCHED_TEXT = "match"
_KEY_DIGITS = 18


def beginning(request: ActingRequest, kind: DeskKind) -> tuple[ListingContent | None, str]:
    """The content that a new form shows at first, and a sentence that says where it comes from.

    Raises Missing when the record to start from is not one of the actor's own.
    """
    key = request.GET.get(FROM, "")
    if key == MATCHED_TEXT and kind.key == "demand":
        given = request.session.get(KEPT_TEXT)
        return (_content(given), str(words.FROM_TEXT)) if given else (None, "")
    if not key:
        return None, ""
    if not key.isdecimal() or len(key) > _KEY_DIGITS:
        raise Missing("no_such_object", object_type=f"catalogue.{kind.key}", object_id=key)
    content = template_content(request.actor, kind.key, int(key))
    return content, str(words.FROM_RECORD) % {"title": content.title}


def forget_beginning(request: ActingRequest) -> None:
    """A text that was matched has become a form: it need not be kept beside it."""
    request.session.pop(KEPT_TEXT, None)


def _content(given: Mapping[str, Any]) -> DemandContent:
    rows: Sequence[Mapping[str, str]] = given.get("indicators", ())
    return DemandContent(
        title=given.get("title", ""),
        content=given.get("content", ""),
        field=given.get("field", ""),
        indicators=tuple(IndicatorContent(**row) for row in rows),
    )
