"""Outline icons of Tabler, written into the page: no request, no font, and they take the colour of the text."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DRAWING = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
_HEAD = (
    '<svg class="icon" xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" '
    'stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" '
    'focusable="false">'
)


@cache
def icon_markup(name: str) -> SafeString:
    """The inline SVG of an icon. Raises ValueError for a name that the installed set does not have."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"icon: {name!r} is no icon name")
    path = Path(settings.FRONT_END) / "@tabler/icons/icons/outline" / f"{name}.svg"
    if not path.is_file():
        raise ValueError(f"icon: the installed set has no {name!r} ({path})")
    found = _DRAWING.search(path.read_text(encoding="utf-8"))
    drawing = " ".join(found.group(1).split()) if found else ""
    drawing = drawing.replace('<path stroke="none" d="M0 0h24v24H0z" fill="none" />', "").strip()
    # The files come from the package that the lock file pins by hash, not from people.
    return mark_safe(f"{_HEAD}{drawing}</svg>")
