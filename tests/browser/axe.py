"""Accessibility of a page as axe-core sees it, in the browser that shows it."""

from pathlib import Path
from typing import Any

from django.conf import settings

_SOURCE = Path(settings.FRONT_END) / "axe-core/axe.min.js"
_RUN = """async () => {
  const found = await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]});
  return found.violations.filter(v => ["serious", "critical"].includes(v.impact)).map(
    v => v.id + ": " + v.nodes.slice(0, 3).map(n => n.target.join(" ") + " " + (n.any[0]?.message ?? "")).join(" | "));
}"""


def serious_faults(tab: Any) -> list[str]:
    """Rules that the page breaks seriously or critically, each with the first places."""
    tab.evaluate(_SOURCE.read_text(encoding="utf-8"))
    return list(tab.evaluate(_RUN))
