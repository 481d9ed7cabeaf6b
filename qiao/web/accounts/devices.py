"""What a browser calls itself, shortened to what its owner recognises."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

# In this order: a browser names those that it wants to be taken for as well.
_BROWSERS = (
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("QQBrowser", "QQ Browser"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("OpenHarmony", "HarmonyOS"),
    ("HarmonyOS", "HarmonyOS"),
    ("Windows", "Windows"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)
_LONGEST = 60


def device_name(user_agent: str) -> str:
    """Browser and system, like “Chrome · Windows”; the beginning of the text itself when neither is known."""
    known = [name for name in (_first(user_agent, _BROWSERS), _first(user_agent, _SYSTEMS)) if name]
    return " · ".join(known) or user_agent[:_LONGEST] or _("Unknown browser")


def _first(text: str, names: Iterable[tuple[str, str]]) -> str:
    return next((name for mark, name in names if mark in text), "")
