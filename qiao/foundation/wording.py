"""Words for codes: every state, verb, refusal, rule and role has a text that gettext translates.

Core carries codes only. Each room registers its texts from its ``wording`` module when it is loaded; a contract test
requires a text, in English and in Chinese, for every code that the tables can produce.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise

Text = str | Promise
_TEXTS: dict[str, Text] = {}


def register_texts(texts: Mapping[str, Text]) -> None:
    """Add texts by code; raises ValueError when a code already has another text."""
    for code, text in texts.items():
        if code in _TEXTS and str(_TEXTS[code]) != str(text):
            raise ValueError(f"two texts for {code!r}")
        _TEXTS[code] = text


def text_of(code: str, params: Mapping[str, Any] | None = None) -> str:
    """The text of a code in the active language, with ``%(name)s`` filled from ``params``; the code itself if none."""
    text = _TEXTS.get(code)
    if text is None:
        return code
    return str(text) % dict(params) if params else str(text)


def has_text(code: str) -> bool:
    """Whether a text is registered."""
    return code in _TEXTS


def known_codes() -> tuple[str, ...]:
    """Every code with a text, sorted."""
    return tuple(sorted(_TEXTS))
