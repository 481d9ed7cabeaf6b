"""Tags of the small set of page components; the page `/components/` shows every one of them."""

from datetime import datetime
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from qiao.core.lifecycle import Offer
from qiao.foundation.wording import text_of
from qiao.web.clocks import calendar_for, clock_words
from qiao.web.icons import icon_markup
from qiao.web.tones import tone_of

register = template.Library()

_BESIDE = 2


@register.simple_tag
def icon(name: str) -> SafeString:
    """An outline icon by its Tabler name, drawn in the colour of the text; it says nothing to a screen reader."""
    return icon_markup(name)


@register.simple_tag
def state_badge(state: object, lifecycle_key: str) -> SafeString:
    """The state of a case in words, in its colour."""
    words = text_of(f"state.{lifecycle_key}.{state}")
    return format_html('<span class="badge bg-{tone}-lt">{words}</span>', tone=tone_of(state), words=words)


@register.simple_tag(takes_context=True)
def clock(context: Any, due_at: datetime | None, action: str = "") -> SafeString:
    """When something falls due, in days from the instant of the request; ``action`` is what the clock will do then."""
    if due_at is None:
        return mark_safe('<span class="text-secondary">–</span>')
    request = context["request"]
    words = clock_words(action, due_at, request.now, lambda: calendar_for(request))
    return format_html(
        '<span class="badge bg-{}-lt qiao-clock">{}<time datetime="{}" title="{}">{}</time></span>',
        words.tone, icon_markup("clock"), due_at.isoformat(), localtime(due_at).strftime("%Y-%m-%d %H:%M"), words.text,
    )  # fmt: skip


@register.simple_tag
def verb_text(action: str) -> str:
    """The name of an action, as on its button."""
    return text_of(f"verb.{action}")


@register.simple_tag
def refusal_text(offer: Offer) -> str:
    """Why an offered verb cannot be used now."""
    return text_of(f"refusal.{offer.refusal}")


@register.simple_tag
def role_text(role: object) -> str:
    """The name of a role."""
    return text_of(f"role.{role}")


@register.simple_tag
def field_kind(field: BoundField) -> str:
    """How a field is laid out: one box with its label behind it, a group of boxes, or a plain control."""
    if isinstance(field.field.widget, CheckboxSelectMultiple | RadioSelect):
        return "group"
    return "checkbox" if isinstance(field.field.widget, CheckboxInput) else "plain"


@register.simple_tag
def page_window(number: int, pages: int) -> list[int | None]:
    """The page numbers worth a link: first, last and those beside the present one; None stands for a gap."""
    shown = sorted({1, pages, *range(max(1, number - _BESIDE), min(pages, number + _BESIDE) + 1)})
    window: list[int | None] = []
    for page in shown:
        if window and window[-1] is not None and page - window[-1] > 1:
            window.append(None)
        window.append(page)
    return window
